"""The three operations on arrays shaped ``(d, *batch)``: coordinates first, everything else broadcasts.

A point, a sweep over hyper-parameters and a meshgrid are the same kind of thing, so nothing here loops over them.
"""

from __future__ import annotations

import numpy as np


def dot(a, b):
    """⟨a, b⟩ of each member: two ``(d, *batch)`` give ``(*batch)``.

    >>> float(dot(np.array([1.0, 2.0]), np.array([3.0, 4.0])))
    11.0
    """
    return (a * b).sum(axis=0)


def norm(a):
    """‖a‖₂ of each member: ``(d, *batch)`` gives ``(*batch)``.

    >>> float(norm(np.array([3.0, 4.0])))
    5.0
    """
    return np.sqrt(dot(a, a))  # IEEE 754 rounds a root in one way; a power of ½ of a single number is the platform's


def apply(A: np.ndarray, w: np.ndarray) -> np.ndarray:
    """A w of each member: ``(m, d)`` and ``(d, *batch)`` give ``(m, *batch)``."""
    return A @ w if w.ndim <= 2 else (A @ w.reshape(len(w), -1)).reshape(len(A), *w.shape[1:])
