"""Certified problems of the NIST Statistical Reference Datasets: published numbers, with answers to eleven digits.

They are facts, so they stand here in full and need no package.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Certified(NamedTuple):
    """A regression with its answer: data x, y; NIST's two starts; certified parameters and residual sum of squares."""

    x: np.ndarray
    y: np.ndarray
    starts: tuple[tuple[float, ...], ...]
    parameters: tuple[float, ...]
    rss: float


def misra1a() -> Certified:
    """Misra 1978, dental research: y = b₁ (1 − exp(−b₂ x)), volume against pressure, 14 points.  NIST StRD, Misra1a.

    >>> problem = misra1a()
    >>> b1, b2 = problem.parameters
    >>> r = b1 * (1 - np.exp(-b2 * problem.x)) - problem.y
    >>> float(r @ r) / problem.rss
    1.0000000
    """
    x = [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0]
    y = [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78]
    starts = ((500.0, 1e-4), (250.0, 5e-4))
    return Certified(np.array(x), np.array(y), starts, (2.3894212918e2, 5.5015643181e-4), 1.2455138894e-1)
