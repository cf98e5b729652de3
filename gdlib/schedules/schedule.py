"""The type: a function from updates made to a number, with a name, closed under ``*``, ``.then`` and ``.per_epoch``.

A formula is written once, for one k; an array of k is that formula one by one, so plots show what training uses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np


@dataclass(frozen=True, repr=False)
class Schedule:
    """``schedule(k)`` for k updates made: a float for an int, an array for an integer array.

    Scaled by an array it stands for a sweep: ``momentum(lr=np.geomspace(0.01, 1, 50) * cosine(1000))``.

    >>> from gdlib.schedules import constant, cosine, warmup
    >>> lr = 0.5 * cosine(4)
    >>> lr, lr(2), lr(np.arange(6)).tolist()
    (0.5·cosine(4), 0.25, [0.5, 0.426777, 0.25, 0.073223, 0.0, 0.0])
    >>> warmup(2).then(0.1 * constant(), after=2)(np.arange(4)).tolist()
    [0.5, 1.0, 0.1, 0.1]

    Raises
    ------
    ValueError
        For a negative k.
    TypeError
        For a k that is not a whole number.
    """

    name: str
    at: Callable[[int], Any]
    __array_ufunc__ = None  # an array times a schedule is a schedule, not an array of schedules

    def __call__(self, k: Any) -> Any:
        if type(k) is int and k >= 0:  # the one line that a training loop sees
            return self.at(k)
        return self._one_by_one(np.asarray(k))

    def _one_by_one(self, k: np.ndarray) -> Any:
        if k.dtype.kind not in "iu":
            raise TypeError(f"{self.name} takes k, a whole number of updates made (or an array of them); got {k}")
        if k.size and k.min() < 0:
            raise ValueError(f"{self.name} was asked for k = {k.min()}; k counts the updates made, from 0")
        if not k.ndim:
            return self.at(int(k))
        values = [self.at(int(each)) for each in k.ravel()]
        return np.array(values).reshape(*k.shape, *self.shape)

    def __repr__(self) -> str:
        return self.name

    def __mul__(self, other: Any) -> Schedule:
        mine = self.at
        if isinstance(other, Schedule):
            theirs = other.at
            return Schedule(f"{self.name}·{other.name}", lambda k: mine(k) * theirs(k))
        try:
            factor = np.asarray(other, dtype=float)
        except (TypeError, ValueError):
            return NotImplemented
        if factor.ndim:
            return Schedule(f"<{'×'.join(map(str, factor.shape))}>·{self.name}", lambda k: factor * mine(k))
        factor = float(factor)
        return Schedule(f"{factor:.6g}·{self.name}", lambda k: factor * mine(k))

    __rmul__ = __mul__

    def then(self, other: Schedule, after: int) -> Schedule:
        """First this schedule for ``after`` updates, then ``other`` with its clock set back to 0."""
        first, second, after = self.at, getattr(other, "at", other), count("then", "updates (after)", after, least=0)
        name = f"{self._atom()}.then({getattr(other, 'name', None) or other.__name__}, after={after})"
        return Schedule(name, lambda k: first(k) if k < after else second(k - after))

    def per_epoch(self, n: int) -> Schedule:
        """The same shape in epochs of ``n`` updates: it changes after each epoch only.

        >>> from gdlib.schedules import inverse_time
        >>> [round(float(x), 3) for x in (0.2 * inverse_time(1).per_epoch(10))(np.array([0, 9, 10, 20, 30, 40]))]
        [0.2, 0.2, 0.1, 0.067, 0.05, 0.04]
        """
        at, n = self.at, count("per_epoch", "updates", n)
        return Schedule(f"{self._atom()}.per_epoch({n})", lambda k: at(k // n))

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one value: () for a number, that of the sweep for a schedule scaled by an array."""
        return np.shape(self.at(0))

    def over(self, batch: tuple[int, ...]) -> Schedule:
        """The sweep spread over a grid and laid out in a row, for one that walks the grid in parts."""
        at = self.at
        return Schedule(self.name, lambda k: np.broadcast_to(at(k), batch).ravel())

    def __getitem__(self, members: Any) -> Schedule:
        at = self.at
        return Schedule(self.name, lambda k: at(k)[members])

    def _atom(self) -> str:
        depth = [self.name[:i].count("(") - self.name[:i].count(")") for i, c in enumerate(self.name) if c == "·"]
        return f"({self.name})" if 0 in depth else self.name


def count(owner: str, what: str, number: Any, least: int = 1) -> int:
    """A whole number of steps; ValueError says whose."""
    if isinstance(number, bool) or not isinstance(number, Real) or number % 1 or number < least:
        raise ValueError(f"{owner} takes a whole number of {what}, {least} or more; got {number!r}")
    return int(number)


def positive(owner: str, what: str, number: Any, most: float = float("inf"), zero: bool = False) -> float:
    """A finite number above 0 (or 0 too), at most ``most``; ValueError says whose."""
    if not isinstance(number, Real) or not (number >= 0 if zero else number > 0) or number > most or number == np.inf:
        bounds = f"{'of at least' if zero else 'above'} 0" + (f" and at most {most:g}" if most < np.inf else "")
        raise ValueError(f"{owner} takes a finite {what} {bounds}; got {number!r}")
    return float(number)


def spell(shape: str, *given: Any, **optional: tuple[Any, Any]) -> str:
    """What one would type: ``optional`` maps a name to (value, default) and is shown where they differ."""
    said = [f"{value:.6g}" if isinstance(value, float) else f"{value}" for value in given]
    said += [f"{name}={value:.6g}" for name, (value, default) in optional.items() if value != default]
    return f"{shape}({', '.join(said)})"
