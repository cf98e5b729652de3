"""A mutant: one change of gdlib that somebody could make by mistake, and who has to notice it."""

from dataclasses import dataclass
from pathlib import Path

LAWS = ("tests/laws",)
FIRST_STEPS = "book/01-a-slope-and-a-step.ipynb"
QUADRATICS = "book/02-quadratic-laboratory.ipynb"
FITS = "book/03-what-we-descend-on.ipynb"
BATCHES = "book/04-batch-stochastic-mini-batch.ipynb"
SCHEDULES = "book/06-schedules-in-the-wild.ipynb"
HEAVY_BALL = "book/08-heavy-ball.ipynb"
NESTEROV = "book/09-nesterov.ipynb"
CONVENTIONS = "book/10-one-name-five-updates.ipynb"
ADAM = "book/11-steps-per-coordinate.ipynb"
STARTS = "book/13-where-to-start.ipynb"
CLIFF = "book/15-clipping-scaling-and-floating-point.ipynb"


@dataclass(frozen=True)
class Mutant:
    """One change: in ``file``, the first ``old`` behind ``behind`` becomes ``new``; who is named must notice."""

    name: str
    file: str
    old: str
    new: str
    behind: str = ""
    tests: tuple[str, ...] = LAWS
    chapters: tuple[str, ...] = ()

    def plant(self, tree: Path) -> None:
        """Make the change in a copy of the tree."""
        path = tree / self.file
        text = path.read_text(encoding="utf-8")
        start = text.find(self.behind)
        at = text.find(self.old, max(start, 0))
        if start < 0 or at < 0:
            raise ValueError(f"mutant {self.name!r}: {self.old!r} does not stand in {self.file} behind {self.behind!r}")
        path.write_text(text[:at] + self.new + text[at + len(self.old) :], encoding="utf-8")
