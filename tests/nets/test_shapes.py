"""A network that cannot be built, or that gets what does not fit it, says so in one sentence."""

import numpy as np
import pytest

from gdlib.nets import MLP, batch_norm, cross_entropy, elu, layer_norm, leaky, relu, tanh


@pytest.mark.parametrize(
    ("widths", "message"),
    [
        ((64, 0, 10), r"every layer of an MLP has 1 unit or more; \(64, 0, 10\) has a width of 0"),
        ((64, -3), r"every layer of an MLP has 1 unit or more; \(64, -3\) has a width of -3"),
        ((64, 2.5, 10), "has a width of 2.5"),
        ((True, 2), "has a width of True"),
        ((64,), r"MLP takes widths from inputs to outputs, such as \(64, 30, 10\); got \(64,\)"),
        (64, r"MLP takes widths from inputs to outputs, such as \(64, 30, 10\); got \(64,\)"),
        ((), r"MLP takes widths from inputs to outputs"),
    ],
)
def test_widths_are_whole_numbers_from_1(widths, message):
    with pytest.raises(ValueError, match=message):
        MLP(widths)


def test_widths_may_be_a_list_or_an_array():
    assert MLP([2, 3, 1]) == MLP(np.array([2, 3, 1])) == MLP((2, 3, 1), tanh)


@pytest.mark.parametrize("activation", [np.tanh, "relu", None, leaky, cross_entropy])
def test_an_activation_brings_its_derivative(activation):
    with pytest.raises(TypeError, match="MLP takes an activation of gdlib.nets, such as relu; got"):
        MLP((2, 3, 1), activation)


@pytest.mark.parametrize("normalisation", ["batch", True, 0])
def test_a_normalisation_is_one_of_the_librarys(normalisation):
    with pytest.raises(TypeError, match="MLP takes batch_norm, layer_norm or None to normalise; got"):
        MLP((2, 3, 1), relu, normalisation)


def test_a_skip_needs_two_hidden_layers_of_one_width():
    for widths in ((3, 3, 3), (2, 4, 5, 1), (4, 4)):
        with pytest.raises(
            ValueError, match="residual adds a hidden layer to one of its own width; .* has no such pair"
        ):
            MLP(widths, residual=True)
    assert MLP((3, 3, 3, 3), residual=True).skips == {2: (1, 1)}
    assert MLP((3, 4, 4, 5, 5, 5, 2), residual=True).skips.keys() == {2, 4, 5}


@pytest.mark.parametrize("residual", [0.5, (1,), (1, 2, 3), "yes"])
def test_a_skip_has_two_factors(residual):
    with pytest.raises(ValueError, match=r"residual is False, True, or \(a, b\)"):
        MLP((2, 4, 4, 1), residual=residual)


@pytest.mark.parametrize("X", [np.ones((5, 3)), np.ones(2), np.ones((2, 5, 2)), 1.0])
def test_inputs_have_a_column_for_each_input_unit(X):
    net = MLP((2, 3, 1))
    with pytest.raises(ValueError, match=r"MLP\(\(2, 3, 1\), tanh\) takes X of shape \(n, 2\), one example a row; got"):
        net.forward(np.zeros(13), X)


@pytest.mark.parametrize("shape", [(5,), (1,), (5, 2), (1, 5)])
def test_the_error_that_comes_in_has_the_shape_of_the_output(shape):
    net = MLP((2, 3, 1))
    _, tape = net.forward(np.zeros(13), np.ones((5, 2)))
    with pytest.raises(ValueError, match=r"dZ is the gradient by the output, shape \(5, 1\); got"):
        net.backward(np.zeros(13), tape, np.ones(shape))


@pytest.mark.parametrize("slope", [-0.1, 1.0, 2.0, np.nan])
def test_a_leak_is_smaller_than_the_signal(slope):
    with pytest.raises(ValueError, match="leaky takes a slope of 0 or more and less than 1"):
        leaky(slope)


def test_an_elu_has_a_depth():
    with pytest.raises(ValueError, match="elu takes a depth a above 0; got 0"):
        elu(0)


def test_a_network_is_written_as_one_types_it():
    assert repr(MLP((2, 3, 1), relu)) == "MLP((2, 3, 1), relu)"
    net = MLP((2, 4, 4, 1), leaky(0.1), batch_norm, residual=(0.5, 1))
    assert repr(net) == "MLP((2, 4, 4, 1), leaky(0.1), normalisation=batch_norm, residual=(0.5, 1))"
    assert repr(MLP((2, 3, 1), tanh, layer_norm)) == "MLP((2, 3, 1), tanh, normalisation=layer_norm)"
    fixed = MLP((2, 3, 1), tanh, batch_norm)
    assert repr(fixed.at(fixed.statistics(np.ones(16), np.ones((3, 2))))).endswith("batch_norm).at(moments)")
