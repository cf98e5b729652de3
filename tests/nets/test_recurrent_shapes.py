"""A recurrent network that cannot be built, or that gets what does not fit it, says so in one sentence."""

import re

import numpy as np
import pytest

from gdlib.empirical import Risk
from gdlib.nets import GRU, IRNN, LSTM, MLP, RNN, cross_entropy, each_step, logistic, relu, squared
from tests.nets.cases import point
from tests.nets.sequences import ONE_OF_EACH

of_each = pytest.mark.parametrize("make", ONE_OF_EACH.values(), ids=ONE_OF_EACH)


@of_each
@pytest.mark.parametrize(
    ("widths", "message"),
    [
        ((2, 0, 1), "takes 1 input, hidden unit and output or more; (2, 0, 1) has a width of 0"),
        ((2, -3, 1), "has a width of -3"),
        ((2, 3.5, 1), "has a width of 3.5"),
        ((2, 3), "takes three widths, inputs, hidden, outputs, as in (2, 32, 1); got (2, 3)"),
        (3, "takes three widths, inputs, hidden, outputs, as in (2, 32, 1); got (3,)"),
    ],
)
def test_widths_are_three_whole_numbers_from_1(make, widths, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make(widths)


@of_each
@pytest.mark.parametrize(
    ("X", "message"),
    [
        (np.ones((4, 2)), "takes X of shape (n, T, 2), one sequence a row; got shape (4, 2)"),
        (np.ones((4, 5, 3)), "takes X of shape (n, T, 2), one sequence a row; got shape (4, 5, 3)"),
        (np.ones((4, 0, 2)), "takes 1 sequence of 1 step or more; got 4 of 0 steps"),
        (np.ones((0, 5, 2)), "takes 1 sequence of 1 step or more; got 0 of 5 steps"),
        ([np.ones((3, 2)), np.ones((5, 2))], "takes sequences of one length; X holds some of 3 and 5 steps"),
        ([[[1.0, 2.0]], [[1.0, 2.0]] * 2, [[1.0, 2.0]] * 4], "X holds some of 1, 2 and 4 steps"),
    ],
)
def test_sequences_have_one_length_and_the_networks_width(make, X, message):
    net = make((2, 3, 1))
    with pytest.raises(ValueError, match=re.escape(message)):
        net.forward(point(net, 0), X)


@of_each
def test_a_sequence_of_one_step_is_a_network_of_one_layer(make):
    net = make((2, 3, 1))
    Z, tape = net.forward(point(net, 0), np.ones((4, 1, 2)))
    assert Z.shape == (4, 1)
    assert net.backward(point(net, 0), tape, Z)[0].shape == (net.layout.size,)


@of_each
@pytest.mark.parametrize(
    ("every_step", "wrong"), [(False, (4,)), (False, (4, 5, 1)), (True, (4, 1)), (True, (5, 4, 1))]
)
def test_the_error_that_comes_in_has_the_shape_of_the_output(make, every_step, wrong):
    net = make((2, 3, 1), every_step=every_step)
    _, tape = net.forward(point(net, 0), np.ones((4, 5, 2)))
    with pytest.raises(ValueError, match="dZ is the gradient by the output, shape"):
        net.backward(point(net, 0), tape, np.ones(wrong))


def test_an_activation_brings_its_derivative():
    with pytest.raises(TypeError, match="an RNN takes an activation of gdlib.nets, such as tanh; got 'relu'"):
        RNN((2, 3, 1), "relu")


def test_a_gru_has_one_of_the_published_forms():
    with pytest.raises(ValueError, match="a GRU has the form 'cho', 'chung', 'torch'; got 'keras'"):
        GRU((2, 3, 1), "keras")


@pytest.mark.parametrize("X", [[np.ones((3, 2)), np.ones((5, 2))], [[[1.0, 2.0]] * 3, [[1.0, 2.0]] * 5]])
def test_a_risk_takes_sequences_of_one_length(X):
    with pytest.raises(ValueError, match="Risk takes examples of one length, and X holds some of 3 and some of 5"):
        Risk(LSTM((2, 3, 1)), X, [0.0, 1.0], squared)


@pytest.mark.parametrize("shape", [(4, 0, 2), (0, 5, 2), (4,), (2, 2, 2, 2)])
def test_a_risk_takes_rows_or_sequences(shape):
    with pytest.raises(ValueError, match=r"Risk takes X of shape \(n, d\), one example a row; got shape"):
        Risk(LSTM((2, 3, 1)), np.ones(shape), np.ones(4), squared)


def test_a_network_of_layers_takes_no_sequences():
    with pytest.raises(ValueError, match=r"takes X of shape \(n, 2\), one example a row; got"):
        Risk(MLP((2, 3, 1)), np.ones((4, 5, 2)), np.ones(4), squared)


@pytest.mark.parametrize(("loss", "m"), [(squared, 1), (cross_entropy, 3), (logistic, 1)])
def test_a_loss_of_one_output_is_not_taken_for_one_of_every_step(loss, m):
    with pytest.raises(ValueError, match=re.escape(f"write each_step({loss!r})")):
        Risk(LSTM((2, 3, m), every_step=True), np.ones((4, 5, 2)), np.ones(4), loss)


def test_a_loss_of_every_step_needs_every_output_and_every_target():
    loss, X = each_step(squared), np.ones((4, 5, 2))
    with pytest.raises(ValueError, match=r"each_step takes outputs \(n, T, m\), of a network with every_step=True"):
        Risk(LSTM((2, 3, 1)), X, np.ones((4, 5)), loss)
    with pytest.raises(ValueError, match=r"each_step takes a target for each of \(4, 5\) steps; y has shape \(4,\)"):
        Risk(LSTM((2, 3, 1), every_step=True), X, np.ones(4), loss)
    assert repr(loss) == "each_step(squared)"


def test_a_network_is_written_as_one_types_it():
    assert repr(RNN((2, 3, 1), relu, truncation=5)) == "RNN((2, 3, 1), relu, truncation=5)"
    assert repr(LSTM((2, 3, 1), every_step=True)) == "LSTM((2, 3, 1), every_step=True)"
    assert repr(GRU((2, 3, 1), "torch")) == "GRU((2, 3, 1), 'torch')"
    assert repr(IRNN((1, 3, 1))) == "IRNN((1, 3, 1), relu)"
    assert LSTM([2, 3, 1]) == LSTM(np.array([2, 3, 1]))
