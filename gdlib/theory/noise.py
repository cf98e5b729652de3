"""Gradient noise on paper: how much a mini-batch has of it, how to measure it, and the floor that it makes.

Σ is the covariance of the gradients of single examples, each counted 1/n; tr Σ is the sum of its diagonal.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gdlib.theory import asked
from gdlib.theory.asked import Number


def minibatch_variance(trace: Number, batch: Number, n: int | None = None, replace: bool = False) -> Number:
    """E ‖g_B − ∇f‖² of a mean over ``batch`` examples: tr Σ / B, times (n − B)/(n − 1) without replacement.

    ``n=None`` stands for endless data.  Cochran 1977, theorem 2.2, for the sum of the coordinates.

    >>> minibatch_variance(8.0, batch=4, n=9), minibatch_variance(8.0, batch=4, n=9, replace=True)
    (1.25, 2.0)
    """
    trace, batch = asked.plain(trace), asked.plain(batch)
    if not np.all(np.greater_equal(batch, 1)):
        raise ValueError(f"a batch holds 1 example or more; got {batch}")
    if n is None or replace:
        return trace / batch
    if not np.all(np.less_equal(batch, n)):
        raise ValueError(f"a batch drawn without replacement holds at most n = {n} examples; got {batch}")
    return trace / batch * (n - batch) / max(n - 1, 1)


def noise_trace(grads: np.ndarray) -> Number:
    """The trace of Σ from the gradients of all examples, (n, d, *batch) as ``f.grads(w)`` gives them."""
    return asked.plain(np.var(grads, axis=0).sum(axis=0))


def noise_scale(grads: np.ndarray) -> Number:
    """The simple noise scale tr Σ / ‖∇f‖² of all examples.  McCandlish et al. 2018, section 2.2.

    A batch of this size has as much noise as signal.  ``grads`` is (n, d, *batch) as ``f.grads(w)`` gives it.
    """
    mean = np.mean(grads, axis=0)
    return noise_trace(grads) / asked.plain((mean * mean).sum(axis=0))


class NoiseEstimate(NamedTuple):
    """Unbiased estimates of ‖∇f‖² and tr Σ; their ratio ``scale`` is the simple noise scale (and not unbiased)."""

    grad_squared: Number
    trace: Number

    @property
    def scale(self) -> Number:
        return self.trace / self.grad_squared


def estimate_noise(
    small_squared: Number, big_squared: Number, small: int, big: int, n: int | None = None
) -> NoiseEstimate:
    """‖∇f‖² and tr Σ from the mean ‖g‖² at two batch sizes.  McCandlish et al. 2018, appendix A.1.

    Since E ‖g_B‖² = ‖∇f‖² + c_B tr Σ with c_B = 1/B, two sizes give two equations.  With ``n`` the batches are taken to
    be drawn without replacement from n examples, and c_B carries the factor (n − B)/(n − 1).

    >>> estimate_noise(small_squared=3.0, big_squared=1.5, small=4, big=16)
    NoiseEstimate(grad_squared=1.0, trace=8.0)
    """
    if not small < big:
        raise ValueError(f"two different batch sizes are needed, the small one first; got {small} and {big}")
    c_small, c_big = minibatch_variance(1.0, small, n), minibatch_variance(1.0, big, n)
    small_squared, big_squared = asked.plain(small_squared), asked.plain(big_squared)
    trace = (small_squared - big_squared) / (c_small - c_big)
    return NoiseEstimate(big_squared - c_big * trace, trace)


def sgd_floor(lr: Number, eigenvalue: Number, noise_variance: Number) -> Number:
    """E x² = ησ²/(λ(2 − ηλ)), where SGD on ½λx² with gradient noise of variance σ² ends up; inf beyond its limit.

    >>> sgd_floor(lr=0.1, eigenvalue=1.0, noise_variance=1.0)
    0.052632
    """
    return momentum_floor(lr, 0.0, eigenvalue, noise_variance)


def momentum_floor(lr: Number, beta: Number, eigenvalue: Number, noise_variance: Number) -> Number:
    """E x² = ησ²(1 + β)/(λ(1 − β)(2(1 + β) − ηλ)): the same for the heavy ball; inf beyond its limit.

    >>> momentum_floor(lr=0.1, beta=0.9, eigenvalue=1.0, noise_variance=1.0)
    0.513514
    """
    lr, lam, beta = asked.plain(lr), asked.plain(eigenvalue), asked.momentum(beta)
    room = lam * (1 - beta) * (2 * (1 + beta) - lr * lam)
    with np.errstate(divide="ignore", invalid="ignore"):
        floor = np.asarray(lr * asked.plain(noise_variance) * (1 + beta)) / room
    return asked.plain(np.where(np.greater(room, 0), floor, np.inf))


def nesterov_floor(lr: Number, beta: Number, eigenvalue: Number, noise_variance: Number) -> Number:
    """E x² = ησ²(1 + D)/(λ(1 − D)(2(1 + β) − (1 + 2β)ηλ)) with D = β(1 − ηλ): Nesterov; inf beyond its limit.

    >>> nesterov_floor(lr=0.1, beta=0.9, eigenvalue=1.0, noise_variance=1.0)
    0.270634
    """
    lr, lam, beta = asked.plain(lr), asked.plain(eigenvalue), asked.momentum(beta)
    kept = beta * (1 - lr * lam)
    room = lam * (1 - kept) * (2 * (1 + beta) - (1 + 2 * beta) * lr * lam)
    with np.errstate(divide="ignore", invalid="ignore"):
        floor = np.asarray(lr * asked.plain(noise_variance) * (1 + kept)) / room
    return asked.plain(np.where(np.greater(room, 0), floor, np.inf))
