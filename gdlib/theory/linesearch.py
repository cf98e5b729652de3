"""Steepest descent with exact line search on a quadratic: the zig-zag, and how bad it can be.

Even the best step along −∇f leaves a factor that depends on κ alone; the worst starts are known.
"""

from __future__ import annotations

import numpy as np

from gdlib.theory import asked
from gdlib.theory.asked import Number


def zigzag_path(b: float, steps: int) -> np.ndarray:
    """Exact line search on ½(x² + b y²) from (b, 1): each step multiplies (x, y) by (−r, r), r = (1 − b)/(1 + b).

    Shape (steps + 1, 2).  Strang, MIT 18.065, lecture 22.

    >>> zigzag_path(1 / 3, 2).tolist()
    [[0.333333, 1.0], [-0.166667, 0.5], [0.083333, 0.25]]

    Raises
    ------
    ValueError
        If b is not above 0 and at most 1.
    """
    if not 0 < b <= 1:
        raise ValueError(f"the zig-zag starts on ½(x² + b y²) with 0 < b ≤ 1; got b = {b}")
    r = (1 - b) / (1 + b)
    k = np.arange(steps + 1)
    return np.stack([b * (-r) ** k, r**k], axis=1)


def line_search_factor(eigenvalues: Number, g: np.ndarray) -> Number:
    """What one exact line search leaves of f − f*: 1 − (g·g)² / ((g·Λg)(g·Λ⁻¹g)), with g in the eigenbasis.

    ``eigenvalues`` (d,), all above 0; ``g`` (d, *batch), not zero; gives (*batch).

    >>> line_search_factor([1.0, 1.0], [3.0, 4.0])
    0.0
    """
    asked.curvatures(np.min(eigenvalues), np.max(eigenvalues))
    lam, squares = np.asarray(eigenvalues, float), np.asarray(g, float) ** 2
    curved, flat = np.tensordot(lam, squares, 1), np.tensordot(1 / lam, squares, 1)
    return asked.plain(1 - squares.sum(axis=0) ** 2 / (curved * flat))


def kantorovich_bound(mu: Number, L: Number) -> Number:
    """((κ − 1)/(κ + 1))²: no exact line search leaves more of f − f* than this.  Kantorovich 1948.

    >>> kantorovich_bound(mu=0.01, L=1.0)
    0.960788
    """
    mu, L = asked.curvatures(mu, L)
    return ((L - mu) / (L + mu)) ** 2
