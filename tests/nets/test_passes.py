"""The backward pass is the slope of the forward pass, the code is the equation, and nothing is written into."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlib.checks import check_backward, check_grad
from gdlib.nets import MLP, batch_norm, identity, layer_norm, relu, sigmoid, tanh
from gdlib.objectives import Function
from tests.nets.cases import ACTIVATIONS, SMOOTH, inputs, networks, point, rng, seeds


def by_input(net, theta, X, dZ):
    """⟨dZ, Z_L⟩ as a function of the inputs, whose gradient is the error that arrives at them."""
    return Function(
        lambda x: (dZ * net.forward(theta, x.reshape(X.shape))[0]).sum(),
        lambda x: net.backward(theta, net.forward(theta, x.reshape(X.shape))[1], dZ)[1].delta[0].ravel(),
    )


@settings(max_examples=60)
@given(networks(activations=("sigmoid", "tanh", "identity")), seeds)
def test_backward_is_the_slope_of_forward_to_rounding_where_the_complex_step_can_see_it(net, seed):
    theta, X = point(net, seed), inputs(net, seed)
    dZ = rng(seed).standard_normal((len(X), net.widths[-1]))
    # the sums cancel: rounding is relative to their largest term, not to the slope
    assert check_backward(net, theta, X, rng(seed + 1), directions=2) < 1e-9
    assert check_grad(by_input(net, theta, X, dZ), X.ravel(), rng(seed + 2), directions=2) < 1e-9


@settings(max_examples=60)
@given(networks(activations=SMOOTH, normalisations=("plain",)), seeds)
def test_backward_is_the_slope_of_forward_by_finite_differences(net, seed):
    theta, X, h = point(net, seed), inputs(net, seed), 1e-5
    dZ = rng(seed + 2).standard_normal((len(X), net.widths[-1]))
    _, tape = net.forward(theta, X)
    g, u = net.backward(theta, tape, dZ)[0], rng(seed + 3).standard_normal(net.layout.size)
    slope = (dZ * (net.forward(theta + h * u, X)[0] - net.forward(theta - h * u, X)[0])).sum() / (2 * h)
    # central differences err by h² f‴/6 ≈ 1e-10 times a third derivative that five layers make large
    assert abs(slope - g @ u) < 1e-5 * (1 + np.linalg.norm(g) * np.linalg.norm(u))


def test_a_wrong_backward_pass_is_caught():
    class Wrong(MLP):
        def backward(self, theta, tape, dZ):
            dtheta, signals = super().backward(theta, tape, dZ)
            dtheta[self.layout.pieces["b1"]] = 0
            return dtheta, signals

    net = Wrong((3, 4, 2))
    assert check_backward(net, point(net, 0), inputs(net, 0), rng(1)) > 1e-3


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activations_derivative_from_its_output_is_its_slope(name):
    phi = ACTIVATIONS[name]
    z = np.linspace(-4, 4, 80)  # 80 points: none of them at a kink
    h = 1e-6
    np.testing.assert_allclose(phi.slope(phi(z)), (phi(z + h) - phi(z - h)) / (2 * h), atol=1e-9)
    assert phi.slope(phi(z)).dtype == float


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_overflows_nowhere(name):
    phi = ACTIVATIONS[name]
    z = np.array([-1e308, -1e3, 0, 1e3, 1e308])
    assert np.isfinite(phi(z)).all()
    assert np.isfinite(phi.slope(phi(z))).all()


def test_the_forward_pass_is_the_equation():
    net = MLP((3, 4, 2), sigmoid)
    theta, X = point(net, 0), inputs(net, 0)
    P = net.layout.views(theta)
    H = 1 / (1 + np.exp(-(X @ P["W1"] + P["b1"])))
    np.testing.assert_allclose(net.forward(theta, X)[0], H @ P["W2"] + P["b2"], rtol=1e-14)


def test_a_skip_adds_what_a_layer_computes_to_what_it_was_given():
    net = MLP((3, 4, 4, 2), tanh, residual=(0.6, 0.8))
    theta, X = point(net, 0), inputs(net, 0)
    P, (Z, H, _) = net.layout.views(theta), net.forward(theta, X)[1]
    np.testing.assert_array_equal(Z[2], 0.6 * Z[1] + 0.8 * (H[1] @ P["W2"] + P["b2"]))
    np.testing.assert_array_equal(Z[3], H[2] @ P["W3"] + P["b3"])
    assert net.skips == {2: (0.6, 0.8)}


def test_skips_that_carry_nothing_are_no_skips():
    plain, skipping = MLP((3, 4, 4, 2), tanh), MLP((3, 4, 4, 2), tanh, residual=(0, 1))
    theta, X = point(plain, 0), inputs(plain, 0)
    dZ = np.ones((6, 2))
    for net in (plain, skipping):
        Z, tape = net.forward(theta, X)
        np.testing.assert_array_equal(Z, plain.forward(theta, X)[0])
        np.testing.assert_array_equal(net.backward(theta, tape, dZ)[0], plain.backward(theta, tape, dZ)[0])


def test_a_deep_linear_network_is_the_product_of_its_matrices():
    net = MLP((3, 5, 4, 2), identity)
    theta, X = net.init(lambda n, m, rng: rng.standard_normal((n, m)), rng(0)), inputs(net, 0)
    W1, W2, W3 = (net.layout.views(theta)[f"W{l}"] for l in (1, 2, 3))
    Z, tape = net.forward(theta, X)
    np.testing.assert_allclose(Z, X @ W1 @ W2 @ W3, rtol=1e-12)
    dZ = np.ones_like(Z)
    _, signals = net.backward(theta, tape, dZ)
    np.testing.assert_allclose(signals.dH[0], dZ @ W3.T @ W2.T @ W1.T, rtol=1e-12)


@given(networks(), seeds)
def test_neither_pass_writes_into_what_it_is_given(net, seed):
    theta, X = point(net, seed), inputs(net, seed)
    for given_array in (theta, X):
        given_array.flags.writeable = False
    Z, tape = net.forward(theta, X)
    for a in (*tape.Z, *tape.H):
        a.flags.writeable = False
    dZ = np.ones_like(Z)
    dZ.flags.writeable = False
    first = net.backward(theta, tape, dZ)[0]
    np.testing.assert_array_equal(first, net.backward(theta, tape, dZ)[0])


@given(networks(normalisations=("plain", "layer")), seeds, st.integers(0, 5))
def test_without_batch_normalisation_an_example_does_not_see_the_others(net, seed, i):
    theta, X = point(net, seed), inputs(net, seed)
    # a matrix product may sum in another order for one row than for six
    np.testing.assert_allclose(
        net.forward(theta, X[i : i + 1])[0][0], net.forward(theta, X)[0][i], rtol=1e-9, atol=1e-9
    )


@pytest.mark.parametrize("normalisation", [None, batch_norm, layer_norm])
def test_single_precision_stays_single(normalisation):
    net = MLP((3, 4, 4, 2), relu, normalisation, residual=(0.5, 0.5))
    theta, X = point(net, 0).astype(np.float32), inputs(net, 0).astype(np.float32)
    Z, tape = net.forward(theta, X)
    dtheta, signals = net.backward(theta, tape, np.ones_like(Z))
    assert {a.dtype for a in (Z, dtheta, *tape.Z, *tape.H, *signals.delta, *signals.dH)} == {np.dtype(np.float32)}
