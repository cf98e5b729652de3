"""Variances and floors are exact: checked by counting all batches and by the Lyapunov equation, not by simulation."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib import theory

GRADS = np.random.default_rng(5).normal(size=(6, 3)) + 1.0  # six examples, three coordinates


def stationary(R, Q):
    """The covariance P = R P Rᵀ + Q that a linear recursion with noise covariance Q settles at."""
    n = len(R)
    return np.linalg.solve(np.eye(n * n) - np.kron(R, R), Q.ravel()).reshape(n, n)


@given(st.floats(0.01, 1.99), st.floats(0.01, 5), st.floats(0.1, 3))
def test_the_floor_of_sgd_solves_its_lyapunov_equation(step, lam, variance):
    lr = step / lam
    floor = stationary(np.array([[1 - lr * lam]]), np.array([[lr**2 * variance]]))[0, 0]
    # near the limit the equation has condition 1/(2 − ηλ)
    assert theory.sgd_floor(lr, lam, variance) == pytest.approx(floor, rel=1e-11)


@given(st.floats(0.01, 0.99), st.floats(0, 0.99), st.floats(0.01, 5), st.floats(0.1, 3))
def test_the_floor_of_the_heavy_ball_solves_its_lyapunov_equation(share, beta, lam, variance):
    lr = share * theory.momentum_limit(lam, beta)
    R = np.array([[beta, lam], [-lr * beta, 1 - lr * lam]])  # (v, x) → (β v + λ x + noise, x − η v')
    hit = np.array([1.0, -lr])
    floor = stationary(R, variance * np.outer(hit, hit))[1, 1]
    # the 4 × 4 system has condition up to about 1/((1 − β) · share · (1 − share))², here 1e8
    assert theory.momentum_floor(lr, beta, lam, variance) == pytest.approx(floor, rel=1e-7)


@given(st.floats(0.01, 0.99), st.floats(0, 0.99), st.floats(0.01, 5), st.floats(0.1, 3))
def test_the_floor_of_nesterov_solves_its_lyapunov_equation(share, beta, lam, variance):
    lr = share * theory.nesterov_limit(lam, beta)
    kept = beta * (1 - lr * lam)
    R = np.array([[kept, lam], [-lr * kept, 1 - lr * lam]])  # (v, x) → (β v + λ (x − ηβ v) + noise, x − η v')
    hit = np.array([1.0, -lr])
    floor = stationary(R, variance * np.outer(hit, hit))[1, 1]
    # the condition of the 4 × 4 system, as for the heavy ball
    assert theory.nesterov_floor(lr, beta, lam, variance) == pytest.approx(floor, rel=1e-7)


def test_beyond_its_limit_a_floor_is_infinite():
    np.testing.assert_array_equal(theory.sgd_floor([1.9, 2.0, 2.1], 1.0, 1.0) == np.inf, [False, True, True])
    assert theory.momentum_floor(3.8, 0.9, 1.0, 1.0) == np.inf
    np.testing.assert_array_equal(theory.nesterov_floor([1.3, 1.5], 0.9, 1.0, 1.0) == np.inf, [False, True])
    assert theory.sgd_floor(0.1, 0.0, 1.0) == np.inf


def test_the_published_floors():
    """η = 0.1, λ = 1, σ = 1: momentum 0.9 lifts the floor tenfold at equal η, and hardly at equal η/(1 − β)."""
    assert theory.sgd_floor(0.1, 1, 1) == pytest.approx(0.0526, abs=5e-5)
    assert theory.momentum_floor(0.1, 0.9, 1, 1) == pytest.approx(0.5135, abs=5e-5)
    assert theory.momentum_floor(0.01, 0.9, 1, 1) == pytest.approx(0.0501, abs=5e-5)


@pytest.mark.parametrize("batch", range(1, 7))
def test_the_variance_of_a_batch_is_the_mean_over_all_batches(batch):
    trace, mean = theory.noise_trace(GRADS), GRADS.mean(axis=0)

    def average(batches):
        return np.mean([((GRADS[list(rows)].mean(axis=0) - mean) ** 2).sum() for rows in batches])

    without = average(combinations(range(6), batch))
    assert theory.minibatch_variance(trace, batch, n=6) == pytest.approx(without, rel=1e-12, abs=1e-15)
    if batch <= 4:  # 6⁴ batches with replacement
        replaced = average(product(range(6), repeat=batch))
        assert theory.minibatch_variance(trace, batch, n=6, replace=True) == pytest.approx(replaced, rel=1e-12)
        assert theory.minibatch_variance(trace, batch) == pytest.approx(replaced, rel=1e-12)


@pytest.mark.parametrize(("n", "draw"), [(6, combinations), (None, lambda rows, b: product(rows, repeat=b))])
@pytest.mark.parametrize(("small", "big"), [(1, 2), (1, 4), (2, 3)])
def test_two_batch_sizes_give_signal_and_noise_without_bias(n, draw, small, big):
    def mean_square(batch):
        return np.mean([(GRADS[list(rows)].mean(axis=0) ** 2).sum() for rows in draw(range(6), batch)])

    estimate = theory.estimate_noise(mean_square(small), mean_square(big), small, big, n=n)
    assert estimate.trace == pytest.approx(theory.noise_trace(GRADS), rel=1e-11)
    assert estimate.grad_squared == pytest.approx((GRADS.mean(axis=0) ** 2).sum(), rel=1e-11)
    assert estimate.scale == pytest.approx(theory.noise_scale(GRADS), rel=1e-11)


def test_the_estimates_are_those_of_the_paper():
    """McCandlish et al. 2018, appendix A.1, as they print them."""
    g_small, g_big, small, big = 7.0, 3.0, 8, 64
    estimate = theory.estimate_noise(g_small, g_big, small, big)
    assert estimate.grad_squared == pytest.approx((big * g_big - small * g_small) / (big - small))
    assert estimate.trace == pytest.approx((g_small - g_big) / (1 / small - 1 / big))


def test_the_whole_data_has_no_noise_and_twice_the_batch_half_of_it():
    assert theory.minibatch_variance(5.0, 442, n=442) == 0
    assert theory.minibatch_variance(5.0, 1, n=1) == 0
    assert theory.minibatch_variance(5.0, 64) == theory.minibatch_variance(5.0, 32) / 2
    assert theory.minibatch_variance(5.0, np.array([1, 2, 4]), n=9).shape == (3,)


def test_mistakes_are_one_sentence():
    with pytest.raises(ValueError, match="at most n = 5 examples; got 6"):
        theory.minibatch_variance(1.0, 6, n=5)
    with pytest.raises(ValueError, match="a batch holds 1 example or more; got 0"):
        theory.minibatch_variance(1.0, 0)
    with pytest.raises(ValueError, match="two different batch sizes are needed, the small one first; got 8 and 8"):
        theory.estimate_noise(1.0, 1.0, 8, 8)
