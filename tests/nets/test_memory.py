"""What is left of an error is carried with its scale: right where floats underflow, and as plain products where not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlib.nets import LSTM, RNN, carried, identity, memory
from gdlib.sizes import decades, shrunk, spelled, together
from tests.nets.cases import point, rng, seeds
from tests.nets.sequences import lengths, recurrent, sequences, upstream


@settings(max_examples=40)
@given(recurrent(every_step=st.just(False)), seeds, lengths)
def test_the_size_carried_is_that_of_the_error_of_back_propagation(net, seed, T):
    theta, X, dZ = point(net, seed), sequences(net, seed, T=T), upstream(net, seed, T=T)
    _, tape = net.forward(theta, X)
    _, errors = net.backward(theta, tape, dZ)
    log = carried(net, theta, tape, dZ @ net.layout.views(theta)["V"].T)
    # six steps, each with the rounding of a logarithm of order 1
    np.testing.assert_allclose(log, [together([decades(a) for a in parts]) for parts in errors.state], atol=1e-11)


@settings(max_examples=30)
@given(recurrent(every_step=st.just(False)), seeds, st.integers(1, 4))
def test_memory_is_the_norm_of_the_jacobian_by_every_state(net, seed, T):
    theta, x, h = point(net, seed), sequences(net, seed, n=1, T=T)[0], net.widths[1]
    one_by_one = []
    for unit in np.eye(h):  # the error that reads one unit of h_T gives one row of the Jacobian
        P = theta.copy()
        reader = type(net)((net.widths[0], h, h), **({"activation": net.activation} if isinstance(net, RNN) else {}))
        reader = reader if not hasattr(net, "form") else type(net)((net.widths[0], h, h), net.form)
        views = {**net.layout.views(P), "V": np.eye(h), "c": np.zeros(h)}
        whole = reader.layout.flat(views)
        _, tape = reader.forward(whole, x[None])
        one_by_one.append([np.hstack([a[0] for a in s]) for s in reader.backward(whole, tape, unit[None])[1].state])
    J = np.swapaxes(one_by_one, 0, 1)  # (T + 1, h, h or 2 h)
    with np.errstate(divide="ignore"):
        expected = np.log10([np.linalg.norm(J_t, 2) for J_t in J])
    np.testing.assert_allclose(memory(net, theta, x), expected, atol=1e-9)


@pytest.mark.parametrize("w", [1e-3, 1.0, 1e3])
def test_a_power_is_carried_beyond_what_floats_hold(w):
    net, T = RNN((1, 1, 1), identity), 2000
    theta = np.array([1.0, w, 0.0, 1.0, 0.0])
    expected = np.log10(w) * np.arange(T, -1, -1)
    with np.errstate(all="ignore"):  # the signal itself explodes
        log = memory(net, theta, np.zeros((T, 1)))
    np.testing.assert_allclose(log, expected, atol=1e-9)
    assert spelled(log[0]) in ("1.00e-6000", "1.00", "1.00e+6000")


def test_an_error_of_0_stays_0_and_what_is_no_number_stays_none():
    net = RNN((1, 2, 1), identity)
    theta = net.layout.flat(
        {"U": np.ones((1, 2)), "W": [[0, 2.0], [0, 0]], "b": np.zeros(2), "V": np.ones((2, 1)), "c": [0]}
    )
    assert memory(net, theta, np.ones((4, 1))).tolist() == [-np.inf, -np.inf, -np.inf, np.log10(2), 0]
    bad = theta.copy()
    bad[2] = np.nan
    with np.errstate(invalid="ignore"):
        assert np.isnan(memory(net, bad, np.ones((4, 1)))[:4]).all()


def test_a_closed_cell_keeps_what_its_forget_gate_lets_it():
    net, T = LSTM((1, 3, 1)), 400
    theta = np.zeros(net.layout.size)
    net.layout.views(theta)["b"][0] = -3.0  # f = σ(−3), and h reads o c = ½ c
    log = memory(net, theta, np.zeros((T, 1)))
    f = 1 / (1 + np.exp(3.0))
    np.testing.assert_allclose(log[:-1], np.log10(0.5) + np.log10(f) * np.arange(T, 0, -1), atol=1e-9)


@given(st.lists(st.floats(-300, 300), min_size=1, max_size=5))
def test_sizes_together_are_the_root_of_the_sum_of_squares(sizes):
    top = max(sizes)
    expected = top + 0.5 * np.log10(np.sum(10.0 ** (2 * (np.array(sizes) - top))))
    assert together(sizes) == pytest.approx(expected, abs=1e-12)
    assert together([s - 5000 for s in sizes]) == pytest.approx(expected - 5000, abs=1e-11)


@given(st.floats(-307, 307), seeds)
def test_a_vector_shrunk_by_its_size_has_size_1(size, seed):
    unit = rng(seed).standard_normal(3)
    a = shrunk(unit / np.linalg.norm(unit), -size)
    if np.isfinite(decades(a)) and abs(size) < 306:
        assert np.linalg.norm(shrunk(a, decades(a))) == pytest.approx(1, rel=1e-9)  # 307 decades rounded to 1e-13
