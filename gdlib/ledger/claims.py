"""A claim: what a source reports, what we get, and how far apart the two may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .numbers import Interval, as_printed, gap, joined, like, parts, rounded


@dataclass(frozen=True)
class Claim:
    """One published result and ours.

    Parameters
    ----------
    what
        The quantity, in words; Markdown and $…$ are fine.
    published
        The number as printed; a string keeps its last zeros (``"0.670"``). Also an ``Interval``, or several numbers.
    ours
        The same kind of thing, computed; an ``Interval`` agrees with a number that lies in it.
    tol
        The largest difference that still agrees, absolute, in the same unit.
    source
        Where it is published, with section, table or equation.
    unit
        Stands after each number.
    differs
        Why the two are known to disagree; it is then an error if they agree.
    digits
        Significant digits of ours; without it, as many decimals as the published number has, and at most 6 digits.

    >>> Claim("f shrinks by, a step", "0.9608", 0.960788, 5e-4, "Strang, 18.065, lecture 22").agrees
    True
    """

    what: str
    published: float | str | Interval | Sequence[float | str]
    ours: float | Interval | Sequence[float]
    tol: float
    source: str
    unit: str = ""
    differs: str = ""
    digits: int | None = None

    @property
    def difference(self) -> float:
        """Ours − published; between intervals their gap; of several numbers the difference that is largest."""
        gaps = [gap(ours, published) for ours, published in self._pairs()]
        return max(gaps, key=lambda gap: (math.isnan(gap), abs(gap)))

    @property
    def agrees(self) -> bool:
        """Whether the difference is within the tolerance; NaN agrees with nothing."""
        return abs(self.difference) <= self.tol

    def row(self) -> dict[str, str]:
        """The claim as the table shows it."""
        pairs = self._pairs()
        return {
            "claim": self.what,
            "source": self.source,
            "published": joined([as_printed(published) for _, published in pairs], self.unit),
            "ours": joined([like(ours, published, self.digits) for ours, published in pairs], self.unit),
            "difference": rounded(self.difference, self.tol) + (f" (known: {self.differs})" if self.differs else ""),
            "tolerance": f"{self.tol:g}",
        }

    def complaint(self) -> str:
        """Why the claim does not stand, in one sentence; empty if it does."""
        row = self.row()
        numbers = f"{self.what}: published {row['published']} ({self.source}), ours {row['ours']}"
        if self.differs and self.agrees:
            return f"{numbers}; they agree within {self.tol:g}, though they are said to differ ({self.differs})"
        if not self.differs and not self.agrees:
            return f"{numbers}; the difference is {self.difference:.6g}, and {self.tol:g} is allowed"
        return ""

    def _pairs(self) -> list[tuple]:
        ours, published = parts(self.ours), parts(self.published)
        if len(ours) != len(published):
            raise ValueError(f"{self.what}: {len(published)} numbers are published, ours are {len(ours)}; give as many")
        return list(zip(ours, published, strict=True))
