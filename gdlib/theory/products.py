"""What a product of many matrices or slopes does: its rate per factor, where that rate is 0, and sigmoid's window.

A product of random matrices has n rates, its Lyapunov exponents: the logarithms by which its n axes grow per factor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlib.theory.asked import Number, plain


def lyapunov_exponents(n: int, std: Number = 1.0) -> np.ndarray:
    """½ (ln 2 + ψ((n − i)/2)) + ln σ for i = 0 … n − 1: of products of n × n matrices of N(0, σ²), largest first.

    Shape (n, *shape of std); a product of L factors stretches a vector by about exp(L · the first).  Newman 1986.

    >>> lyapunov_exponents(4).tolist()
    [0.557966, 0.364819, 0.057966, -0.635181]

    Raises
    ------
    ValueError
        If n is no whole number from 1, or σ is not above 0.
    """
    psi = np.array([_digamma(k) for k in range(_size(n), 0, -1)])
    return np.add.outer((np.log(2) + psi) / 2, np.log(_std(std)))


def lyapunov_variance(n: int) -> float:
    """¼ ψ′(n/2), the variance that each factor adds to the logarithm of a vector's length: of ln χ_n, whatever σ.

    >>> lyapunov_variance(4)
    0.161234
    """
    n = _size(n)
    start = np.pi**2 / (6 if n % 2 == 0 else 2)  # ψ′(1), ψ′(½)
    return float(start - sum(4 / k**2 for k in _below(n))) / 4


def critical_std(n: int) -> float:
    """The σ at which a product of n × n matrices of N(0, σ²) neither grows nor shrinks: above 1/√n.

    >>> critical_std(4)
    0.572372
    """
    return float(np.exp(-lyapunov_exponents(n)[0]))


def sigmoid_window(w: Number) -> Number:
    """(2/|w|) ln(|w| (1 + √(1 − 4/|w|))/2 − 1): the width of the inputs a with |w σ′(w a + b)| ≥ 1, 0 if |w| ≤ 4.

    Nielsen 2015, chapter 5, eq. 123.

    >>> sigmoid_window([4.0, 6.9, 100.0]).round(4).tolist()
    [0.0, 0.4477, 0.0917]
    """
    w = np.maximum(np.abs(plain(w)), 4)
    return plain(2 / w * np.log(w * (1 + np.sqrt(1 - 4 / w)) / 2 - 1))


def _digamma(n: int) -> float:
    """ψ(n/2), upwards from ψ(1) = −γ or ψ(½) = −γ − 2 ln 2 by ψ(x + 1) = ψ(x) + 1/x."""
    start = -np.euler_gamma - 2 * np.log(2) * (n % 2)
    return float(start + sum(2 / k for k in _below(n)))


def _below(n: int) -> range:
    """2x for the steps x → x + 1 that lead up to n/2."""
    return range(2 - n % 2, n, 2)


def _size(n: Any) -> int:
    if isinstance(n, bool) or n != int(n) or n < 1:
        raise ValueError(f"a product of matrices needs a whole number n of rows, 1 or more; got {n!r}")
    return int(n)


def _std(std: Number) -> Number:
    std = plain(std)
    if not np.all(np.greater(std, 0)):
        raise ValueError(f"the standard deviation std must be above 0 (a product with 0 has no rate); got {std}")
    return std
