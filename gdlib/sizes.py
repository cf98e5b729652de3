"""Sizes as decades, the log₁₀ of a norm: what no float holds, 1e-5000, is the number −5000 and prints as 1.00e-5000.

A signal that vanishes or explodes through depth or time is carried as a vector of size 1 and its decades.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def decades(a: np.ndarray, mean: bool = False) -> float:
    """log₁₀ of the norm, or of the root mean square, of all numbers of ``a``; no square under- or overflows.

    >>> float(round(decades(np.array([3e-200, 4e-200])), 6)), decades(np.zeros(3))
    (-199.30103, -inf)
    """
    peak = np.abs(a).max(initial=0.0)
    if not (0 < peak < np.inf):
        return float(np.log10(peak)) if peak else -np.inf
    return float(np.log10(peak) + 0.5 * np.log10((np.mean if mean else np.sum)((a / peak) ** 2)))


def together(sizes: Sequence[float]) -> float:
    """The decades of √(Σ size²), from the decades of each size.

    >>> round(together([math.log10(3) - 5000, math.log10(4) - 5000]), 6), together([-math.inf])
    (-4999.30103, -inf)
    """
    top = max(sizes)
    return top if not math.isfinite(top) else top + 0.5 * math.log10(sum(10 ** (2 * (s - top)) for s in sizes))


def shrunk(a: np.ndarray, by: float) -> np.ndarray:
    """A / 10^by, in two halves so that neither of them under- or overflows.

    >>> shrunk(np.array([3e-300, 4e-300]), -300).round(12).tolist()
    [3.0, 4.0]
    """
    half = 10 ** (-by / 2)
    return a * half * half


def spelled(decades: float) -> str:
    """A size from its decades, in three digits: in full, or in powers of ten that no float need hold.

    >>> spelled(-300.0), spelled(-1234.5), spelled(math.log10(0.25)), spelled(-math.inf), spelled(math.nan)
    ('1.00e-300', '3.16e-1235', '0.250', '0', '–')
    """
    if math.isnan(decades):
        return "–"
    if math.isinf(decades):
        return "0" if decades < 0 else "inf"
    exponent = math.floor(decades + 1e-12)
    digits = f"{10 ** (decades - exponent):.2f}"
    if digits.startswith("10"):
        exponent, digits = exponent + 1, "1.00"
    if -2 <= exponent < 3:
        return f"{10**decades:.{2 - exponent}f}"
    return f"{digits}e{exponent:+03d}"
