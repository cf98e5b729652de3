"""How fast the three methods are on a quadratic: the spectral radius of their iteration, its limit, its best tuning.

On an eigenvector with curvature λ each is w_{k+1} = T w_k − D w_{k−1}; the larger root of z² − T z + D is its rate.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gdlib.theory import asked
from gdlib.theory.asked import Number


class Tuned(NamedTuple):
    """Parameters and the rate that they give: the error shrinks by ``rate`` a step, in the long run."""

    lr: float
    beta: float
    rate: float


def best_gd(mu: Number, L: Number) -> Tuned:
    """η = 2/(μ + L), rate (κ − 1)/(κ + 1), for curvatures between μ and L.  Polyak 1987.

    >>> best_gd(mu=0.01, L=1.0)
    Tuned(lr=1.980198, beta=0.0, rate=0.980198)
    """
    mu, L = asked.curvatures(mu, L)
    return Tuned(2 / (mu + L), 0.0, (L - mu) / (L + mu))


def best_momentum(mu: Number, L: Number) -> Tuned:
    """η = (2/(√μ + √L))², β = rate², rate (√κ − 1)/(√κ + 1): heavy ball.  Polyak 1964.

    The rate is asymptotic: at these parameters the two roots coincide and the error falls like k · rateᵏ.

    >>> best_momentum(mu=0.01, L=1.0)
    Tuned(lr=3.305785, beta=0.669421, rate=0.818182)
    """
    mu, L = asked.curvatures(mu, L)
    rate = (L**0.5 - mu**0.5) / (L**0.5 + mu**0.5)
    return Tuned((2 / (mu**0.5 + L**0.5)) ** 2, rate**2, rate)


def best_nesterov(mu: Number, L: Number) -> Tuned:
    """η = 4/(3L + μ), β = (√(3κ + 1) − 2)/(√(3κ + 1) + 2), rate 1 − 2/√(3κ + 1), best on quadratics.

    Lessard, Recht & Packard 2016, proposition 1.

    >>> best_nesterov(mu=0.01, L=1.0).rate
    0.884722
    """
    mu, L = asked.curvatures(mu, L)
    root = (3 * L / mu + 1) ** 0.5
    beta = 3 * (L - mu) / mu / (root + 2) ** 2  # the fraction above, times (root + 2): it cannot round below 0
    return Tuned(4 / (3 * L + mu), beta, 1 - 2 / root)


def gd_rate(lr: Number, eigenvalues: Number) -> Number:
    """|1 − ηλ|, elementwise; the rate of a problem is the largest over its eigenvalues."""
    return abs(1 - asked.plain(lr) * asked.plain(eigenvalues))


def momentum_rate(lr: Number, beta: Number, eigenvalues: Number) -> Number:
    """The larger |root| of z² − (1 + β − ηλ) z + β: heavy ball, elementwise.

    Inside the oscillating region, (1 − √β)² < ηλ < (1 + √β)², it is √β whatever the learning rate.

    >>> momentum_rate(lr=0.6, beta=0.25, eigenvalues=[0.2, 4.0]).tolist()
    [0.828106, 0.858945]
    """
    beta = asked.momentum(beta)
    return _larger_root(1 + beta - asked.plain(lr) * asked.plain(eigenvalues), beta)


def nesterov_rate(lr: Number, beta: Number, eigenvalues: Number) -> Number:
    """The larger |root| of z² − (1 + β)(1 − ηλ) z + β(1 − ηλ): heavy ball with momentum β(1 − ηλ), elementwise."""
    beta = asked.momentum(beta)
    kept = 1 - asked.plain(lr) * asked.plain(eigenvalues)
    return _larger_root((1 + beta) * kept, beta * kept)


def _larger_root(trace: Number, det: Number) -> Number:
    """The larger |root| of z² − T z + D: √D where complex, (|T| + √(T² − 4D))/2 where real."""
    gap = trace * trace - 4 * det
    real = (abs(trace) + np.sqrt(np.maximum(gap, 0))) / 2
    return asked.plain(np.where(gap < 0, np.sqrt(np.maximum(det, 0)), real))


def gd_limit(L: Number) -> Number:
    """The learning rate 2/L at which gradient descent stops converging.

    >>> gd_limit(20.0)
    0.1
    """
    return 2 / asked.curvature(L)


def momentum_limit(L: Number, beta: Number) -> Number:
    """The learning rate 2(1 + β)/L at which the heavy ball stops converging.

    >>> momentum_limit(1.0, beta=0.9)
    3.8
    """
    return 2 * (1 + asked.momentum(beta)) / asked.curvature(L)


def nesterov_limit(L: Number, beta: Number) -> Number:
    """The learning rate (2 + 2β)/((1 + 2β) L) at which Nesterov's method stops converging.

    >>> nesterov_limit(1.0, beta=0.9)
    1.357143
    """
    beta = asked.momentum(beta)
    return (2 + 2 * beta) / ((1 + 2 * beta) * asked.curvature(L))
