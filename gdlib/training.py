"""Training: walk down batch after batch, and write down a few numbers on the way.

A ``History`` holds what was written down and where the walk stands, so it can be saved, loaded and gone on from.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from gdlib.descent import Step, beginning, walk, whole
from gdlib.rules import Rule

if TYPE_CHECKING:
    from pathlib import Path

    from gdlib.objectives import Objective


@dataclass(frozen=True, eq=False, repr=False)
class History:
    """What ``fit`` wrote down, a row a record, and the moment it stopped at.

    ``steps`` (updates made), ``seen`` (examples) and ``seconds`` (spent training) are ``(records,)``; ``watched`` maps
    each name to ``(records, …)``; ``last`` is the final ``Step``, ``batches`` the state of the stream of batches there.
    """

    steps: np.ndarray
    seen: np.ndarray
    seconds: np.ndarray
    watched: dict[str, np.ndarray]
    last: Step
    rule: str
    batches: dict[str, Any] = field(default_factory=dict)

    @property
    def w(self) -> np.ndarray:
        """The final point, shape (d, *batch)."""
        return self.last.w

    def save(self, path: str | Path) -> None:
        """Write everything to one ``.npz`` file; the old file stays whole until the new one is."""
        from gdlib.checkpoint import write  # json and zipfile: not needed until something is saved

        write(path, self)

    @staticmethod
    def load(path: str | Path) -> History:
        """Read what ``save`` wrote.  Raises ValueError for a file that is not a saved history."""
        from gdlib.checkpoint import read

        saved = read(path)
        return History(**{**saved, "last": Step(**saved["last"])})

    def __repr__(self) -> str:
        final = ", ".join(f"{name} {np.ravel(values[-1])[0]:.4g}" for name, values in self.watched.items())
        return f"History of {self.rule}: {self.steps[-1]} updates, {self.seen[-1]} examples, {final}"


def fit(
    f: Objective,
    start: Any,
    rule: Rule,
    batches: Any = None,
    epochs: int = 1,
    *,
    watch: Mapping[str, Callable] | None = None,
    every: int | None = None,
    resume: History | str | Path | None = None,
    checkpoint: str | Path | None = None,
    progress: bool = True,
) -> History:
    """Train for ``epochs`` passes over the data and return what was written down.

    Parameters
    ----------
    f : the objective on all the data; ``watch`` defaults to {"loss": f}, measured on the current point.
    batches : ``Batches(f, size, rng)``; without it each update uses all of f and is one epoch.
    every : updates between two records; by default a record is made at the start and after each epoch.
    resume : a ``History`` (or the file of one) to go on from, to the same numbers as a run in one piece;
        ``epochs`` counts from the very beginning.
    checkpoint : a file that is rewritten after each epoch; an interruption leaves the last one whole.
    progress : show a progress bar in a terminal or in Jupyter, once the run has taken two seconds.

    Examples
    --------
    >>> from gdlib import gd
    >>> from gdlib.objectives import Ravine
    >>> fit(Ravine(2), [1, 1], gd(lr=0.5), epochs=2).watched["loss"].tolist()
    [1.5, 0.125, 0.03125]

    Raises
    ------
    ValueError
        As ``walk`` does; also if the history to go on from is of another rule or batch size.
    """
    per_epoch = getattr(batches, "per_epoch", 1)
    epochs, every = whole("epochs", epochs), whole("every", every or per_epoch)
    past = resume if resume is None or isinstance(resume, History) else History.load(resume)
    step = first = _go_on(past, rule, batches) if past else beginning(f, start, rule)
    log = _Log(dict(watch or {"loss": f}), every, past, batches, first, f)
    until = epochs * per_epoch
    for step in _shown(_updates(f, first, rule, batches, until), until, first.t, progress):
        log.note(step)
        if checkpoint and step.t % per_epoch == 0:
            log.history(step, rule).save(checkpoint)
    return log.history(step, rule)


def _updates(f, step: Step, rule: Rule, batches, until: int):
    """The moments after ``step`` up to update ``until``; no batch is drawn beyond it."""
    if step.t >= until:
        return
    for moment in walk(f, step, rule, batches=batches):
        if moment.t > step.t:
            yield moment
        if moment.t >= until:
            return


def _go_on(past: History, rule: Rule, batches) -> Step:
    """The moment at which the history stopped, with the stream of batches put back to where it was."""
    if past.rule != repr(rule):
        raise ValueError(f"the history is of {past.rule}; go on with the same rule, not {rule!r}")
    if bool(past.batches) != (batches is not None):
        raise ValueError("the history was made with batches and this run without, or the reverse; give both the same")
    if batches is not None:
        batches.restore(past.batches)
    return past.last


class _Log:
    """The records so far: what is being watched, measured every so many updates with the clock stopped."""

    def __init__(self, watch, every: int, past: History | None, batches, step: Step, f):
        self.watch, self.every, self.batches, self.n = watch, every, batches, getattr(f, "__len__", lambda: 1)()
        self.rows = _rows(past) if past else []
        self.spent, self.clock = (past.seconds[-1] if past else 0.0), time.perf_counter()
        if not past:
            self.note(step)

    def note(self, step: Step) -> None:
        if step.t % self.every:
            return
        self.spent += time.perf_counter() - self.clock
        seen = self.batches.seen if self.batches is not None else step.t * self.n
        with np.errstate(all="ignore"):
            measured = {name: np.asarray(measure(step.w)) for name, measure in self.watch.items()}
        self.rows.append((step.t, seen, self.spent, measured))
        self.clock = time.perf_counter()

    def history(self, step: Step, rule: Rule) -> History:
        steps, seen, seconds, measured = zip(*self.rows, strict=True)
        watched = {name: np.array([m[name] for m in measured]) for name in self.watch}
        state = self.batches.state() if self.batches is not None else {}
        return History(np.array(steps), np.array(seen), np.array(seconds), watched, step, repr(rule), state)


def _rows(past: History) -> list[tuple]:
    """A history's records again as rows, to go on writing."""
    each = [{name: values[i] for name, values in past.watched.items()} for i in range(len(past.steps))]
    return list(zip(past.steps, past.seen, past.seconds, each, strict=True))


def _shown(moments, total: int, done: int, progress: bool):
    """The same moments under a progress bar: in a terminal and in Jupyter, not in a log file or without tqdm."""
    if not progress:
        return moments
    try:
        with warnings.catch_warnings(action="ignore"):  # without ipywidgets Jupyter gets a bar of text, and no lecture
            from tqdm.auto import tqdm
    except ImportError:
        return moments
    seen_by_someone = {} if "ipykernel" in sys.modules else {"disable": None}  # None: only where stderr is a terminal
    return tqdm(moments, total=total, initial=done, unit="update", delay=2, leave=False, **seen_by_someone)
