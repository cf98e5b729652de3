"""Wide ReLU networks seen at two inputs: how alike their signals are, and how alike their slopes dy/dx.

A random network of infinite width is a Gaussian process, so that three mean products, of z and z̃, tell everything.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gdlib.theory.asked import Number, plain


class _Pair(NamedTuple):
    """E z z̃, E z², E z̃² as functions of both inputs, with the derivatives by x, by x̃ and by both."""

    k: np.ndarray
    q: np.ndarray
    r: np.ndarray
    k_x: np.ndarray
    k_y: np.ndarray
    q_x: np.ndarray
    r_y: np.ndarray
    k_xy: np.ndarray

    def mixed(self, a: float, other: _Pair, b: float) -> _Pair:
        """A times these and b times the others: independent parts of a sum."""
        return _Pair(*(a * mine + b * theirs for mine, theirs in zip(self, other, strict=True)))


def coactive(c: Number) -> Number:
    """(π − arccos c) / 2π: how often both of two normal numbers with correlation c are above 0.

    >>> coactive([-1.0, 0.0, 1.0]).tolist()
    [0.0, 0.25, 0.5]
    """
    return plain((np.pi - np.arccos(_correlation(c))) / (2 * np.pi))


def relu_kernel(c: Number) -> Number:
    """(√(1 − c²) + (π − arccos c) c) / π = 2 E φ(z)φ(z̃) for ReLU and unit variances.  Cho & Saul 2009, eq. 6, n = 1.

    >>> relu_kernel([-1.0, 0.0, 1.0]).round(6).tolist()
    [0.0, 0.31831, 1.0]
    """
    c = _correlation(c)
    return plain((np.sqrt(1 - c * c) + (np.pi - np.arccos(c)) * c) / np.pi)


def autocorrelation(d: np.ndarray, lag: int) -> Number:
    """Σ d_i d_(i+lag) / √(Σ d_i² Σ d_(i+lag)²) along the first axis of d (m, *batch); the mean is not taken off.

    >>> autocorrelation(np.array([1.0, -1.0, 1.0, -1.0]), 1)
    -1.0
    """
    d = np.asarray(d, dtype=float)
    if not 0 <= lag < len(d):
        raise ValueError(f"autocorrelation needs a lag from 0 to {len(d) - 1}; got {lag!r}")
    d, e = d[: len(d) - lag], d[lag:]
    return plain((d * e).sum(axis=0) / np.sqrt((d * d).sum(axis=0) * (e * e).sum(axis=0)))


def slope_correlation(x, lag: int, depth: int, *, variance=2.0, bias=1.0, residual=(0.0, 1.0)) -> np.ndarray:
    """``autocorrelation`` of dy/dx along x (m,) after 1 … depth hidden ReLU layers, infinitely wide: shape (depth,).

    z_1 = w x + b with w, b ~ N(0, 1), and z_l = a z_(l−1) + b_r (h_(l−1) W + b) for residual = (a, b_r), where
    ``variance`` is n Var W and ``bias`` is Var b; (0, 1) is the plain network.  Numerator and denominators are means
    over all networks.

    >>> x = np.linspace(-2, 2, 257)[:-1]
    >>> slope_correlation(x, 16, 50)[[0, 9, 23, 49]].round(2).tolist()
    [0.94, 0.61, 0.38, 0.19]
    """
    x = np.asarray(x, dtype=float)
    if not 0 <= lag < len(x):
        raise ValueError(f"slope_correlation needs a lag from 0 to {len(x) - 1}; got {lag!r}")
    y, z = x[: len(x) - lag], x[lag:]
    layers = {"variance": variance, "bias": bias, "residual": residual, "depth": depth}
    both, first, last = (_slopes(*pair, **layers) for pair in ((y, z), (y, y), (z, z)))
    return both / np.sqrt(first * last)


def _slopes(x, y, *, depth, variance, bias, residual):
    """Σ E h′(x) h′(y), h = φ(z), in each of ``depth`` layers: what dy/dx is made of."""
    one, (a, b) = np.ones_like(x), residual
    z, sums = _Pair(x * y + 1, x * x + 1, y * y + 1, y, x, 2 * x, 2 * y, one), []
    for _ in range(depth):
        h = _rectified(z)
        sums.append(h.k_xy.sum())
        z = z.mixed(a * a, h, b * b * variance)
        z = z._replace(k=z.k + b * b * bias, q=z.q + b * b * bias, r=z.r + b * b * bias)
    return np.array(sums)


def _rectified(z: _Pair) -> _Pair:
    """The mean products of h = max(z, 0), by differentiating M(q, r, k) = (S + k (π − θ)) / 2π, S = √(q r − k²)."""
    k, q, r, k_x, k_y, q_x, r_y, k_xy = z
    size = np.sqrt(q * r)
    S = np.sqrt(np.maximum((size - k) * (size + k), 0))
    both = (np.pi - np.arctan2(S, k)) / (2 * np.pi)
    apart = 1e-7 * size < S  # at x = y the last term has the limit 0
    bent = (k_x - k * q_x / (2 * q)) * (k_y - k * r_y / (2 * r)) + q_x * r_y / 4 * (1 - (k / size) ** 2)
    return _Pair(
        k=S / (2 * np.pi) + k * both,
        q=q / 2,
        r=r / 2,
        k_x=both * k_x + S * q_x / (4 * np.pi * q),
        k_y=both * k_y + S * r_y / (4 * np.pi * r),
        q_x=q_x / 2,
        r_y=r_y / 2,
        k_xy=both * k_xy + np.where(apart, bent / (2 * np.pi * np.where(apart, S, 1)), 0),
    )


def _correlation(c: Number) -> np.ndarray:
    c = np.asarray(c, dtype=float)
    if not np.all(np.abs(c) <= 1):
        raise ValueError(f"a correlation c lies between -1 and 1; got {c}")
    return c
