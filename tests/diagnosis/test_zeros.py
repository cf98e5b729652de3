"""Zeros that mean nothing yet: units that a batch has missed, and errors behind weights that the first update moves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib.diagnosis import Flow, flow_of, report
from gdlib.diagnosis.closed import dead_share, has_zeros, unknown_where_closed
from gdlib.empirical import Risk
from gdlib.nets import MLP, cross_entropy, he, lecun, relu, tanh

RNG = np.random.default_rng
X, Y = RNG(0).standard_normal((64, 20)), RNG(0).integers(0, 10, 64)


@given(st.lists(st.integers(3, 64), max_size=20), st.integers(1, 20))
def test_units_that_are_never_or_often_active_are_simply_counted(often, never):
    assert dead_share(np.array([0] * never + often)) == never / (never + len(often))


@pytest.mark.parametrize("dead", [0.0, 0.5])
def test_units_that_are_seldom_active_are_not_taken_for_dead(dead):
    # 20,000 units, of which the live ones are active in one example of 200: 64 examples miss 73 % of these.
    N, rng = 20_000, RNG(1)
    seen = np.where(np.arange(N) < dead * N, 0, rng.binomial(64, 1 / 200, N))
    assert (seen == 0).mean() > dead + 0.3
    # Chao's estimate of 14,600 units missed rests on some 4,000 singletons: it scatters by about 4 % of the units.
    assert dead_share(seen) == pytest.approx(dead, abs=0.05)


def test_a_share_is_never_negative():
    assert dead_share(np.ones(10)) == 0


def test_what_is_0_and_opens_is_not_known_and_what_stays_0_is_0():
    own = Flow.of("layer", "abc", error=[0, 0, 1], spread=[1, 0, 0])
    flow = unknown_where_closed(own, Flow.of("layer", "abc", error=[0, 2, 5], spread=[1, 0, 3]))
    np.testing.assert_array_equal(flow.error, [0, np.nan, 1])
    np.testing.assert_array_equal(flow.spread, [1, 0, np.nan])
    assert flow.closed.tolist() == [False, True, True]
    assert unknown_where_closed(own, Flow.of("layer", "xyz", error=[1, 1, 1])) is own


def test_zeros_are_looked_into_only_where_some_numbers_are_none():
    assert has_zeros(Flow.of("layer", "ab", error=[0, 1]))
    assert has_zeros(Flow.of("layer", "ab", error=[1, 1], spread=[1, 0]))
    assert not has_zeros(Flow.of("layer", "ab", error=[0, 0]))
    assert not has_zeros(Flow.of("layer", "ab", error=[0, 1], nonfinite=[0, 1]))
    assert not has_zeros(None)


def with_zeros(net, spread, layers):
    theta = net.init(spread, RNG(1))
    for l in layers:
        net.layout.views(theta)[f"W{l}"][:] = 0
    return Risk(net, X, Y, cross_entropy), theta


@pytest.mark.parametrize(
    ("net", "spread", "layers", "verdict"),
    [
        (MLP((20, 64, 64, 64, 10), relu), he, (4,), "healthy"),
        (MLP((20, 64, 64, 64, 10), tanh), lecun, (4,), "healthy"),
        (MLP((20, 64, 64, 64, 10), tanh), lecun, (3,), "healthy"),
        (MLP((20, 64, 64, 64, 10), relu), he, (3,), "dead"),
        (MLP((20, 64, 64, 64, 10), tanh), lecun, (3, 4), "vanishing"),
        (MLP((20, 64, 64, 64, 10), relu), he, (1, 2, 3, 4), "dead"),
    ],
    ids=["ReLU, last", "tanh, last", "tanh, last but one", "ReLU, last but one", "tanh, last two", "all"],
)
def test_layers_of_zeros_are_ill_where_no_update_moves_them(net, spread, layers, verdict):
    assert report(flow_of(*with_zeros(net, spread, layers))).verdict == verdict


def test_the_sentence_says_where_it_is_too_early_to_tell():
    flow = flow_of(*with_zeros(MLP((20, 64, 64, 64, 10), relu), he, (4,)))
    np.testing.assert_array_equal(np.isnan(flow.log_error), [True, True, True, False])
    np.testing.assert_array_equal(np.isnan(flow.log_spread), [False, False, False, True])
    assert report(flow).sentence.endswith("; at 4 of them error or signal is 0 until weights that are 0 have moved.")
