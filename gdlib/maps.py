"""A map of hyper-parameters: where each run of a grid ends, without keeping the way.

The grid is walked in chunks whose state stays in the processor's cache; each column is the single run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from gdlib.descent import beginning, ran_away, updates, whole
from gdlib.rules import Rule

if TYPE_CHECKING:
    from gdlib.objectives import Objective

CHUNK = 2**15  # grid points at a time: few enough for a cache of some MB, many enough to forget the loop around them


@dataclass(frozen=True, eq=False, repr=False)
class Sweep:
    """Where each member of a sweep ended: ``w`` (d, *batch), its loss ``f`` (*batch), and whether it ``diverged``."""

    w: np.ndarray
    f: np.ndarray
    diverged: np.ndarray
    rule: Rule

    def __repr__(self) -> str:
        return f"Sweep of {self.rule!r}: {self.diverged.sum()} of {self.diverged.size} diverged"


def sweep(f: Objective, start: Any, rule: Rule, steps: int = 100, *, chunk: int = CHUNK) -> Sweep:
    """Final point, loss and diverged flag for every member of a grid of hyper-parameters (or of starts).

    >>> from gdlib import momentum
    >>> from gdlib.objectives import Ravine
    >>> lr, beta = np.ogrid[0.001:0.08:50j, 0:0.99:40j]
    >>> ends = sweep(Ravine(50), [-9, 1.5], momentum(lr=lr, beta=beta), steps=200)
    >>> ends.f.shape
    (50, 40)

    Raises
    ------
    ValueError
        As ``descend`` does, and if ``chunk`` is not a positive number of grid points.
    """
    steps = whole("steps", steps)
    if whole("chunk", chunk) == 0:
        raise ValueError("chunk is a number of grid points at a time; give 1 or more")
    first = beginning(f, start, rule).w
    w, grid = first.reshape(len(first), -1).copy(), flat(rule, first.shape[1:])
    np.empty(2**21)  # 16 MB made and freed: glibc then keeps freed temporaries, and no longer unmaps each (8 to 15 %)
    with np.errstate(all="ignore"):
        begun = f(w)
        for i in range(0, w.shape[1], chunk):
            part = replace(rule, hyper={name: h[i : i + chunk] if shaped(h) else h for name, h in grid.items()})
            w[:, i : i + chunk] = end(f, w[:, i : i + chunk], part, steps)
        ended = f(w)
    gone = ran_away(w, ended, begun)
    batch = first.shape[1:]
    return Sweep(w.reshape(first.shape), ended.reshape(batch), gone.reshape(batch), rule)


def flat(rule: Rule, batch: tuple[int, ...]) -> dict[str, Any]:
    """The rule's hyper-parameters with every array spread over the grid and laid out in a row."""

    def row(h):
        return h.over(batch) if callable(h) else np.broadcast_to(h, batch).ravel()

    return {name: row(h) if shaped(h) else h for name, h in rule.hyper.items()}


def shaped(h: Any) -> bool:
    """Whether it differs between members: an array, or a schedule scaled by one."""
    return bool(getattr(h, "shape", ()))


def end(f: Objective, start: np.ndarray, rule: Rule, steps: int) -> np.ndarray:
    """The point after ``steps`` updates."""
    first = beginning(f, start, rule)
    moments = chain([(first.w,)], updates(f, first, rule))
    return next(islice(moments, steps, None))[0]
