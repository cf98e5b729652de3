"""Signal sizes agree with closed forms where there are any, and with wide random layers where there are none."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib import theory
from gdlib.nets import MLP, elu, glorot_normal, identity, leaky, relu, scaled, sigmoid, softplus, tanh

SIZES = st.floats(0.01, 20.0)


@given(SIZES)
def test_the_mean_of_a_power_is_that_of_a_normal_number(q):
    # the midpoint rule is exact to rounding for what is smooth and decays: 1e-12
    assert theory.gaussian_mean(np.ones_like, q) == pytest.approx(1, rel=1e-12)
    assert theory.gaussian_mean(np.square, q) == pytest.approx(q, rel=1e-12)
    assert theory.gaussian_mean(lambda z: z**4, q) == pytest.approx(3 * q * q, rel=1e-12)


@given(st.floats(0, 0.9), SIZES)
def test_relu_and_its_leaky_kin_need_hes_gain_at_every_size(a, q):
    # a kink at 0 lies between two cells: an error of the order of the cell's width squared, 1e-5
    assert theory.gain(leaky(a), q) == pytest.approx(math.sqrt(2 / (1 + a * a)), rel=1e-5)


def test_a_jump_at_zero_costs_no_accuracy():
    assert theory.gaussian_mean(lambda z: relu.slope(relu(z))) == pytest.approx(0.5, abs=1e-12)


@given(st.floats(0.2, 3.0), st.integers(1, 12), SIZES)
def test_linear_layers_multiply_by_the_variance_both_ways(variance, depth, q):
    sizes = theory.signal_sizes(identity, variance, depth, q)
    powers = variance ** np.arange(depth)
    np.testing.assert_allclose(sizes.forward, q * powers, rtol=1e-10)
    np.testing.assert_allclose(sizes.backward, powers[::-1], rtol=1e-10)


@pytest.mark.parametrize("activation", [tanh, relu, sigmoid, elu(), softplus], ids=repr)
@pytest.mark.parametrize("variance", [0.5, 1.0, 2.5])
def test_wide_layers_do_what_is_predicted(activation, variance):
    depth, n, rng = 4, 300, np.random.default_rng(0)
    net = MLP((n,) * (depth + 1), activation)
    theta = net.init(scaled(variance**0.5, glorot_normal), rng)
    Z, tape = net.forward(theta, rng.standard_normal((32, n)))
    _, signals = net.backward(theta, tape, rng.standard_normal(Z.shape))
    sizes = theory.signal_sizes(activation, variance, depth, q=variance)
    forward = [np.mean(z * z) for z in tape.Z[1:]]
    backward = [np.mean(d * d) for d in signals.delta[1:]]
    # 300 units: each layer's mean square strays by a few per cent, and the strays multiply
    np.testing.assert_allclose(forward, sizes.forward, rtol=0.25)
    np.testing.assert_allclose(backward, sizes.backward, rtol=0.25)


@given(st.floats(1e-4, 0.02))
def test_a_small_tanh_loses_twice_the_square_of_its_size(q):
    # E tanh² = q − 2q² + 17/3 q³ − …: three times the third term is room for those after it
    lost = q - theory.gaussian_mean(lambda z: np.tanh(z) ** 2, q)
    assert 0 < 2 * q * q - lost < 17 * q**3


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: theory.gaussian_mean(np.square, 0.0), "variance q above 0"),
        (lambda: theory.gain(np.zeros_like), "0 for every z"),
        (lambda: theory.signal_sizes(tanh, 0.0, 3), "above 0"),
        (lambda: theory.signal_sizes(tanh, 1.0, 0), "1 layer or more"),
    ],
    ids=["no variance", "nothing through", "no weights", "no depth"],
)
def test_what_cannot_be_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
