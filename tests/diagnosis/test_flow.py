"""A Flow holds sizes as decades and tells them as sizes; nothing is lost below the smallest float."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib.diagnosis import Flow
from gdlib.diagnosis.byhand import decades
from gdlib.diagnosis.flow import spelled


def test_sizes_come_back_as_they_were_given():
    flow = Flow.of("layer", "abc", forward=[1, 2, 3], error=[0, 0.25, 4], update=[1e-3, np.nan, 2])
    # A decade there and back costs a few roundings.
    np.testing.assert_allclose(flow.forward, [1, 2, 3], rtol=1e-14)
    np.testing.assert_allclose(flow.error, [0, 0.25, 4], rtol=1e-14)
    np.testing.assert_allclose(flow.update, [1e-3, np.nan, 2], rtol=1e-14)
    assert np.isnan([flow.spread, flow.weight, flow.total]).all()
    assert len(flow) == 3


def test_the_gain_of_a_layer_is_what_it_does_to_the_error_on_its_way_back():
    flow = Flow.of("layer", "abcd", error=[6, 3, 1, 4])
    np.testing.assert_allclose(flow.gain, [2, 3, 0.25], rtol=1e-14)
    assert math.isclose(flow.mean_gain, 1.5 ** (1 / 3), rel_tol=1e-14)


def test_the_mean_gain_leaves_out_ends_that_were_not_measured():
    assert math.isclose(Flow.of("layer", "abcd", error=[np.nan, 8, 4, 2]).mean_gain, 2, rel_tol=1e-14)
    assert math.isnan(Flow.of("layer", "ab", error=[np.nan, 1]).mean_gain)


def test_an_error_of_1e_minus_300_prints_as_such_and_one_of_1e_minus_3000_is_not_0():
    flow = Flow.of("time step", (1, 2, 3), log_error=[-3000, -300, 0])
    assert [line.split()[1] for line in str(flow).splitlines()[1:]] == ["1.00e-3000", "1.00e-300", "1.00"]
    assert flow.error.tolist()[0] == 0  # no float holds it
    assert flow.log_error[0] == -3000


@given(st.floats(1e-300, 1e300))
def test_a_size_is_spelled_to_three_digits(size):
    assert math.isclose(float(spelled(math.log10(size))), size, rel_tol=5.1e-3)  # half a unit of the third digit


def test_the_table_shows_what_was_measured_and_nothing_else():
    flow = Flow.of("layer", ("first", "second"), error=[1, 2], dead=[0.5, np.nan], nonfinite=[0, 3])
    heads, first, second = (line.split() for line in str(flow).splitlines())
    assert heads == ["layer", "error", "dead", "non-finite"]
    assert first == ["first", "1.00", "50%", "0"]
    assert second == ["second", "2.00", "–", "3"]


def test_a_long_table_shows_its_ends():
    lines = str(Flow.of("time step", range(500), error=[1.0] * 500)).splitlines()
    assert len(lines) == 42
    assert lines[21] == "… 460 more …"
    assert lines[-1].split() == ["499", "1.00"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"error": [1, 2]}, "log_error must have one number for each of 3 places; got shape (2,)"),
        ({"errors": [1, 2, 3]}, "a Flow has no 'errors'; it has forward, spread, error"),
    ],
)
def test_a_field_that_does_not_fit_is_named(given, message):
    with pytest.raises(ValueError, match=message.replace("(", r"\(").replace(")", r"\)")):
        Flow.of("layer", "abc", **given)


def test_a_flow_needs_a_place():
    with pytest.raises(ValueError, match="a Flow needs at least one place; got none"):
        Flow.of("layer", ())


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1.0, 1e160, 1e300])
def test_a_norm_neither_under_nor_overflows(scale):
    a = np.array([[3.0, 0.0], [0.0, -4.0]]) * scale
    # Decades near 300 carry 16 digits, so 13 of the size.
    assert math.isclose(decades(a), math.log10(scale) + math.log10(5), rel_tol=1e-14, abs_tol=1e-14)
    assert math.isclose(decades(a, mean=True), math.log10(scale) + math.log10(2.5), rel_tol=1e-14, abs_tol=1e-14)


def test_a_norm_of_nothing_finite_says_so():
    assert decades(np.array([1.0, np.inf])) == math.inf
    assert math.isnan(decades(np.array([np.nan, np.inf])))
    assert decades(np.zeros(3)) == -math.inf
