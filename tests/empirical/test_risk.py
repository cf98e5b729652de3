"""The risk of a network is an objective like any other: rules, sweeps, batches and checks take it as it is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdlib as gl
from gdlib.checks import check_grad, check_rotation, check_sweep
from gdlib.empirical import Batches, FiniteSum, LeastSquares, Logistic, Network, Risk, Softmax
from gdlib.gradients import clip_norm
from gdlib.nets import MLP, accuracy, batch_norm, cross_entropy, he, layer_norm, lecun, logistic, relu, squared, tanh
from gdlib.schedules import cosine
from gdlib.theory import noise_trace

RNG = np.random.default_rng(5)
N = 12
X = RNG.normal(size=(N, 3))
Y = RNG.normal(size=(N, 2))
LABELS = np.arange(N) % 3
SIGNS = np.sign(RNG.normal(size=N))
RISKS = {
    "regression": Risk(MLP((3, 4, 2), tanh), X, Y, squared),
    "classes": Risk(MLP((3, 5, 5, 3), tanh, layer_norm, residual=True), X, LABELS, cross_entropy),
    "two classes": Risk(MLP((3, 4, 1), relu), X, SIGNS, logistic),
}
TOGETHER = Risk(MLP((3, 5, 3), tanh, batch_norm), X, LABELS, cross_entropy)
everywhere = pytest.mark.parametrize("f", RISKS.values(), ids=RISKS)
all_of_them = pytest.mark.parametrize("f", [*RISKS.values(), TOGETHER], ids=[*RISKS, "batch norm"])
CLOSE = {"rtol": 1e-11, "atol": 1e-13}  # sums of at most 60 terms of size 1, rounded in another order


def point(f, *batch, seed=0):
    return np.random.default_rng(seed).normal(size=(f.dim, *batch))


@all_of_them
@pytest.mark.parametrize("seed", range(3))
def test_its_gradient_is_the_slope_of_its_value(f, seed):
    # relu and the logistic loss take no complex step: central differences are good to 1e-8 or so
    assert check_grad(f, point(f, seed=seed), np.random.default_rng(seed)) < 1e-6


@everywhere
@given(rows=st.lists(st.integers(0, N - 1), min_size=1, max_size=20))
def test_some_rows_are_the_mean_of_the_rows_one_by_one(f, rows):
    theta, part = point(f), f.on(rows)
    assert len(part) == len(rows)
    np.testing.assert_allclose(part(theta), np.mean([f.on([i])(theta) for i in rows]), **CLOSE)
    np.testing.assert_allclose(part.grad(theta), np.mean([f.on([i]).grad(theta) for i in rows], axis=0), **CLOSE)


@everywhere
def test_the_gradients_of_the_examples_average_to_the_gradient(f):
    theta = point(f)
    each = f.grads(theta)
    assert each.shape == (N, f.dim)
    np.testing.assert_allclose(each.mean(axis=0), f.grad(theta), **CLOSE)
    assert noise_trace(each) > 0


def test_with_batch_normalisation_the_rows_see_one_another():
    theta = point(TOGETHER)
    pairs = [TOGETHER.on(slice(i, i + 2))(theta) for i in range(0, N, 2)]
    assert abs(np.mean(pairs) - TOGETHER(theta)) > 0.01
    with pytest.raises(ValueError, match="batch_norm needs 2 or more examples"):
        TOGETHER.grads(theta)


@all_of_them
@pytest.mark.parametrize("batch", [(1,), (4,), (2, 3)])
def test_a_batch_of_points_is_the_points_one_by_one_bit_for_bit(f, batch):
    thetas = point(f, *batch)
    value, slope = f(thetas), f.grad(thetas)
    assert value.shape == batch
    assert slope.shape == thetas.shape
    for j in np.ndindex(batch):
        np.testing.assert_array_equal(value[j], f(thetas[(slice(None), *j)]))
        np.testing.assert_array_equal(slope[(slice(None), *j)], f.grad(thetas[(slice(None), *j)]))


@all_of_them
def test_it_is_a_finite_sum_that_writes_into_nothing(f):
    assert isinstance(f, FiniteSum)
    assert isinstance(f.net, Network)
    theta = point(f)
    theta.flags.writeable = False
    before = f(theta), f.grad(theta)
    assert f(theta) == before[0]
    np.testing.assert_array_equal(f.grad(theta), before[1])
    part = f.on(slice(2, 5))
    assert np.shares_memory(part.X, f.X)
    assert np.shares_memory(part.y, f.y)


@pytest.mark.parametrize("family", [gl.gd, gl.momentum, gl.nesterov, gl.adagrad, gl.rmsprop, gl.adam])
def test_a_sweep_over_learning_rates_trains_each_network_as_if_alone(family):
    f = RISKS["classes"]
    assert check_sweep(family, f, f.net.init(lecun, np.random.default_rng(0)), steps=10, lr=np.array([0.01, 0.1])) == 0


def test_the_axes_of_its_parameters_do_not_matter_to_gradient_descent():
    f = RISKS["regression"]
    start = f.net.init(lecun, np.random.default_rng(0))
    assert check_rotation(gl.momentum(lr=0.1), f, start, np.random.default_rng(0)) < 1e-12
    assert check_rotation(gl.adam(lr=0.1), f, start, np.random.default_rng(0)) > 0.01


def test_a_network_without_hidden_layers_is_the_linear_model():
    with_ones = np.column_stack([X, np.ones(N)])
    for f, linear in (
        (Risk(MLP((3, 1)), X, Y[:, 0], squared), LeastSquares(with_ones, Y[:, 0])),
        (Risk(MLP((3, 1)), X, SIGNS, logistic), Logistic(with_ones, SIGNS)),
        (Risk(MLP((3, 3)), X, LABELS, cross_entropy), Softmax(with_ones, LABELS)),
    ):
        theta = point(f)  # W row by row, then b: the weights of the columns and then of the column of ones
        np.testing.assert_allclose(f(theta), linear(theta), rtol=1e-13)
        np.testing.assert_allclose(f.grad(theta), linear.grad(theta), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("normalisation", [None, batch_norm, layer_norm])
def test_training_on_batches_learns_two_rings_that_no_line_can_part(normalisation):
    rng = np.random.default_rng(0)
    angle, radius = rng.uniform(0, 2 * np.pi, 200), np.repeat([1.0, 2.0], 100)
    rings, inside = (radius * [np.cos(angle), np.sin(angle)]).T, np.repeat([0, 1], 100)
    net = MLP((2, 16, 16, 2), relu, normalisation, residual=True)
    f = Risk(net, rings, inside, cross_entropy)
    rule = gl.chain(clip_norm(5.0), gl.momentum(lr=0.1 * cosine(200)))
    watch = {"loss": f, "accuracy": lambda theta: accuracy(net.forward(theta, rings)[0], inside)}
    run = gl.fit(f, net.init(he, rng), rule, Batches(f, 20, rng), epochs=20, watch=watch, progress=False)
    assert run.watched["accuracy"][-1] == 1
    assert run.watched["loss"][-1] < 0.1 * run.watched["loss"][0]


def test_a_training_run_that_blows_up_is_data():
    f = RISKS["two classes"]
    run = gl.descend(f, point(f), gl.gd(lr=1e200), 10)
    assert bool(run.diverged)
    assert run.f.shape == (11,)


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_small_steps_downhill_go_downhill(seed):
    f = RISKS["classes"]
    theta = point(f, seed=seed)
    assert f(theta - 1e-6 * f.grad(theta)) <= f(theta)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Risk(MLP((3, 2)), X * np.nan, Y, squared), ValueError, "Risk takes finite data, and X holds 36 NaN"),
        (lambda: Risk(MLP((3, 2)), X, Y * np.nan, squared), ValueError, "squared takes finite targets, and y holds 24"),
        (lambda: Risk(MLP((4, 2)), X, Y, squared), ValueError, r"MLP\(\(4, 2\), tanh\) takes X of shape \(n, 4\)"),
        (lambda: Risk(MLP((3, 2)), X[0], Y, squared), ValueError, r"Risk takes X of shape \(n, d\), one example a row"),
        (
            lambda: Risk(MLP((3, 2)), X, LABELS, cross_entropy),
            ValueError,
            "of 2 outputs takes labels 0 … 1, and y holds 2",
        ),
        (
            lambda: Risk(MLP((3, 2)), X, Y[:5], squared),
            ValueError,
            r"squared takes a target for each output, shape \(12,",
        ),
        (lambda: Risk(MLP, X, Y, squared), TypeError, "Risk takes a network with layout, init, forward and backward"),
        (
            lambda: Risk(MLP((3, 2)), X, Y, "squared"),
            TypeError,
            "Risk takes a loss of gdlib.nets, such as cross_entropy",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_a_start_of_another_length_is_refused():
    f = RISKS["regression"]
    with pytest.raises(ValueError, match=r"Risk takes points of 26 coordinate\(s\); the start has 25"):
        gl.descend(f, np.zeros(25), gl.gd(lr=0.1), 1)


def test_it_is_told_in_a_line():
    assert repr(RISKS["regression"]) == "Risk(MLP((3, 4, 2), tanh), 12 examples, squared)"
