"""The forward pass is the equation, step by step; the backward pass is its slope; nothing is written into."""

import numpy as np
import pytest
from hypothesis import given, settings

from gdlib.checks import check_backward
from gdlib.nets import GRU, LSTM, RNN, identity, sigma
from tests.nets.cases import point, rng, seeds
from tests.nets.sequences import KINDS, ONE_OF_EACH, SMOOTH, lengths, recurrent, sequences, upstream

EXACT = {"rtol": 1e-12, "atol": 1e-14}  # the same sums of at most 10 terms, in another order


@settings(max_examples=60)
@given(recurrent(kinds=tuple(SMOOTH)), seeds, lengths)
def test_backward_is_the_slope_of_forward_to_rounding_where_the_complex_step_can_see_it(net, seed, T):
    # the sums cancel: rounding is relative to their largest term, not to the slope
    assert check_backward(net, point(net, seed), sequences(net, seed, T=T), rng(seed), directions=2) < 1e-9


@settings(max_examples=60)
@given(recurrent(), seeds, lengths)
def test_backward_is_the_slope_of_forward_by_finite_differences(net, seed, T):
    theta, X, dZ, h = point(net, seed), sequences(net, seed, T=T), upstream(net, seed, T=T), 1e-6
    Z, tape = net.forward(theta, X)
    g, u = net.backward(theta, tape, dZ)[0], rng(seed + 3).standard_normal(net.layout.size)
    ahead, behind = (net.forward(theta + s * h * u, X) for s in (1, -1))
    if any(((a.H > 0) != (b.H > 0)).any() for a, b in ((ahead[1], tape), (behind[1], tape))) and "relu" in repr(net):
        return  # a kink between the two points
    # differences of numbers of the size of Z lose ε/h of it, and err by h² times a third derivative
    size = np.abs(dZ).sum() * (1 + np.abs(Z).max()) + np.linalg.norm(g) * np.linalg.norm(u)
    assert abs((dZ * (ahead[0] - behind[0])).sum() / (2 * h) - g @ u) < 1e-6 * size


def test_an_rnn_is_its_equation():
    net = RNN((2, 3, 1))
    theta, X = point(net, 0), sequences(net, 0)
    P, h = net.layout.views(theta), 0
    for t in range(5):
        h = np.tanh(X[:, t] @ P["U"] + h @ P["W"] + P["b"]) if t else np.tanh(X[:, t] @ P["U"] + P["b"])
    np.testing.assert_allclose(net.forward(theta, X)[0], h @ P["V"] + P["c"], **EXACT)


def test_an_lstm_is_its_equation():
    net = LSTM((2, 3, 1))
    theta, X = point(net, 0), sequences(net, 0)
    P, h, c = net.layout.views(theta), np.zeros((3, 3)), np.zeros((3, 3))
    for t in range(5):
        f, i, o, g = (X[:, t] @ U + h @ W + b for U, W, b in zip(P["U"], P["W"], P["b"], strict=True))
        c = sigma(f) * c + sigma(i) * np.tanh(g)
        h = sigma(o) * np.tanh(c)
    Z, tape = net.forward(theta, X)
    np.testing.assert_allclose(Z, h @ P["V"] + P["c"], **EXACT)
    np.testing.assert_allclose(tape.C[-1], c, **EXACT)


@pytest.mark.parametrize("form", ["cho", "chung", "torch"])
def test_a_gru_is_the_equation_of_its_form(form):
    net = GRU((2, 3, 1), form)
    theta, X = point(net, 0), sequences(net, 0)
    P, h = net.layout.views(theta), np.zeros((3, 3))
    for t in range(5):
        x_z, x_r, x_h = X[:, t] @ P["U"] + P["b"][:, None]
        z, r = sigma(x_z + h @ P["W"][0]), sigma(x_r + h @ P["W"][1])
        new = np.tanh(x_h + (r * (h @ P["W"][2] + P["br"]) if form == "torch" else (r * h) @ P["W"][2]))
        h = (1 - z) * h + z * new if form == "chung" else z * h + (1 - z) * new
    np.testing.assert_allclose(net.forward(theta, X)[0], h @ P["V"] + P["c"], **EXACT)


def test_the_two_sign_conventions_of_a_gru_are_one_network_with_the_update_gate_turned_round():
    cho, chung = GRU((2, 3, 1), "cho"), GRU((2, 3, 1), "chung")
    theta, X = point(cho, 1), sequences(cho, 1)
    turned = theta.copy()
    for name in ("U", "W", "b"):
        cho.layout.views(turned)[name][0] *= -1
    np.testing.assert_allclose(chung.forward(turned, X)[0], cho.forward(theta, X)[0], **EXACT)
    assert not np.allclose(chung.forward(theta, X)[0], cho.forward(theta, X)[0])


def test_a_linear_network_carries_back_powers_of_its_matrix():
    net, T = RNN((2, 4, 3), identity), 7
    theta, X = point(net, 0), sequences(net, 0, T=T)
    dZ = upstream(net, 0)
    W, V = (net.layout.views(theta)[name] for name in "WV")
    _, errors = net.backward(theta, net.forward(theta, X)[1], dZ)
    for t in range(T + 1):
        expected = dZ @ V.T @ np.linalg.matrix_power(W.T, T - t)
        np.testing.assert_allclose(errors.state[t][0], expected, rtol=1e-10, atol=1e-12 * np.abs(expected).max())


@given(recurrent(kinds=("RNN tanh", "LSTM", "GRU cho", "GRU torch")), seeds, lengths)
def test_the_gradient_by_a_bias_is_the_sum_of_the_errors_in_front_of_it_at_all_steps(net, seed, T):
    theta, X, dZ = point(net, seed), sequences(net, seed, T=T), upstream(net, seed, T=T)
    _, tape = net.forward(theta, X)
    _, errors = net.backward(theta, tape, dZ)
    total = errors.dA.sum(axis=(-3, -2))
    np.testing.assert_allclose(total, net.layout.views(net.backward(theta, tape, dZ)[0])["b"], **EXACT)
    assert len(errors.state) == T + 1
    assert all(part.shape == tape.H[0].shape for state in errors.state for part in state)


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_the_outputs_at_every_step_are_those_of_the_sequences_cut_there(kind):
    every, last = ONE_OF_EACH[kind]((2, 3, 2), every_step=True), ONE_OF_EACH[kind]((2, 3, 2))
    theta, X = point(every, 0), sequences(every, 0)
    Z, _ = every.forward(theta, X)
    assert Z.shape == (3, 5, 2)
    for t in range(1, 6):
        np.testing.assert_allclose(last.forward(theta, X[:, :t])[0], Z[:, t - 1], **EXACT)


@given(recurrent(), seeds, lengths)
def test_neither_pass_writes_into_what_it_is_given(net, seed, T):
    theta, X, dZ = point(net, seed), sequences(net, seed, T=T), upstream(net, seed, T=T)
    for given_array in (theta, X, dZ):
        given_array.flags.writeable = False
    _, tape = net.forward(theta, X)
    for a in (tape.X, *tape.states, *(a for a in (tape.gates, tape.kept) if a is not None)):
        a.flags.writeable = False
    first = net.backward(theta, tape, dZ)[0]
    np.testing.assert_array_equal(first, net.backward(theta, tape, dZ)[0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("every_step", [False, True])
def test_single_precision_stays_single(kind, every_step):
    net = KINDS[kind]((2, 3, 2), every_step=every_step)
    theta, X = point(net, 0).astype(np.float32), sequences(net, 0).astype(np.float32)
    Z, tape = net.forward(theta, X)
    dtheta, errors = net.backward(theta, tape, np.ones_like(Z))
    arrays = [Z, dtheta, *tape.states, errors.dA, *(part for state in errors.state for part in state)]
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}
