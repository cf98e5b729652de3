"""What a finite sum is, and the one look at its data that it takes before anything is computed.

Data are checked when an objective is made and never again: cutting a mini-batch out of it costs two slices.
"""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

import numpy as np

from gdlib.arrays import dot
from gdlib.objectives import Objective


@runtime_checkable
class FiniteSum(Objective, Protocol):
    """An objective that is a mean over rows: ``len(f)`` of them, and ``f.on(rows)`` is the mean over some."""

    def __len__(self) -> int: ...
    def on(self, rows: Any) -> Objective: ...


def unchecked(cls: type, **fields: Any) -> Any:
    """An instance of a frozen class from fields that have been checked before: a mini-batch of a checked whole."""
    made = object.__new__(cls)
    object.__setattr__(made, "__dict__", fields)
    return made


def cut(a: np.ndarray, rows: Any, axis: int = 0) -> np.ndarray:
    """Some rows of the data: a view for a slice; for an array of row numbers ``take``, twice as quick as an index."""
    if getattr(rows, "dtype", None) == np.intp:
        return a.take(rows, axis)
    return a[:, rows] if axis else a[rows]


def settle(f: Any, **fields: Any) -> None:
    """Write the checked fields into a frozen instance, from its ``__post_init__``."""
    f.__dict__.update(fields)


def table(owner: str, X: Any) -> np.ndarray:
    """The rows as a contiguous float (n, d) array; ValueError if they are none."""
    X = finite(owner, "X", X)
    if X.ndim != 2 or 0 in X.shape:
        raise ValueError(f"{owner} takes X of shape (n, d), one example a row; got shape {X.shape}")
    return np.ascontiguousarray(X)


def examples(owner: str, X: Any) -> np.ndarray:
    """Rows (n, d) as ``table`` takes them, or sequences (n, T, d) of one length."""
    if isinstance(X, list | tuple) and len(lengths := sorted({len(x) for x in X if np.iterable(x)})) > 1:
        raise ValueError(
            f"{owner} takes examples of one length, and X holds some of {lengths[0]} and some of {lengths[-1]}: "
            "cut them, or make a sum for each length"
        )
    X = finite(owner, "X", X)
    return np.ascontiguousarray(X) if X.ndim == 3 and 0 not in X.shape else table(owner, X)


def column(owner: str, y: Any, n: int) -> np.ndarray:
    """One finite number for each of ``n`` rows, shape (n,)."""
    y = finite(owner, "y", y)
    if y.shape != (n,):
        raise ValueError(f"{owner} takes one target a row: y must have shape ({n},) to fit X, and has {y.shape}")
    return np.ascontiguousarray(y)


def finite(owner: str, name: str, values: Any) -> np.ndarray:
    """The values as floats; ValueError if one of them is NaN or infinite."""
    try:
        values = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{owner} takes numbers, and {name} holds something else; encode it first") from None
    if bad := int((~np.isfinite(values)).sum()):
        raise ValueError(f"{owner} takes finite data, and {name} holds {bad} NaN or infinite value(s): drop or fill")
    return values


def strength(owner: str, lam: Any) -> float:
    """The strength λ of the ridge term ½ λ ‖w‖²."""
    if np.ndim(lam) or not 0 <= lam < np.inf:
        raise ValueError(f"{owner} takes a ridge strength lam of 0 or more; got {lam!r}")
    return float(lam)


def ridged(g: np.ndarray, lam: float, w: np.ndarray) -> np.ndarray:
    """The gradient g + λ w (without a ridge g itself: 0 · w costs time, and is NaN at an infinite w)."""
    return g + lam * w if lam else g


def penalty(lam: float, w: np.ndarray) -> np.ndarray | float:
    """½ λ ‖w‖², shape (*batch), or 0 without a ridge."""
    return 0.5 * lam * dot(w, w) if lam else 0.0
