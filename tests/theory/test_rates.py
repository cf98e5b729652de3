"""Rates are spectral radii of explicit iteration matrices, limits are where they pass 1, the tuned ones are best."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib import theory

lrs = st.floats(0.0, 3.0)
betas = st.floats(0.0, 0.999)
lams = st.floats(1e-3, 2.0)
spectra = st.tuples(st.floats(1e-3, 1.0), st.floats(1.0, 1e4)).map(lambda s: (s[0], s[0] * s[1]))


def radius(*rows):
    """The largest |eigenvalue| of a matrix."""
    return np.abs(np.linalg.eigvals(np.array(rows))).max()


def near(value):
    """A double root moves by √ε = 1.5e-8 when its matrix is rounded; elsewhere eigvals is far better."""
    return pytest.approx(value, rel=1e-7, abs=1e-7)


@given(lrs, betas, lams)
def test_the_heavy_balls_rate_is_the_spectral_radius_of_its_velocity_and_position(lr, beta, lam):
    # (v, x) → (β v + λ x, x − η v'), as in Goh 2017
    assert theory.momentum_rate(lr, beta, lam) == near(radius([beta, lam], [-lr * beta, 1 - lr * lam]))


@given(lrs, betas, lams)
def test_nesterovs_rate_is_the_spectral_radius_of_its_velocity_and_position(lr, beta, lam):
    # v' = β v + λ (x − η β v), x' = x − η v'
    kept = beta * (1 - lr * lam)
    assert theory.nesterov_rate(lr, beta, lam) == near(radius([kept, lam], [-lr * kept, 1 - lr * lam]))


@given(lrs, lams)
def test_without_momentum_all_three_rates_are_one_minus_the_step_times_the_curvature(lr, lam):
    expected = pytest.approx(abs(1 - lr * lam), abs=1e-15)
    assert theory.gd_rate(lr, lam) == expected
    assert theory.momentum_rate(lr, 0.0, lam) == expected
    assert theory.nesterov_rate(lr, 0.0, lam) == expected


@given(st.floats(0.01, 0.99), st.floats(0.001, 0.999), lams)
def test_where_the_heavy_ball_oscillates_its_rate_is_the_root_of_beta(beta, share, lam):
    low, high = (1 - beta**0.5) ** 2, (1 + beta**0.5) ** 2
    assert theory.momentum_rate((low + share * (high - low)) / lam, beta, lam) == pytest.approx(beta**0.5, rel=1e-6)


@given(lrs, betas, lams)
def test_nesterov_on_a_bowl_is_the_heavy_ball_with_less_momentum(lr, beta, lam):
    kept = beta * (1 - lr * lam)
    if kept >= 0:
        assert theory.nesterov_rate(lr, beta, lam) == pytest.approx(theory.momentum_rate(lr, kept, lam), abs=1e-7)


@given(betas, st.floats(0.01, 100))
def test_each_method_converges_just_inside_its_limit_and_diverges_just_outside(beta, L):
    for limit, rate in (
        (theory.gd_limit(L), lambda lr: theory.gd_rate(lr, L)),
        (theory.momentum_limit(L, beta), lambda lr: theory.momentum_rate(lr, beta, L)),
        (theory.nesterov_limit(L, beta), lambda lr: theory.nesterov_rate(lr, beta, L)),
    ):
        assert rate(limit * (1 - 1e-6)) < 1 < rate(limit * (1 + 1e-6))
        assert rate(limit) == pytest.approx(1, abs=1e-12)


@given(st.floats(0.01, 0.999), st.floats(0.01, 100))
def test_momentum_widens_the_limit_and_nesterov_narrows_it(beta, L):
    assert theory.nesterov_limit(L, beta) < theory.gd_limit(L) < theory.momentum_limit(L, beta)


@given(spectra)
def test_the_tuned_rate_is_the_rate_at_the_tuned_parameters(spectrum):
    mu, L = spectrum
    edges = np.array([mu, L])
    gd, hb, nag = theory.best_gd(mu, L), theory.best_momentum(mu, L), theory.best_nesterov(mu, L)
    assert theory.gd_rate(gd.lr, edges).max() == pytest.approx(gd.rate, abs=1e-12)
    # both edges sit on a double root, where rounding shows as √ε
    assert theory.momentum_rate(hb.lr, hb.beta, edges).max() == pytest.approx(hb.rate, abs=1e-7)
    assert theory.nesterov_rate(nag.lr, nag.beta, edges).max() == pytest.approx(nag.rate, abs=1e-7)


@given(spectra, st.floats(0.0, 4.0), betas)
def test_no_other_parameters_are_faster(spectrum, lr, beta):
    mu, L = spectrum
    spectrum = np.geomspace(mu, L, 60)
    lr = lr / L
    assert theory.gd_rate(lr, spectrum).max() >= theory.best_gd(mu, L).rate - 1e-12
    assert theory.momentum_rate(lr, beta, spectrum).max() >= theory.best_momentum(mu, L).rate - 1e-7
    assert theory.nesterov_rate(lr, beta, spectrum).max() >= theory.best_nesterov(mu, L).rate - 1e-7


@given(spectra)
def test_tuned_the_heavy_ball_beats_nesterov_beats_gradient_descent(spectrum):
    gd, hb, nag = (best(*spectrum).rate for best in (theory.best_gd, theory.best_momentum, theory.best_nesterov))
    assert hb <= nag + 1e-12
    assert nag <= gd + 1e-12


def test_gohs_numbers():
    """λ from 0.01 to 1: 709 steps of gradient descent and 95 of the heavy ball were counted at these parameters."""
    gd, hb, nag = theory.best_gd(0.01, 1), theory.best_momentum(0.01, 1), theory.best_nesterov(0.01, 1)
    np.testing.assert_allclose(gd, [1.98020, 0, 0.980198], rtol=1e-5)
    np.testing.assert_allclose(hb, [3.30579, 0.669421, 9 / 11], rtol=1e-5)
    np.testing.assert_allclose(nag[2], 0.885, atol=5e-4)


def test_d2ls_three_radii():
    """f = 0.1 x² + 2 y² at η = 0.6: diverging, slow and fast as β goes 0, ¼, ½."""
    radii = theory.momentum_rate(0.6, np.array([0.0, 0.25, 0.5])[:, None], [0.2, 4.0]).max(axis=1)
    np.testing.assert_allclose(radii, [1.40, 0.859, 0.707], atol=5e-4)


def test_everything_broadcasts_and_numbers_give_numbers():
    lr, beta = np.ogrid[0.01:0.1:4j, 0:0.9:3j]
    lam = np.array([1.0, 10.0]).reshape(2, 1, 1)
    assert theory.momentum_rate(lr, beta, lam).shape == theory.nesterov_rate(lr, beta, lam).shape == (2, 4, 3)
    assert theory.best_momentum(1.0, np.array([2.0, 3.0])).rate.shape == (2,)
    assert type(theory.momentum_rate(0.1, 0.5, 1.0)) is type(theory.gd_rate(0.1, 1)) is float
    assert theory.momentum_limit(1.0, 0.9) == pytest.approx(3.8)
    assert theory.nesterov_limit(1.0, 0.9) == pytest.approx(1.3571, abs=5e-5)


@pytest.mark.parametrize("best", [theory.best_gd, theory.best_momentum, theory.best_nesterov, theory.kantorovich_bound])
def test_curvatures_that_make_no_bowl_are_refused(best):
    with pytest.raises(ValueError, match="smallest curvature mu must be above 0"):
        best(0.0, 1.0)
    with pytest.raises(ValueError, match="L must be at least mu; got L = 1.0 and mu = 2.0"):
        best(2.0, 1.0)
    with pytest.raises(ValueError, match="smallest curvature mu must be above 0"):
        best(np.nan, 1.0)


@pytest.mark.parametrize("beta", [-0.1, 1.0, 1.5, np.nan, [0.5, 1.0]])
def test_momentum_is_at_least_0_and_below_1(beta):
    for ask in (
        lambda: theory.momentum_rate(0.1, beta, 1.0),
        lambda: theory.nesterov_rate(0.1, beta, 1.0),
        lambda: theory.momentum_limit(1.0, beta),
        lambda: theory.nesterov_limit(1.0, beta),
        lambda: theory.momentum_floor(0.1, beta, 1.0, 1.0),
        lambda: theory.momentum_path(0.1, beta, [1.0], [1.0], 3),
    ):
        with pytest.raises(ValueError, match="momentum beta must be at least 0 and below 1"):
            ask()


def test_a_limit_needs_a_curvature():
    with pytest.raises(ValueError, match="largest curvature L must be above 0; got 0.0"):
        theory.gd_limit(0)
