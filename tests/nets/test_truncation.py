"""Truncated back-propagation is a partial sum of the full gradient: the terms of at most k steps, and no others."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlib.nets import RNN, identity
from tests.nets.cases import point, seeds
from tests.nets.sequences import KINDS, ONE_OF_EACH, sequences, upstream

CLOSE = {"rtol": 1e-10, "atol": 1e-11}  # sums of up to 60 terms of order 1, in another order


def gradient(kind, seed, T, **options):
    net = KINDS[kind]((2, 3, 2), **options)
    theta = point(net, seed)
    _, tape = net.forward(theta, sequences(net, seed, T=T))
    return net, net.backward(theta, tape, upstream(net, seed, T=T))


@settings(max_examples=40)
@given(st.sampled_from(tuple(KINDS)), seeds, st.integers(1, 5), st.booleans())
def test_truncation_after_all_steps_is_no_truncation(kind, seed, T, every_step):
    full = gradient(kind, seed, T, every_step=every_step)[1][0]
    np.testing.assert_array_equal(gradient(kind, seed, T, every_step=every_step, truncation=T)[1][0], full)


@settings(max_examples=40)
@given(st.sampled_from(tuple(KINDS)), seeds, st.integers(2, 6), st.data())
def test_of_the_last_output_the_errors_of_the_last_k_steps_are_left(kind, seed, T, data):
    k = data.draw(st.integers(1, T))
    net, (dtheta, errors) = gradient(kind, seed, T, truncation=k)
    _, full = gradient(kind, seed, T)[1]
    np.testing.assert_array_equal(errors.dA[..., T - k :, :, :], full.dA[..., T - k :, :, :])
    np.testing.assert_array_equal(errors.dA[..., : T - k, :, :], 0)
    np.testing.assert_allclose(net.layout.views(dtheta)["b"], full.dA[..., T - k :, :, :].sum(axis=(-3, -2)), **CLOSE)
    assert [state is None for state in errors.state] == [t < T - k for t in range(T + 1)]


@settings(max_examples=30)
@given(st.sampled_from(tuple(KINDS)), seeds, st.integers(2, 5), st.data())
def test_with_outputs_at_every_step_each_error_goes_k_steps_back_by_itself(kind, seed, T, data):
    k = data.draw(st.integers(1, T))
    net, (dtheta, _) = gradient(kind, seed, T, every_step=True, truncation=k)
    X, dZ, parts = sequences(net, seed, T=T), upstream(net, seed, T=T), []
    for t in range(1, T + 1):  # the output of step t alone, of the sequences cut there
        alone = KINDS[kind](net.widths, truncation=min(k, t))
        theta = point(alone, seed)
        parts.append(alone.backward(theta, alone.forward(theta, X[:, :t])[1], dZ[:, t - 1])[0])
    np.testing.assert_allclose(dtheta, np.sum(parts, axis=0), **CLOSE)


def test_truncation_is_biased_by_the_terms_that_it_leaves_out():
    # h_3 = w (w (w·0 + x) + x) + x with x = 1: dh_3/dw = 1 + 2w in full, 1 + w + w·(…) when the past is taken as given
    w = 0.5
    theta = np.array([1.0, w, 0.0, 1.0, 0.0])  # U, W, b, V, c
    found = []
    for k in (1, 2, 3):
        net = RNN((1, 1, 1), identity, truncation=k)
        dtheta, _ = net.backward(theta, net.forward(theta, np.ones((1, 3, 1)))[1], np.ones((1, 1)))
        found.append(float(net.layout.views(dtheta)["W"][0, 0]))
    # step 3 sees h_2 = 1.5, step 2 sees h_1 = 1 and loses a factor w, step 1 sees h_0 = 0
    assert found == [1.5, 1.5 + w * 1.0, 1.5 + w * 1.0]


@pytest.mark.parametrize("kind", ONE_OF_EACH)
@pytest.mark.parametrize("truncation", [0, -1, 2.5, True])
def test_a_truncation_is_a_number_of_steps(kind, truncation):
    with pytest.raises(ValueError, match=f"truncation is a number of steps from 1, or None .*; got {truncation}"):
        ONE_OF_EACH[kind]((2, 3, 1), truncation=truncation)


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_a_truncation_beyond_the_sequences_says_so(kind):
    net = ONE_OF_EACH[kind]((2, 3, 1), truncation=6)
    with pytest.raises(ValueError, match="truncation after 6 steps is beyond sequences of 5; take at most 5, or None"):
        net.forward(point(net, 0), np.ones((4, 5, 2)))
