"""What may be asked of the formulas: curvatures 0 < μ ≤ L, momentum 0 ≤ β < 1; anything else is one clear sentence.

A scalar in gives a Python float out, and arrays broadcast.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Number = Any  # a float or an array of them


def curvatures(mu: Number, L: Number) -> tuple[Number, Number]:
    """The extreme curvatures, checked."""
    mu, L = plain(mu), plain(L)
    if not np.all(np.greater(mu, 0)):
        raise ValueError(f"the smallest curvature mu must be above 0 (a flat direction has no rate); got {mu}")
    if not np.all(np.greater_equal(L, mu)):
        raise ValueError(f"the largest curvature L must be at least mu; got L = {L} and mu = {mu}")
    return mu, L


def curvature(L: Number) -> Number:
    """The largest curvature alone, checked."""
    L = plain(L)
    if not np.all(np.greater(L, 0)):
        raise ValueError(f"the largest curvature L must be above 0; got {L}")
    return L


def momentum(beta: Number) -> Number:
    """A momentum, checked."""
    beta = plain(beta)
    if not np.all(np.greater_equal(beta, 0) & np.less(beta, 1)):
        raise ValueError(f"momentum beta must be at least 0 and below 1; got {beta}")
    return beta


def plain(x: Number) -> Number:
    """A Python float where it is one number, an array of floats otherwise."""
    x = np.asarray(x, dtype=float)
    return x if x.ndim else float(x)
