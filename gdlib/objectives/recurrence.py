"""The smallest recurrent network as a function of its two parameters: a plain, a valley, and a cliff between them.

On a cliff a path magnifies the last bit of every number. So the sigmoid here is made of the four operations alone,
which IEEE 754 rounds in one way: whoever computes a path with it, NumPy or a browser, gets the same bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FAR = 40.0  # beyond it σ is 0 or 1 in double precision
TERMS = (9, 7, 5, 3, 1)
DOUBLINGS = 6


def sigma(z):
    """σ(z) = (1 + tanh(z/2)) / 2, by Lambert's continued fraction near 0 and by tanh 2u = 2 tanh u / (1 + tanh² u).

    >>> float(sigma(0.0)), float(sigma(100.0)), f"{sigma(2.0):.12f}"
    (0.5, 1.0, '0.880797077978')
    """
    u = np.minimum(np.maximum(z, -FAR), FAR) / 2 ** (DOUBLINGS + 1)
    square, below = u * u, 11.0
    for odd in TERMS:
        below = odd + square / below
    t = u / below
    for _ in range(DOUBLINGS):
        t = 2 * t / (1 + t * t)
    return (1 + t) / 2


@dataclass(frozen=True)
class RecurrentUnit:
    """E(w, b) = (σ(x_T) − target)² after T = ``steps`` times x ← w σ(x) + b.  Pascanu, Mikolov & Bengio 2013, eq. 8.

    >>> f = RecurrentUnit()
    >>> f"{f(np.array([6.0, -2.8])):.6f}", np.round(f.grad(np.array([6.0, -2.8])), 3).tolist()
    ('0.060973', [0.034, 0.036])

    Raises
    ------
    ValueError
        If ``steps`` is no whole number of at least 1.
    """

    steps: int = 50
    target: float = 0.7
    start: float = 0.5
    dim = 2

    def __post_init__(self):
        if isinstance(self.steps, bool) or int(self.steps) != self.steps or self.steps < 1:
            raise ValueError(f"RecurrentUnit runs for a whole number of steps, 1 or more; got {self.steps!r}")

    def __call__(self, p):
        w, b = p
        x = self.start + 0 * w
        for _ in range(self.steps):
            x = w * sigma(x) + b
        off = sigma(x) - self.target
        return off * off

    def grad(self, p):
        w, b = p
        x, dw, db = self.start + 0 * w, 0 * w, 0 * b  # x and its slopes by w and b, carried forward
        for _ in range(self.steps):
            s = sigma(x)
            steep = w * (s * (1 - s))
            x, dw, db = w * s + b, s + steep * dw, 1 + steep * db
        s = sigma(x)
        by_x = 2 * (s - self.target) * (s * (1 - s))
        return np.array([by_x * dw, by_x * db])
