"""The risk of a recurrent network is an objective like any other: rules, sweeps, batches and checks take it as is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gl
from gdlib.checks import check_grad, check_rotation, check_sweep
from gdlib.diagnosis import sharpness
from gdlib.empirical import Batches, FiniteSum, Network, Risk
from gdlib.gradients import clip_norm
from gdlib.nets import GRU, LSTM, RNN, cross_entropy, each_step, glorot_uniform, orthogonal, squared
from gdlib.schedules import cosine
from gdlib.tasks import adding, copy, fixed_lag

RNG = np.random.default_rng(3)
N = 8
RISKS = {
    "regression": Risk(LSTM((2, 3, 1)), *adding(N, 6, RNG), squared),
    "every step": Risk(GRU((10, 3, 9), "torch", every_step=True), *copy(N, 2, RNG), each_step(cross_entropy)),
    "truncated": Risk(RNN((1, 4, 1), truncation=3), *fixed_lag(N, 5, RNG), squared),
}
everywhere = pytest.mark.parametrize("f", RISKS.values(), ids=RISKS)
CLOSE = {"rtol": 1e-11, "atol": 1e-13}  # sums of at most 200 terms of size 1, rounded in another order


def point(f, *batch):
    return np.random.default_rng(0).normal(size=(f.dim, *batch))


@everywhere
@given(rows=st.lists(st.integers(0, N - 1), min_size=1, max_size=12))
def test_some_rows_are_the_mean_of_the_rows_one_by_one(f, rows):
    theta, part = point(f), f.on(rows)
    assert len(part) == len(rows)
    np.testing.assert_allclose(part(theta), np.mean([f.on([i])(theta) for i in rows]), **CLOSE)
    np.testing.assert_allclose(part.grad(theta), np.mean([f.on([i]).grad(theta) for i in rows], axis=0), **CLOSE)


@everywhere
def test_it_is_a_finite_sum_of_a_network(f):
    assert isinstance(f, FiniteSum)
    assert isinstance(f.net, Network)
    assert len(f) == N
    assert f.grads(point(f)).shape == (N, f.dim)
    assert np.shares_memory(f.on(slice(2, 5)).X, f.X)


@pytest.mark.parametrize("name", ["regression", "every step"])
def test_its_gradient_is_the_slope_of_its_value(name):
    # the losses take no complex step where a softmax looks for the largest score: central differences, good to 1e-8
    assert check_grad(RISKS[name], point(RISKS[name]), np.random.default_rng(0)) < 1e-6


def test_the_gradient_of_a_truncated_network_is_not_that_slope():
    assert check_grad(RISKS["truncated"], point(RISKS["truncated"]), np.random.default_rng(0)) > 1e-3


@everywhere
def test_a_batch_of_points_and_a_sweep_are_the_points_and_runs_one_by_one(f):
    thetas = point(f, 3)
    for j in range(3):
        np.testing.assert_array_equal(f.grad(thetas)[:, j], f.grad(thetas[:, j]))
    assert check_sweep(gl.adam, f, 0.1 * point(f), steps=5, lr=np.array([0.01, 0.1])) == 0


def test_rotations_and_sharpness_take_it_as_it_is():
    f = RISKS["regression"]
    assert check_rotation(gl.momentum(lr=0.1), f, 0.3 * point(f), np.random.default_rng(0)) < 1e-11
    assert np.isfinite(sharpness(f, 0.3 * point(f), np.random.default_rng(0)))


def test_an_lstm_learns_to_remember_for_eight_steps_with_rules_batches_and_a_schedule():
    net, rng = LSTM((1, 8, 1)), np.random.default_rng(0)
    f = Risk(net, *fixed_lag(256, 8, rng), squared)
    rule = gl.chain(clip_norm(1.0), gl.adam(lr=0.03 * cosine(400)))
    start = net.init(glorot_uniform, rng, recurrent=orthogonal)
    history = gl.fit(f, start, rule, Batches(f, 32, rng), epochs=50, progress=False)
    assert 2 * history.watched["loss"][-1] < 0.1 * fixed_lag.chance(8)
