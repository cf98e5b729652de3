"""The loop: follow a rule down an objective, step by step (``walk``), or all at once with the way kept (``descend``).

Everything that moves in the library moves here; divergence is data, so no warning and no exception leaves this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextvars import copy_context
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, islice, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gdlib.arrays import norm
from gdlib.rules import Rule

if TYPE_CHECKING:
    from gdlib.objectives import Objective

BLOCK = 2**20  # numbers held at a time while a finished path is evaluated
RUNAWAY = 1e6  # a loss that has grown this many times over its start (or over 1) has diverged


class Step(NamedTuple):
    """One moment: ``t`` updates made, at ``w`` of shape (d, *batch), with the rule's state there."""

    t: int
    w: np.ndarray
    state: dict[str, np.ndarray]


@dataclass(frozen=True, eq=False, repr=False)
class Trajectory:
    """Where a rule went, t = 0 … T; what it cost is worked out when it is asked for."""

    w: np.ndarray
    state: dict[str, np.ndarray]
    rule: Rule
    objective: Objective

    @cached_property
    def f(self) -> np.ndarray:
        """f(w_t), shape (T + 1, *batch)."""
        return self._along(self.objective)

    @cached_property
    def grad_norm(self) -> np.ndarray:
        """‖∇f(w_t)‖, shape (T + 1, *batch)."""
        return self._along(lambda w: norm(self.objective.grad(w)))

    @cached_property
    def diverged(self) -> np.ndarray:
        """Which members of the sweep ran away (see ``ran_away``), shape (*batch)."""
        return ran_away(self.w[-1], self.f[-1], self.f[0])

    def __len__(self) -> int:
        return len(self.w) - 1

    def __repr__(self) -> str:
        return f"Trajectory of {self.rule!r}: {len(self)} steps, w {self.w.shape}"

    def _along(self, measure) -> np.ndarray:
        """One broadcast call for a block of the path; blocks keep n × T data sets out of memory."""
        each = max(1, self.w[0].size) * getattr(self.objective, "__len__", lambda: 1)()
        rows = max(1, BLOCK // each)
        with np.errstate(all="ignore"):
            parts = [measure(np.moveaxis(self.w[i : i + rows], 0, 1)) for i in range(0, len(self.w), rows)]
        return np.concatenate(parts)


def ran_away(w: np.ndarray, last: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Divergence as data: w or the loss is not finite, or the loss is above 10⁶ · max(1, |its start|)."""
    with np.errstate(all="ignore"):
        return ~(np.isfinite(w).all(axis=0) & np.isfinite(last) & (last <= RUNAWAY * np.maximum(1, np.abs(first))))


def walk(f: Objective, start: Any, rule: Rule, *, batches: Iterable[Objective] | None = None) -> Iterator[Step]:
    """Yield the start and then every step, for ever; the reader's loop decides when to stop.

    Parameters
    ----------
    f : the objective; with ``batches`` only its dimension is used.
    start : a point (d,), many points (d, *batch), a number, or a ``Step`` to go on from.
    batches : objectives to use one after another instead of f, such as ``Batches(f, 32, rng)``.

    Examples
    --------
    >>> from gdlib import gd
    >>> from gdlib.objectives import Ravine
    >>> for step in walk(Ravine(2), [1, 1], gd(lr=0.5)):
    ...     if step.t == 2: break
    >>> step.w.tolist()
    [0.25, 0.0]

    Raises
    ------
    ValueError
        If the start is not finite or has another number of coordinates than f.
    TypeError
        If the rule is not configured or f has no gradient.
    """
    step = beginning(f, start, rule)
    yield step
    names, moments, quiet = tuple(rule.state), updates(f, step, rule, batches), copy_context()
    quiet.run(np.seterr, all="ignore")  # silent in the updates and not between them: the reader's warnings stay his
    for t in count(step.t + 1):
        if (moment := quiet.run(next, moments, None)) is None:
            return
        yield Step(t, moment[0], dict(zip(names, moment[1:], strict=True)) if names else {})


def updates(f: Objective, step: Step, rule: Rule, batches: Iterable[Objective] | None = None) -> Iterator[tuple]:
    """The loop itself: ``(w, *state)`` after each update that follows ``step``; who runs it silences overflow."""
    moment, update = (step.w, *step.state.values()), rule.bind()
    for t, f_t in enumerate(repeat(f) if batches is None else batches, step.t + 1):
        moment = update(moment, f_t, t)
        yield moment


def descend(
    f: Objective, start: Any, rule: Rule, steps: int = 100, *, batches: Iterable[Objective] | None = None
) -> Trajectory:
    """Make ``steps`` updates and keep every point, for paths that one can look at.

    Parameters and errors are those of ``walk``; a sweep over hyper-parameters is an array in the rule:

    >>> from gdlib import momentum
    >>> from gdlib.objectives import Ravine
    >>> run = descend(Ravine(50), [-9, 1.5], momentum(lr=np.array([0.01, 0.02, 0.1])), steps=100)
    >>> run.w.shape, run.diverged.tolist()
    ((101, 2, 3), [False, False, True])
    """
    steps = whole("steps", steps)
    first = beginning(f, start, rule)
    paths = [np.empty((steps + 1, *first.w.shape)) for _ in (first.w, *first.state)]
    moments = chain([(first.w, *first.state.values())], updates(f, first, rule, batches))
    with np.errstate(all="ignore"):
        for row, moment in enumerate(islice(moments, steps + 1)):
            for path, part in zip(paths, moment, strict=True):
                path[row] = part
    if row < steps:
        raise ValueError(f"the batches ran out after {row} of {steps} updates; give an endless iterator or fewer steps")
    w, *state = paths
    return Trajectory(w, dict(zip(first.state, state, strict=True)), rule, f)


def beginning(f: Objective, start: Any, rule: Rule) -> Step:
    """The step t = 0: one start for every member of the sweep, (d,) becomes (d, *batch); a Step goes on."""
    if isinstance(start, Step):
        return start
    if not isinstance(rule, Rule):
        raise TypeError(f"descent needs a configured rule such as gd(lr=0.1); got {getattr(rule, '__name__', rule)!r}")
    if not (callable(f) and callable(getattr(f, "grad", None))):
        raise TypeError(f"{f!r} is no objective: it needs f(w) and f.grad(w); Function(f, grad) makes one")
    w = np.atleast_1d(np.array(start, dtype=float))
    dim = getattr(f, "dim", None)
    if dim is not None and len(w) != dim:
        raise ValueError(f"{type(f).__name__} takes points of {dim} coordinate(s); the start has {len(w)}")
    if not np.isfinite(w).all():
        raise ValueError("the start holds NaN or infinity; descent begins at a finite point")
    batch = np.broadcast_shapes(w.shape[1:], rule.batch)
    w = w.reshape(len(w), *(1,) * (len(batch) + 1 - w.ndim), *w.shape[1:])
    w = read_only(np.broadcast_to(w, (len(w), *batch)).copy())
    return Step(0, w, {name: read_only(np.full_like(w, first)) for name, first in rule.state.items()})


def read_only(a: np.ndarray) -> np.ndarray:
    """A rule that writes into its input is told so by NumPy at its first step."""
    a.flags.writeable = False
    return a


def whole(name: str, number: Any) -> int:
    """A count: a whole number that is not negative."""
    if isinstance(number, bool) or int(number) != number or number < 0:
        raise ValueError(f"{name} is a count of updates, 0 or more; got {number!r}")
    return int(number)
