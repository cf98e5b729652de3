"""Two inputs in a wide ReLU network: the kernels are Gaussian means, and slopes are as alike as in drawn networks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import dblquad

from gdlib import theory
from gdlib.nets import MLP, normal, relu

X = np.linspace(-2, 2, 65)[:-1]


def gaussian_product(function, c):
    """E g(z) g(z̃) over the quadrant where both are above 0, by adaptive quadrature."""
    w = (1 - c * c) ** 0.5

    def density(b, a):
        return function(a) * function(b) * np.exp(-(a * a - 2 * c * a * b + b * b) / (2 * w * w))

    return dblquad(density, 0, 12, 0, 12, epsabs=1e-9)[0] / (2 * np.pi * w)


@pytest.mark.parametrize("c", [-0.9, -0.3, 0.0, 0.5, 0.9])
def test_the_kernels_are_means_over_two_normal_numbers(c):
    assert theory.coactive(c) == pytest.approx(gaussian_product(np.ones_like, c), abs=1e-7)
    assert theory.relu_kernel(c) == pytest.approx(2 * gaussian_product(lambda z: z, c), abs=1e-7)


@given(st.floats(-0.999, 0.999))
def test_the_slope_of_the_kernel_is_twice_how_often_both_are_active(c):
    h = 1e-6
    slope = (theory.relu_kernel(min(c + h, 1)) - theory.relu_kernel(c - h)) / (2 * h)
    assert slope == pytest.approx(2 * theory.coactive(c), abs=1e-4)  # the second derivative reaches 7 at 0.999


@pytest.mark.parametrize("c", [1.1, [-2.0, 0.0], np.nan])
def test_what_is_no_correlation_is_refused(c):
    with pytest.raises(ValueError, match="between -1 and 1"):
        theory.coactive(c)


@given(st.integers(0, 30), st.integers(1, 3))
def test_an_autocorrelation_is_a_cosine(lag, copies):
    d = np.random.default_rng(lag).normal(size=(31, copies))
    found = theory.autocorrelation(d, lag)
    assert np.all(abs(found) <= 1 + 1e-12)
    assert theory.autocorrelation(d, 0) == pytest.approx(np.ones(copies))
    assert np.ravel(found)[0] == pytest.approx(theory.autocorrelation(d[:, 0], lag), abs=1e-15)


def drawn(width, depth, seed, variance, residual):
    """E dy/dx(x) dy/dx(x̃) over the output weights, of one network: the kernel of its slopes (m, m)."""
    draw = normal((variance / width) ** 0.5)
    net, (a, b) = MLP((1, *[width] * depth, width), relu, residual=residual), residual
    theta = net.init(draw, np.random.default_rng(seed), bias=draw)
    _, tape = net.forward(theta, X[:, None])
    slope = np.ones((len(X), 1)) @ net.layout.views(theta)["W1"]
    for l in range(1, depth + 1):
        h = (tape.H[l] > 0) * slope
        slope = a * slope + b * h @ net.layout.views(theta)[f"W{l + 1}"]
    return h @ h.T


@pytest.mark.parametrize(("variance", "residual"), [(2.0, (0.0, 1.0)), (1.0, (0.0, 1.0)), (2.0, (0.6, 0.8))])
def test_slopes_of_drawn_networks_are_as_alike_as_predicted(variance, residual):
    depth, lag = 6, 8
    K = sum(drawn(256, depth, seed, variance, residual) for seed in range(12))
    pairs = np.arange(len(X) - lag)
    found = K[pairs, pairs + lag].sum() / np.sqrt(K[pairs, pairs].sum() * K[pairs + lag, pairs + lag].sum())
    kept = theory.slope_correlation(X, lag, depth, variance=variance, residual=residual)
    assert found == pytest.approx(kept[-1], abs=0.04)  # 12 networks of width 256: 0.012 from draw to draw


def test_without_biases_a_slope_changes_at_zero_alone():
    x = np.linspace(0.5, 2, 40)
    alike = theory.slope_correlation(x, 5, 20, bias=0.0)
    assert np.all(np.diff(alike) < 0)  # the first layer has its biases; later ones only pass on
    with np.errstate(all="raise"):
        assert theory.slope_correlation(x, 0, 20) == pytest.approx(np.ones(20))


def test_a_small_branch_shatters_little_however_deep():
    for depth in (25, 100):
        kept = theory.slope_correlation(X, 4, depth, residual=(1.0, depth**-0.5))[-1]
        assert kept > 0.9 * theory.slope_correlation(X, 4, 1)[0]


@pytest.mark.parametrize("lag", [-1, 64])
def test_a_lag_beyond_the_points_is_refused(lag):
    with pytest.raises(ValueError, match="lag from 0 to 63"):
        theory.slope_correlation(X, lag, 3)
    with pytest.raises(ValueError, match="lag from 0 to 63"):
        theory.autocorrelation(X, lag)
