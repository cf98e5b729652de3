"""What passes between the grader and a student's program: one line of JSON, holding plain values and arrays as bytes.

Nothing that arrives can run: no pickle, no object of the other side's making, and no array larger than its own bytes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import numpy as np

MOST = 1 << 24  # bytes in one line
DEEP = 20  # lists within lists
LONG = 10_000  # bits of a whole number: Python refuses to read longer ones
KINDS = "biufc"  # booleans, whole numbers, floats, complex numbers


class WireError(ValueError):
    """A value of a kind that does not pass, or a line that is not one of ours."""


def encode(x: Any, keep: Callable[[Callable], int], deep: int = 0) -> Any:
    """What JSON can hold of ``x``; a function stays here, and ``keep`` gives it a number for the other side to call."""
    if deep > DEEP:
        raise WireError("lists are nested too deeply")
    if x is None or type(x) in (bool, float, str) or (type(x) is int and x.bit_length() < LONG):
        return x
    if isinstance(x, (np.ndarray, np.generic)):
        return _array(np.asarray(x))
    if isinstance(x, (tuple, list)):
        return {"tuple" if isinstance(x, tuple) else "list": [encode(part, keep, deep + 1) for part in x]}
    if isinstance(x, dict):
        return {"dict": [[encode(part, keep, deep + 1) for part in pair] for pair in x.items()]}
    if callable(x):
        return {"function": keep(x)}
    return {"other": type(x).__name__[:40]}


def _array(a: np.ndarray) -> Any:
    if a.dtype.kind not in KINDS:
        return {"other": f"array of {a.dtype}"}
    a = a.astype(a.dtype.newbyteorder("<"))
    return {"array": [a.dtype.str, list(a.shape), base64.b64encode(a.tobytes()).decode()]}


def decode(x: Any, function: Callable[[int], Callable], deep: int = 0) -> Any:
    """The value again; ``function`` makes a callable of a number.  Raises WireError for anything else."""
    if x is None or type(x) in (bool, int, float, str):
        return x
    if deep > DEEP or type(x) is not dict or len(x) != 1:
        raise WireError("that is no value")
    ((kind, inside),) = x.items()
    if kind == "array":
        return _numbers(inside)
    if kind == "function" and type(inside) is int:
        return function(inside)
    if kind in ("list", "tuple", "dict") and type(inside) is list:
        parts = [_pair(part, function, deep) if kind == "dict" else decode(part, function, deep + 1) for part in inside]
        return {"list": list, "tuple": tuple, "dict": dict}[kind](parts)
    if kind == "other" and inside == "ellipsis":
        raise WireError("it is still blank: ...")
    raise WireError(f"a value of type {str(inside)[:40]} is not a number, an array, a list or a function")


def _pair(part: Any, function: Callable[[int], Callable], deep: int) -> tuple:
    if type(part) is not list or len(part) != 2 or type(part[0]) not in (str, int, float, bool):
        raise WireError("a dictionary's keys are to be strings or numbers")
    return part[0], decode(part[1], function, deep + 1)


def _numbers(inside: Any) -> Any:
    """An array from its type, shape and bytes, which must agree."""
    try:
        name, shape, text = inside
        data, dtype = base64.b64decode(text, validate=True), np.dtype(str(name))
        if dtype.kind not in KINDS:
            raise WireError("an array of that kind does not pass")
        return np.frombuffer(data, dtype).reshape([int(n) for n in shape]).copy()[()]
    except (TypeError, ValueError, OverflowError) as fault:
        raise WireError(f"that is no array: {fault}") from None


def line(message: dict) -> bytes:
    """A message as one line."""
    return json.dumps(message).encode() + b"\n"


def message(text: bytes) -> dict:
    """A line as a message.  Raises WireError where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise WireError(f"that is no message: {type(fault).__name__}") from None
    if type(found) is not dict:
        raise WireError("that is no message")
    return found
