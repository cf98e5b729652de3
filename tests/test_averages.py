"""Averages that forget: what they are, what they cost, and that pandas and the rules of gdlib agree."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gl
from gdlib.averages import ewma, half_life, mean_age, variance_factor, weights
from gdlib.objectives import Ravine

BETAS = st.floats(0, 0.999)
SERIES = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=40).map(np.array)
CONSTANTS = st.one_of(st.just(0.0), st.floats(1e-290, 1e3), st.floats(-1e3, -1e-290))  # a subnormal has few digits
SMALL = 1e-10  # forty values of size 1e3, each rounded at 1e-16 and divided by 1 − β ≥ 1e-3


@given(SERIES, BETAS)
def test_a_mean_is_the_values_weighted_by_their_age(x, beta):
    w = weights(beta, len(x))
    plain, corrected = ewma(x, beta, correct=False)[-1], ewma(x, beta)[-1]
    assert plain == pytest.approx(w @ x[::-1], abs=SMALL)
    assert corrected == pytest.approx(w @ x[::-1] / w.sum(), abs=SMALL)


@given(CONSTANTS, BETAS, st.integers(1, 300))
def test_the_mean_of_a_constant_is_that_constant_from_the_first_value_on(value, beta, t):
    np.testing.assert_allclose(ewma(np.full(t, value), beta), value, rtol=1e-11)  # 1 − βᵗ has lost three digits
    np.testing.assert_allclose(ewma(np.full(t, value), beta, correct=False)[-1], value * (1 - beta**t), atol=SMALL)


@given(SERIES, BETAS)
def test_a_corrected_mean_lies_between_the_least_and_the_largest_value(x, beta):
    means = ewma(x, beta)
    assert np.all(means >= np.minimum.accumulate(x) - SMALL)
    assert np.all(means <= np.maximum.accumulate(x) + SMALL)


@given(SERIES)
def test_without_memory_the_mean_is_the_newest_value(x):
    np.testing.assert_array_equal(ewma(x, 0.0), x)
    np.testing.assert_array_equal(ewma(x, 0.0, correct=False), x)


@given(SERIES, BETAS)
def test_the_means_are_those_of_pandas(x, beta):
    """Corrected is ``adjust=True``; pandas' ``adjust=False`` starts at the first value instead of at 0."""
    series = pytest.importorskip("pandas").Series(x)
    np.testing.assert_allclose(ewma(x, beta), series.ewm(alpha=1 - beta).mean(), atol=SMALL)
    started = beta ** np.arange(1, len(x) + 1) * x[0] + ewma(x, beta, correct=False)
    np.testing.assert_allclose(started, series.ewm(alpha=1 - beta, adjust=False).mean(), atol=SMALL)


@pytest.mark.parametrize("correct", [True, False])
def test_a_sweep_is_the_means_one_by_one(correct):
    x = np.random.default_rng(0).normal(size=(30, 4))
    betas = np.array([0.0, 0.5, 0.9, 0.98])
    together = ewma(x, betas, correct)
    assert together.shape == (30, 4)
    for i, beta in enumerate(betas):
        alone = ewma(x[:, i], float(beta), correct)
        # NumPy's power of an array and C's of one number may differ in the last bit of βᵗ
        np.testing.assert_allclose(together[:, i], alone, rtol=1e-14 if correct else 0)
    np.testing.assert_array_equal(ewma(x[:, 1], betas, correct)[:, 1], together[:, 1])
    assert weights(betas, 7).shape == (7, 4)


def test_the_rules_of_gdlib_keep_the_same_means():
    """``ema_momentum`` the plain one, and Adam the corrected one, of gradients and of their squares."""
    f = Ravine(7)
    run = gl.descend(f, [1.0, 2.0], gl.ema_momentum(lr=0.1, beta=0.8), steps=20)
    gradients = np.array([f.grad(w) for w in run.w[:-1]])
    np.testing.assert_array_equal(run.state["m"][1:], ewma(gradients, 0.8, correct=False))
    run = gl.descend(f, [1.0, 2.0], gl.adam(lr=0.1), steps=20)
    gradients = np.array([f.grad(w) for w in run.w[:-1]])
    steps = 0.1 * ewma(gradients, 0.9) / (np.sqrt(ewma(gradients**2, 0.999)) + 1e-8)
    np.testing.assert_allclose(np.diff(run.w, axis=0), -steps, rtol=1e-12, atol=1e-15)


@given(st.floats(0.01, 0.99))
def test_half_life_age_and_variance_are_sums_over_the_weights(beta):
    w = weights(beta, 5000)  # 0.99⁵⁰⁰⁰ is 1e-22
    assert w.sum() == pytest.approx(1, rel=1e-12)
    assert mean_age(beta) == pytest.approx(w @ np.arange(5000), rel=1e-10)
    assert variance_factor(beta) == pytest.approx(w @ w, rel=1e-10)
    assert beta ** half_life(beta) == pytest.approx(0.5, rel=1e-12)


@given(st.floats(0.01, 0.95), st.floats(-5, 5), st.floats(-5, 5))
def test_a_mean_trails_behind_a_ramp_by_its_mean_age(beta, start, slope):
    t = np.arange(1000)
    behind = start + slope * t - ewma(start + slope * t, beta)
    assert behind[-1] == pytest.approx(slope * mean_age(beta), abs=1e-9)  # 0.95¹⁰⁰⁰ is 1e-22; values of 5e3 at 1e-16


@given(st.floats(0, 0.99))
def test_it_is_as_quiet_and_as_late_as_the_plain_mean_of_a_window(beta):
    window = (1 + beta) / (1 - beta)
    assert variance_factor(beta) == pytest.approx(1 / window, rel=1e-12)
    assert mean_age(beta) == pytest.approx((window - 1) / 2, rel=1e-12, abs=1e-12)


def test_no_memory_is_half_forgotten_at_once():
    assert half_life(0.0) == 0
    assert mean_age(0.0) == 0
    assert variance_factor(0.0) == 1
    np.testing.assert_allclose(half_life([0.5, 0.25]), [1, 0.5])
    assert math.isclose(half_life(0.9), 6.5788, abs_tol=5e-5)


def test_mistakes_are_one_sentence():
    for beta in (1, -0.1, 1.5, math.nan, np.array([0.5, 1.0])):
        with pytest.raises(ValueError, match="the memory beta must be at least 0 and below 1; got"):
            ewma([1.0], beta)
        with pytest.raises(ValueError, match="the memory beta must be at least 0 and below 1; got"):
            half_life(beta)
    with pytest.raises(ValueError, match="x holds a NaN, and every mean after it would be one"):
        ewma([1.0, math.nan], 0.9)
    with pytest.raises(ValueError, match="x must hold values in time"):
        ewma(3.0, 0.9)
