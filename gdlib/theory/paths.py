"""Whole paths on a quadratic without walking them: each coordinate, in the eigenbasis, is a power of a number or a 2×2.

The power is taken by squaring, so k steps cost log₂ k operations, and a map of 300 × 300 settings is one call.
"""

from __future__ import annotations

from numbers import Real

import numpy as np

from gdlib.theory import asked
from gdlib.theory.asked import Number


def gd_path(lr: Number, eigenvalues: Number, start: Number, steps: int) -> np.ndarray:
    """w_k = (1 − ηλ)ᵏ w_0 for k = 0 … steps, minimum at 0.

    ``eigenvalues`` (d,), ``start`` (d, *batch) in the eigenbasis, ``lr`` (*batch); gives (steps + 1, d, *batch).

    >>> gd_path(0.5, [1.0, 3.0], [1.0, 1.0], 3).tolist()
    [[1.0, 1.0], [0.5, -0.5], [0.25, 0.25], [0.125, -0.125]]
    """
    lam, w = _aligned(eigenvalues, start, lr)
    k = np.arange(_count(steps) + 1).reshape(-1, *(1,) * w.ndim)
    with np.errstate(over="ignore", invalid="ignore"):
        return (1 - asked.plain(lr) * lam) ** k * w


def momentum_path(lr: Number, beta: Number, eigenvalues: Number, start: Number, steps: int) -> np.ndarray:
    """The heavy ball from rest (v = 0), k = 0 … steps; shapes as in ``gd_path``.

    >>> momentum_path(0.5, 0.5, [1.0], [1.0], 3)[:, 0].tolist()
    [1.0, 0.5, 0.0, -0.25]
    """
    trace, det, w, first = _momentum(lr, beta, eigenvalues, start)
    return _path(trace, det, w, first, _count(steps))


def nesterov_path(lr: Number, beta: Number, eigenvalues: Number, start: Number, steps: int) -> np.ndarray:
    """Nesterov's method from rest (v = 0), k = 0 … steps; shapes as in ``gd_path``."""
    trace, det, w, first = _nesterov(lr, beta, eigenvalues, start)
    return _path(trace, det, w, first, _count(steps))


def momentum_end(lr: Number, beta: Number, eigenvalues: Number, start: Number, steps: int) -> np.ndarray:
    """Where the heavy ball is after ``steps`` updates from rest, shape (d, *batch): the last row of its path."""
    trace, det, w, first = _momentum(lr, beta, eigenvalues, start)
    return _end(trace, det, w, first, _count(steps))


def nesterov_end(lr: Number, beta: Number, eigenvalues: Number, start: Number, steps: int) -> np.ndarray:
    """Where Nesterov's method is after ``steps`` updates from rest, shape (d, *batch): the last row of its path."""
    trace, det, w, first = _nesterov(lr, beta, eigenvalues, start)
    return _end(trace, det, w, first, _count(steps))


def mean_square_path(lr: Number, eigenvalues: Number, noise_variance: Number, start: Number, steps: int) -> np.ndarray:
    """E x_k² under SGD, k = 0 … steps: m_{k+1} = (1 − η_k λ)² m_k + η_k² σ², for a schedule as for a constant rate.

    ``lr`` is a number, an array (*batch) or a schedule k → either; ``noise_variance`` σ² is one number or (d,); the
    rest and the shape of the result are as in ``gd_path``.  With η_k = 1/(λ(k + 1)) it is σ²/(λ² k).

    >>> from gdlib.schedules import inverse_time
    >>> mean_square_path(0.5 * inverse_time(1), [2.0], 1.0, [5.0], 4)[:, 0].tolist()
    [25.0, 0.25, 0.125, 0.083333, 0.0625]

    Raises
    ------
    ValueError
        If a noise variance is negative, or as ``gd_path`` does.
    """
    rate = lr if callable(lr) else lambda k: asked.plain(lr)
    lam, w = _aligned(eigenvalues, start, rate(0))
    if np.any(np.less(noise_variance, 0)):
        raise ValueError(f"a noise variance is 0 or more; got {noise_variance}")
    variance = np.asarray(noise_variance, float).reshape(-1, *lam.shape[1:])
    path = np.empty((_count(steps) + 1, *np.broadcast_shapes(lam.shape, w.shape, np.shape(rate(0)))))
    path[0] = w**2
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(len(path) - 1):
            path[k + 1] = (1 - rate(k) * lam) ** 2 * path[k] + rate(k) ** 2 * variance
    return path


def _momentum(lr, beta, eigenvalues, start):
    """T and D of w_{k+1} = T w_k − D w_{k−1}, and the first two points."""
    beta = asked.momentum(beta)
    lam, w = _aligned(eigenvalues, start, lr, beta)
    kept = 1 - asked.plain(lr) * lam
    return kept + beta, np.asarray(beta), w, kept * w


def _nesterov(lr, beta, eigenvalues, start):
    beta = asked.momentum(beta)
    lam, w = _aligned(eigenvalues, start, lr, beta)
    kept = 1 - asked.plain(lr) * lam
    return (1 + beta) * kept, beta * kept, w, kept * w


def _aligned(eigenvalues, start, *hyper) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues and start with their coordinates on axis 0, and an axis of length 1 for each batch axis they lack."""
    lam, w = np.atleast_1d(np.asarray(eigenvalues, float)), np.atleast_1d(np.asarray(start, float))
    if lam.ndim > 1 or len(w) not in (1, len(lam)):
        raise ValueError(f"give one eigenvalue for each coordinate; got shapes {lam.shape} and {w.shape}")
    batch = max(w.ndim - 1, *(np.ndim(h) for h in hyper))
    w = w.reshape(len(w), *(1,) * (batch + 1 - w.ndim), *w.shape[1:])
    return lam.reshape(-1, *(1,) * batch), w


def _power(trace, det, k: int):
    """(p, q) with Rᵏ = p R + q I for a 2×2 matrix R of this trace and determinant, where R² = T R − D I."""
    p, q = 0.0, 1.0
    for bit in f"{k:b}":
        p, q = p * (p * trace + 2 * q), q * q - det * (p * p)
        if bit == "1":
            p, q = p * trace + q, -det * p
    return p, q


def _end(trace, det, w, first, k: int) -> np.ndarray:
    with np.errstate(over="ignore", invalid="ignore"):
        p, q = _power(trace, det, k)
        return p * first + q * w


def _path(trace, det, w, first, steps: int) -> np.ndarray:
    """All w_k by doubling: what is known up to w_m gives w_{m+j} = p w_{j+1} + q w_j, where Rᵐ = p R + q I."""
    shape = np.broadcast_shapes(np.shape(first), np.shape(w), np.shape(trace), np.shape(det))
    path = np.empty((max(steps, 2) + 1, *shape))
    with np.errstate(over="ignore", invalid="ignore"):
        path[0], path[1], path[2] = w, first, trace * first - det * w
        m = 2
        while m < steps:
            p, q = _power(trace, det, m)
            new = min(m - 1, steps - m)
            path[m + 1 : m + 1 + new] = p * path[2 : 2 + new] + q * path[1 : 1 + new]
            m += new
    return path[: steps + 1]


def _count(steps: int) -> int:
    if isinstance(steps, bool) or not isinstance(steps, Real) or steps % 1 or steps < 0:
        raise ValueError(f"steps is a count of updates, 0 or more; got {steps!r}")
    return int(steps)
