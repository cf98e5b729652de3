"""The sequences that a recurrent network reads: n of them, T steps long, d numbers a step; X is (n, T, d).

Rows are examples, as everywhere; inside a network time comes first, so that X[t] is the batch at step t.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def sequences(net: Any, X: Any) -> np.ndarray:
    """X (n, T, d) with time first, (T, n, d), if the network can read it."""
    if lengths := several_lengths(X):
        raise ValueError(f"{net} takes sequences of one length; X holds some of {lengths}: group or cut them")
    X = np.asarray(X)
    if X.ndim != 3 or X.shape[2] != net.widths[0]:
        raise ValueError(f"{net} takes X of shape (n, T, {net.widths[0]}), one sequence a row; got shape {X.shape}")
    n, T, _ = X.shape
    if n == 0 or T == 0:
        raise ValueError(f"{net} takes 1 sequence of 1 step or more; got {n} of {T} steps")
    if net.truncation is not None and net.truncation > T:
        raise ValueError(
            f"truncation after {net.truncation} steps is beyond sequences of {T}; take at most {T}, or None for all"
        )
    return np.ascontiguousarray(X.swapaxes(0, 1))


def several_lengths(X: Any) -> str:
    """'3, 5 and 7 steps' where X is a list of sequences that differ in length, else nothing."""
    if not isinstance(X, list | tuple):
        return ""
    lengths = sorted({np.shape(x)[0] if np.ndim(x) else 1 for x in X if _regular(x)})
    return f"{', '.join(map(str, lengths[:-1]))} and {lengths[-1]} steps" if len(lengths) > 1 else ""


def _regular(x: Any) -> bool:
    """Whether x is one sequence, with as many numbers at each step."""
    try:
        np.shape(x)
    except ValueError:
        return False
    return True
