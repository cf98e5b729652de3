"""Normalised numbers have mean 0 and variance 1, and the backward pass lets nothing through that could change that."""

import numpy as np
import pytest
from hypothesis import given

from gdlib.nets import MLP, Moments, batch_norm, layer_norm, relu, running, tanh
from tests.nets.cases import inputs, point, rng, seeds

both = pytest.mark.parametrize("normalisation", [batch_norm, layer_norm], ids=repr)


@both
@given(seed=seeds)
def test_normalised_numbers_have_mean_0_and_variance_1(normalisation, seed):
    Z = 100 * rng(seed).standard_normal((7, 9)) + 1000
    Zhat, scale = normalisation.forward(Z)
    axis = normalisation.axis
    np.testing.assert_allclose(Zhat.mean(axis=axis), 0, atol=1e-12)
    # ε = 1e-5 against a variance of 10⁴ or so takes less than 1e-7 off
    np.testing.assert_allclose(Zhat.var(axis=axis), 1, rtol=1e-6)
    np.testing.assert_allclose(np.ravel(scale), (Z.var(axis=axis) + 1e-5) ** -0.5, rtol=1e-10)


@both
@given(seed=seeds)
def test_the_gradient_is_orthogonal_to_ones_and_to_what_was_normalised(normalisation, seed):
    Z = 100 * rng(seed).standard_normal((7, 9))
    Zhat, scale = normalisation.forward(Z)
    dZ = normalisation.backward(Zhat, scale, rng(seed + 1).standard_normal((7, 9)))
    axis, size = normalisation.axis, np.abs(dZ).max()
    np.testing.assert_allclose(dZ.sum(axis=axis) / size, 0, atol=1e-13)
    # ε leaves a share ε / var of it: 1e-5 / 10⁴, times 9 terms
    np.testing.assert_allclose((dZ * Zhat).sum(axis=axis) / size, 0, atol=1e-6)


@both
@given(seed=seeds)
def test_the_size_of_the_weights_before_it_does_not_matter(normalisation, seed):
    net = MLP((4, 5, 3), tanh, normalisation)
    theta, X = point(net, seed), 1e3 * inputs(net, seed)
    larger = theta.copy()
    net.layout.views(larger)["W1"][:] *= 7
    # ε = 1e-5 against variances above 1e4
    np.testing.assert_allclose(net.forward(larger, X)[0], net.forward(theta, X)[0], rtol=1e-4, atol=1e-6)


def test_gain_and_shift_are_the_deviation_and_the_mean_of_what_goes_on():
    net = MLP((3, 4, 2), relu, batch_norm)
    theta, X = point(net, 0), inputs(net, 0, n=50)
    P = net.layout.views(theta)
    hat = net.forward(theta, X)[1].hat[1][0]
    S = P["gain1"] * hat + P["shift1"]
    np.testing.assert_allclose(S.mean(axis=0), P["shift1"], atol=1e-13)
    np.testing.assert_array_equal(net.forward(theta, X)[1].H[1], np.maximum(S, 0))
    assert "b1" not in P
    assert "gain2" not in P


def test_with_the_moments_of_the_batch_itself_fixed_nothing_changes():
    net = MLP((3, 4, 5, 2), tanh, batch_norm)
    theta, X = point(net, 1), inputs(net, 1, n=40)
    moments = tuple(Moments(m, v * 39 / 40) for m, v in net.statistics(theta, X))  # unbiased back to plain
    np.testing.assert_allclose(net.at(moments).forward(theta, X)[0], net.forward(theta, X)[0], rtol=1e-12)


def test_with_fixed_moments_an_example_does_not_see_the_others():
    net = MLP((3, 4, 5, 2), tanh, batch_norm)
    theta, X = point(net, 1), inputs(net, 1)
    fixed = net.at(net.statistics(theta, X))
    np.testing.assert_allclose(fixed.forward(theta, X[:1])[0][0], fixed.forward(theta, X)[0][0], rtol=1e-12)
    assert np.abs(net.forward(theta, X[:2])[0][0] - net.forward(theta, X)[0][0]).max() > 1e-3


def test_statistics_are_the_mean_and_the_unbiased_variance_of_each_hidden_layer():
    net = MLP((3, 4, 5, 2), tanh, batch_norm)
    theta, X = point(net, 2), inputs(net, 2)
    moments, Z = net.statistics(theta, X), net.forward(theta, X)[1].Z
    for (mean, var), Z_l in zip(moments, Z[1:3], strict=True):
        np.testing.assert_allclose(mean, Z_l.sum(axis=0) / 6)
        np.testing.assert_allclose(var, ((Z_l - mean) ** 2).sum(axis=0) / 5)


def test_running_moments_keep_a_share_and_take_the_rest():
    old, new = (Moments(np.zeros(2), np.ones(2)),), (Moments(np.array([1.0, 2.0]), np.full(2, 5.0)),)
    (moved,) = running(old, new, rate=0.25)
    np.testing.assert_allclose(moved.mean, [0.25, 0.5])
    np.testing.assert_allclose(moved.var, 2)
    assert running(old, new, 0)[0].mean.tolist() == [0, 0]
    assert running(old, new, 1)[0].var.tolist() == [5, 5]


def test_the_moments_of_one_example_are_refused():
    net = MLP((3, 4, 2), tanh, batch_norm)
    with pytest.raises(ValueError, match="batch_norm needs 2 or more examples to find a variance; give more, or use"):
        net.forward(point(net, 0), np.ones((1, 3)))


@pytest.mark.parametrize("rate", [-0.1, 1.5, np.nan])
def test_a_rate_is_a_share(rate):
    with pytest.raises(ValueError, match="running takes a rate from 0"):
        running((), (), rate)


def test_only_batch_normalisation_has_moments():
    with pytest.raises(ValueError, match="only batch normalisation has moments to fix"):
        MLP((3, 4, 2), tanh, layer_norm).at(())
    with pytest.raises(ValueError, match=r"has 1 hidden layer\(s\), and moments for 0 were given"):
        MLP((3, 4, 2), tanh, batch_norm).at(())
