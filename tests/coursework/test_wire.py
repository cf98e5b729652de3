"""Plain values come through the pipe as they are; whatever is not plain, or lies about itself, does not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from coursework.tools.wire import WireError, decode, encode, line, message

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)
kinds = st.sampled_from(["<f8", ">f8", "f4", "i8", "u1", "?", "c16"])


def never(number):
    raise AssertionError("no function was sent")


def through(x):
    return decode(message(line({"x": encode(x, never)}))["x"], never)


@given(plain)
def test_a_plain_value_comes_through_as_it_is(x):
    assert through(x) == x
    assert type(through(x)) is type(x)


@given(some.arrays(kinds, some.array_shapes(min_dims=0, min_side=0)))
def test_an_array_comes_through_with_its_shape_and_its_numbers(x):
    got = np.asarray(through(x))
    assert got.shape == x.shape
    assert got.dtype == x.dtype.newbyteorder("=")
    np.testing.assert_array_equal(got, x)


def test_what_is_not_plain_is_named_and_refused():
    for x in (object(), {1, 2}, np.array([object()]), np.array(["text"]), 10**5000):
        with pytest.raises(WireError, match="of type"):
            through(x)


@pytest.mark.parametrize(
    "forged",
    [
        {"array": ["<f8", [10**12], ""]},
        {"array": ["<f8", [-1], "AAAA"]},
        {"array": ["O", [1], "AAAAAAAAAAA="]},
        {"array": ["V8", [1], "AAAAAAAAAAA="]},
        {"array": ["<f8,<f8", [1], "AAAAAAAAAAA="]},
        {"array": "x"},
        {"array": None},
        {"function": "os.system"},
        {"function": True},
        {"pickle": "gASVAAAA"},
        {"dict": [[[1], 2]]},
        {"list": {"a": 1}},
        {"a": 1, "b": 2},
        [1, 2],
    ],
    ids=str,
)
def test_a_forged_value_is_refused(forged):
    with pytest.raises(WireError):
        decode(forged, never)


@pytest.mark.parametrize("text", [b"", b"x", b"[]", b"1", b"[" * 100_000, b'{"x": ' + b"9" * 5000 + b"}"], ids=len)
def test_a_line_that_is_no_message_is_refused(text):
    with pytest.raises(WireError):
        message(text)


def test_lists_nested_without_end_are_refused():
    x = []
    x.append(x)
    with pytest.raises(WireError, match="too deeply"):
        encode(x, never)
