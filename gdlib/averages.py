"""Averages that forget: exponentially weighted means, and what they cost in noise and in delay.

Time comes first: x is ``(T, *batch)``. An array of β broadcasts with ``(*batch)``, so ``ewma(x, betas)`` is a sweep.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Number = Any  # a float or an array of them


def ewma(x: np.ndarray, beta: Number, correct: bool = True) -> np.ndarray:
    """EWMA: m ← β m + (1 − β) x from m = 0;  corrected, m̂ = m / (1 − βᵗ) after t values.  Kingma & Ba 2015, section 3.

    Returns the mean after each value, ``(T, *batch)``.  Raises ValueError for a NaN in x, and unless 0 ≤ β < 1.

    >>> ewma([10.0, 10.0, 10.0], beta=0.5, correct=False)
    array([5.  , 7.5 , 8.75])
    >>> ewma([10.0, 10.0, 10.0], beta=0.5)
    array([10., 10., 10.])
    """
    m, means, beta = 0, [], _memory(beta)
    for t, x_t in enumerate(_series(x), start=1):
        m = beta * m + (1 - beta) * x_t
        means.append(m / (1 - beta**t) if correct else m)
    return np.array(means)


def weights(beta: Number, t: int) -> np.ndarray:
    """(1 − β) βʲ for the ages j = 0 … t − 1: what the uncorrected mean gives to the newest value, the one before, …

    An array of β gives ``(t, *batch)``.

    >>> weights(0.5, 3)
    array([0.5  , 0.25 , 0.125])
    """
    beta = np.asarray(_memory(beta), dtype=float)
    ages = np.arange(t).reshape(-1, *[1] * beta.ndim)
    return (1 - beta) * beta**ages


def half_life(beta: Number) -> Number:
    """Half-life ln ½ / ln β: a value of this age weighs half as much as a fresh one, and half of a step is believed.

    >>> half_life(0.9)
    6.578813
    """
    with np.errstate(divide="ignore"):  # β = 0: ln β = −∞, and a half-life of 0
        return _plain(-np.log(2) / np.log(_memory(beta)))


def mean_age(beta: Number) -> Number:
    """β / (1 − β): the mean age of the values in the mean, the newest being 0; so far does it trail behind a ramp.

    >>> mean_age(0.9)
    9.000000
    """
    beta = _memory(beta)
    return _plain(beta / (1 - beta))


def variance_factor(beta: Number) -> Number:
    """(1 − β) / (1 + β): the variance of the mean over that of one value, long after the start, for independent noise.

    >>> 1 / variance_factor(0.9)  # as quiet as the plain mean of so many
    19.000000
    """
    beta = _memory(beta)
    return _plain((1 - beta) / (1 + beta))


def _series(x: np.ndarray) -> np.ndarray:
    """Values in time, checked; whatever can be added and scaled will do, SymPy's symbols too."""
    x = np.asarray(x)
    if x.ndim == 0:
        raise ValueError(f"x must hold values in time, (T, *batch); got the single number {x}")
    if np.any(x != x):
        raise ValueError("x holds a NaN, and every mean after it would be one: fill it in or leave it out")
    return x


def _memory(beta: Number) -> Number:
    """The memory β as a number or an array, checked."""
    beta = np.asarray(beta) if isinstance(beta, list | tuple) else beta
    if not np.all((beta >= 0) & (beta < 1)):
        raise ValueError(f"the memory beta must be at least 0 and below 1; got {beta}")
    return beta


def _plain(x: Number) -> Number:
    """A Python float where it is one number, an array of floats otherwise."""
    x = np.asarray(x, dtype=float)
    return x if x.ndim else float(x)
