"""What the figure of chapter 18 says of a forget gate, against cells that were run and numbers that the text has."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib.figures import Gates
from gdlib.figures.gates import BIASES, STEPS
from gdlib.nets import LSTM, memory, sigma

states = st.tuples(st.floats(-2, 8), st.integers(2, 1000))


@given(states)
def test_both_curves_pass_through_the_point_that_is_dragged(state):
    bias, lag = state
    now, *_ = (numbers := Gates(bias=bias, lag=lag).numbers())["now"]
    assert now == pytest.approx(sigma(bias) ** lag, rel=1e-9)  # a thousand factors
    # a share that falls with the steps and rises with the bias, so that its neighbours on each curve enclose it
    i, j = np.searchsorted(STEPS, lag), np.searchsorted(BIASES, bias)
    share, after, low, high = numbers["share"], numbers["after"], now * (1 - 1e-9), now * (1 + 1e-9)
    assert share[min(i, 120)] <= high
    assert share[max(i - 1, 0)] >= low
    assert after[max(j - 1, 0)] <= high
    assert after[min(j, 100)] >= low


@pytest.mark.parametrize("bias", [0.0, 1.0, 2.0])
def test_the_dashed_line_is_what_a_network_at_rest_does(bias):
    net = LSTM((1, 4, 1))
    theta = np.zeros(net.layout.size)
    net.layout.views(theta)["W"][:], net.layout.views(theta)["b"][0] = np.eye(4), bias
    log = memory(net, theta, np.zeros((65, 1)))
    assert Gates(bias=bias, lag=64).numbers()["now"][2] == pytest.approx(log[0] - log[64], abs=1e-9)


def test_half_of_the_share_is_left_at_the_half_life():
    share, life, _ = Gates(bias=3.0).numbers()["now"]
    assert share == pytest.approx(0.5 ** (64 / life), rel=1e-12)


def test_the_first_picture_is_the_one_of_the_text():
    share, life, rest = Gates().numbers()["now"]
    assert (f"{share:.2e}", round(life, 2), round(10**rest, 2)) == ("1.96e-09", 2.21, 0.29)
