"""A path in closed form is the path that is walked, and the power of the explicit iteration matrix."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gl
from gdlib import theory
from gdlib.objectives import Quadratic, Ravine
from gdlib.schedules import exponential, inverse_time

LAM = np.array([0.01, 0.1, 1.0])
START = np.array([1.0, -2.0, 3.0])
METHODS = {
    "momentum": (gl.momentum, theory.momentum_path, theory.momentum_end, theory.best_momentum),
    "nesterov": (gl.nesterov, theory.nesterov_path, theory.nesterov_end, theory.best_nesterov),
}
method = pytest.mark.parametrize("name", METHODS)
# the walk and the power round differently, about k · ε of the largest coordinate after k steps
CLOSE = {"rtol": 1e-9, "atol": 1e-12}


@given(st.floats(0.01, 2.2), st.integers(0, 60))
def test_gradient_descent_goes_as_powers(lr, steps):
    walked = gl.descend(Quadratic(np.diag(LAM)), START, gl.gd(lr=lr), steps).w
    np.testing.assert_allclose(theory.gd_path(lr, LAM, START, steps), walked, rtol=1e-12, atol=1e-14)


@method
@given(lr=st.floats(0.01, 3.0), beta=st.floats(0, 0.99), steps=st.integers(0, 60))
def test_a_path_with_momentum_is_the_one_walked(name, lr, beta, steps):
    rule, path, end, _ = METHODS[name]
    walked = gl.descend(Quadratic(np.diag(LAM)), START, rule(lr=lr, beta=beta), steps).w
    scale = np.abs(walked).max()
    np.testing.assert_allclose(path(lr, beta, LAM, START, steps) / scale, walked / scale, **CLOSE)
    np.testing.assert_allclose(end(lr, beta, LAM, START, steps) / scale, walked[-1] / scale, **CLOSE)


@method
def test_at_the_double_root_of_the_best_parameters_the_path_is_still_exact(name):
    rule, path, _, best = METHODS[name]
    lr, beta, _ = best(0.01, 1.0)
    walked = gl.descend(Quadratic(np.diag(LAM)), START, rule(lr=lr, beta=beta), 400).w
    np.testing.assert_allclose(path(lr, beta, LAM, START, 400), walked, atol=1e-12)


def test_the_error_at_the_best_parameters_falls_like_k_times_the_rate_to_the_k():
    lr, beta, rate = theory.best_momentum(0.01, 1.0)
    error = np.abs(theory.momentum_path(lr, beta, [0.01], [1.0], 2000))[:, 0]
    k = np.array([1000, 1500])
    # a double root r = 0.818 from rest: w_k = (1 + k (1 − ηλ − r) / r) r^k
    np.testing.assert_allclose(error[k] / (k * rate**k), (1 - lr * 0.01 - rate) / rate + 1 / k, rtol=1e-6)


def test_the_map_in_closed_form_is_the_map_that_is_walked():
    lr, beta = np.ogrid[0.001:0.08:30j, 0:0.99:20j]
    walked = gl.sweep(Ravine(50), [-9, 1.5], gl.momentum(lr=lr, beta=beta), steps=200).w
    end = theory.momentum_end(lr, beta, [1, 50], [-9, 1.5], 200)
    assert end.shape == (2, 30, 20)
    scale = np.maximum(np.abs(walked).max(axis=0), 1e-3)
    np.testing.assert_allclose(end / scale, walked / scale, atol=1e-10)


@method
def test_a_sweep_of_paths_is_the_paths_one_by_one(name):
    _, path, end, _ = METHODS[name]
    lr, beta = np.array([0.1, 0.5, 1.0]), np.array([0.0, 0.5, 0.9])
    together = path(lr, beta, LAM, START, 20)
    assert together.shape == (21, 3, 3)
    for j in range(3):
        np.testing.assert_allclose(together[..., j], path(lr[j], beta[j], LAM, START, 20), rtol=1e-13)
    np.testing.assert_allclose(end(lr, beta, LAM, START, 20), together[-1], rtol=1e-9, atol=1e-12)


def test_many_starts_are_as_many_paths():
    starts = np.arange(6.0).reshape(2, 3)
    for j in range(3):
        one = theory.momentum_path(0.1, 0.5, [1.0, 4.0], starts[:, j], 9)
        np.testing.assert_array_equal(theory.momentum_path(0.1, 0.5, [1.0, 4.0], starts, 9)[..., j], one)


def test_divergence_is_infinity_and_not_a_warning():
    for path in (theory.momentum_path, theory.nesterov_path):
        assert not np.isfinite(path(1e6, 0.9, [1.0], [1.0], 200)[-1]).any()
    assert np.isinf(theory.gd_path(1e6, [1.0], [1.0], 200)[-1]).all()


@pytest.mark.parametrize("steps", [-1, 2.5, True, "3"])
def test_steps_are_a_count(steps):
    with pytest.raises(ValueError, match="steps is a count of updates, 0 or more; got"):
        theory.momentum_path(0.1, 0.5, [1.0], [1.0], steps)


def test_an_eigenvalue_belongs_to_each_coordinate():
    with pytest.raises(ValueError, match="one eigenvalue for each coordinate"):
        theory.gd_path(0.1, [1.0, 2.0, 3.0], [1.0, 1.0], 3)


@given(st.floats(0.01, 1.9), st.floats(0.1, 3), st.floats(0, 2), st.floats(-3, 3), st.integers(0, 60))
def test_at_a_constant_rate_the_mean_square_relaxes_to_its_floor(step, lam, variance, start, steps):
    lr = step / lam
    floor = theory.sgd_floor(lr, lam, variance)
    closed = floor + (1 - lr * lam) ** (2 * np.arange(steps + 1)) * (start**2 - floor)
    # each of at most 60 updates rounds once, on the scale of the largest value
    path = theory.mean_square_path(lr, [lam], variance, [start], steps)[:, 0]
    np.testing.assert_allclose(path, closed, rtol=1e-11, atol=1e-12)


def test_the_rates_1_over_lambda_t_leave_the_variance_of_a_running_mean():
    t = np.arange(1, 2001)
    path = theory.mean_square_path(1 / 2.0 * inverse_time(1), [2.0], 1.0, [7.0], 2000)[1:, 0]
    np.testing.assert_allclose(path, 1 / (4 * t), rtol=1e-11)  # 2000 roundings
    twice = theory.mean_square_path(2 / 2.0 * inverse_time(1), [2.0], 1.0, [7.0], 2000)[2:, 0]
    t = t[1:]
    np.testing.assert_allclose(twice, 2 / 3 / 4 * (2 * t - 1) / (t * (t - 1)), rtol=1e-11)


def test_without_noise_the_mean_square_is_the_square_of_the_path():
    rate = np.array([0.3, 1.5]) * exponential(0.9)
    walked = gl.descend(Quadratic(np.diag(LAM)), START, gl.gd(lr=rate), 30).w
    path = theory.mean_square_path(rate, LAM, 0.0, START, 30)
    np.testing.assert_allclose(path, walked**2, rtol=1e-12)


def test_a_simulation_has_the_mean_squares_that_are_predicted():
    variance, rate = np.array([4.0, 1.0, 0.25]), 0.8 * inverse_time(0.1)
    rng = np.random.default_rng(0)
    x = np.tile(START[:, None], (1, 40_000))
    for k in range(25):
        noise = np.sqrt(variance)[:, None] * rng.standard_normal(x.shape)
        x = x - rate(k) * (LAM[:, None] * x + noise)
    predicted = theory.mean_square_path(rate, LAM, variance, START, 25)[-1]
    # a mean of 40 000 squares of normal numbers scatters by at most √(2/40 000) = 0.7 %; four times that
    np.testing.assert_allclose((x**2).mean(axis=1), predicted, rtol=0.028)


def test_a_sweep_of_mean_squares_is_the_runs_one_by_one():
    base = np.array([0.1, 0.5, 1.9])
    together = theory.mean_square_path(base * inverse_time(1), LAM, LAM, START, 20)
    assert together.shape == (21, 3, 3)
    for j in range(3):
        alone = theory.mean_square_path(base[j] * inverse_time(1), LAM, LAM, START, 20)
        np.testing.assert_array_equal(together[..., j], alone)


def test_a_variance_is_not_negative():
    with pytest.raises(ValueError, match="a noise variance is 0 or more; got -1"):
        theory.mean_square_path(0.1, [1.0], -1.0, [1.0], 3)
    assert np.isinf(theory.mean_square_path(1e6, [1.0], 1.0, [1.0], 200)[-1]).all()
