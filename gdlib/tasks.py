"""Tasks that ask for memory, as in the papers: sequences drawn by a seeded generator, and what guessing scores.

A task is called as ``adding(n, T, rng)`` and gives X (n, length, d) and y, n examples; ``adding.chance(T)`` is the loss
of the best answer that does not look at X.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np

Examples = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Task:
    """``task(n, T, rng)`` draws n examples; ``chance(T)`` is the mean square or cross-entropy of guessing.

    ``inputs`` and ``outputs`` are the widths of a network for it, ``shortest`` the smallest T that makes sense.
    """

    name: str
    draw: Callable[[int, int, np.random.Generator], Examples]
    score: Callable[[int], float]
    inputs: int
    outputs: int
    shortest: int

    def __call__(self, n: int, T: int, rng: np.random.Generator) -> Examples:
        """X (n, length, inputs) and y; ValueError for no example, or for a T at which there is nothing to remember."""
        if not isinstance(rng, np.random.Generator):
            raise TypeError(f"{self.name} needs a random generator, np.random.default_rng(seed); got {rng!r}")
        if _count(n) is None or n < 1:
            raise ValueError(f"{self.name} takes a whole number n of examples, 1 or more; got {n!r}")
        return self.draw(int(n), self._long(T), rng)

    def chance(self, T: int) -> float:
        """The loss of the best constant answer."""
        return self.score(self._long(T))

    def _long(self, T: Any) -> int:
        if _count(T) is None or self.shortest > T:
            raise ValueError(f"{self.name} takes a whole number T of steps, {self.shortest} or more; got {T!r}")
        return int(T)

    def __repr__(self) -> str:
        return self.name


def windows(series: Any, T: int) -> Examples:
    """Every T successive values of a series, X (N − T, T, 1), and the value that follows, y (N − T,).

    >>> X, y = windows([1.0, 2.0, 3.0, 4.0], 2)
    >>> X[:, :, 0].tolist(), y.tolist()
    ([[1.0, 2.0], [2.0, 3.0]], [3.0, 4.0])

    Raises
    ------
    ValueError
        If the series is not one-dimensional, or has no value behind its first T.
    """
    series = np.asarray(series, dtype=float)
    if series.ndim != 1:
        raise ValueError(f"windows takes one series, (N,); got shape {series.shape}")
    if _count(T) is None or not 1 <= T < len(series):
        raise ValueError(f"windows takes T from 1 to {len(series) - 1}, one less than the data; got T = {T!r}")
    view = np.lib.stride_tricks.sliding_window_view(series, int(T))
    return view[:-1, :, None].copy(), series[int(T) :].copy()


def _fixed_lag(n: int, T: int, rng: np.random.Generator) -> Examples:
    """T numbers x_t ~ U(0, 1), of which the first is asked for at the end."""
    X = rng.random((n, T, 1))
    return X, X[:, 0, 0].copy()


def _adding(n: int, T: int, rng: np.random.Generator) -> Examples:
    """T pairs (a number ~ U(0, 1), a mark); one number is marked in each half, and their sum is asked for."""
    X, each = np.zeros((n, T, 2)), np.arange(n)
    X[:, :, 0] = rng.random((n, T))
    first, second = rng.integers(T // 2, size=n), rng.integers(T // 2, T, size=n)
    X[each, first, 1] = X[each, second, 1] = 1
    return X, X[each, first, 0] + X[each, second, 0]


def _adding_1997(n: int, T: int, rng: np.random.Generator) -> Examples:
    """Numbers ~ U(−1, 1); marked are one of the first 10, and one of the first T/2 − 1 of the others.

    Both ends carry −1, so that a number marked at the very start is not seen to be so, and counts as 0; the answer is
    ½ + (X₁ + X₂)/4.  Their sequences were T to 11T/10 long; all of ours are T.
    """
    X, each = np.zeros((n, T, 2)), np.arange(n)
    X[:, :, 0] = rng.uniform(-1, 1, (n, T))
    X[:, [0, -1], 1] = -1
    first, other = rng.integers(10, size=n), rng.integers(T // 2 - 1, size=n)
    second = other + (other >= first)  # one of the first T/2 − 1 that are not marked yet
    marked = np.stack([first, second])
    X[each, marked, 1] = np.where(marked == 0, -1, 1)
    return X, 0.5 + np.where(marked == 0, 0, X[each, marked, 0]).sum(axis=0) / 4


def _adding_1997_chance(T: int) -> float:
    """(1/16) · (1/3) for each of two numbers that does not stand at the start: 1/24 but for rare cases."""
    return (1.9 - 0.9 / (T // 2 - 1)) / 48


def _copy(n: int, T: int, rng: np.random.Generator) -> Examples:
    """Ten of eight letters, T − 1 blanks (8), a signal (9), ten blanks; the answer: T + 10 blanks, then the letters.

    X (n, T + 20, 10) has a 1 at the symbol of each step, and y (n, T + 20) holds the symbols to be named.
    """
    letters = rng.integers(8, size=(n, 10))
    asked, y = np.full((n, T + 20), 8), np.full((n, T + 20), 8)
    asked[:, :10], asked[:, T + 9], y[:, -10:] = letters, 9, letters
    return np.eye(10)[asked], y


def _copy_chance(T: int) -> float:
    """10 ln 8 / (T + 20): blanks where they belong, and one letter of eight at random."""
    return float(10 * np.log(8) / (T + 20))


def _count(number: Any) -> int | None:
    return None if isinstance(number, bool) or not isinstance(number, Integral) else int(number)


fixed_lag = Task("fixed_lag", _fixed_lag, lambda T: 1 / 12, inputs=1, outputs=1, shortest=2)
adding = Task("adding", _adding, lambda T: 1 / 6, inputs=2, outputs=1, shortest=2)  # Le, Jaitly & Hinton 2015
# Hochreiter & Schmidhuber 1997, section 5.4
adding_1997 = Task("adding_1997", _adding_1997, _adding_1997_chance, inputs=2, outputs=1, shortest=20)
copy = Task("copy", _copy, _copy_chance, inputs=10, outputs=9, shortest=1)  # Arjovsky, Shah & Bengio 2016
