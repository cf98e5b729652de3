"""What a check found: proved, and how, or only tried at random points. It shows the verdict, never the expressions."""

from __future__ import annotations

from dataclasses import dataclass

DECLARED = "as declared"


@dataclass(frozen=True, repr=False)
class Verdict:
    """``how`` names the methods that proved the statement (None: none did), ``label`` the equation.

    The difference of both sides vanishes by *expand*, by *cancel* (one fraction in lowest terms), by laws of *powers*,
    of *roots* or of *radicals*, by *simplify*, or in *exponentials*; *evaluation*: SymPy finds both sides the same at
    once; *as declared*: only because ``names`` gives that value; *signs*: no factor can be negative; *induction*.
    """

    how: str | None
    points: int = 20
    label: str | None = None

    @property
    def proved(self) -> bool:
        return self.how is not None

    def __str__(self) -> str:
        if self.proved:
            return f"proved ({self.how})"
        return f"not proved: holds at {self.points} random points to 40 digits"

    def __repr__(self) -> str:
        return f"({self.label}) {self}" if self.label else str(self)

    def _repr_markdown_(self) -> str:
        mark = "✓" if self.proved else "≈"
        return f"{mark} `({self.label})` {self}" if self.label else f"{mark} {self}"

    @staticmethod
    def of(parts: list[Verdict], label: str | None = None) -> Verdict:
        """One verdict on several: proved if each is; what was only declared is named if nothing else was proved."""
        points = min(part.points for part in parts)
        if not all(part.proved for part in parts):
            return Verdict(None, points, label)
        ways = dict.fromkeys(way for part in parts for way in part.how.split(", "))
        return Verdict(", ".join(way for way in ways if way != DECLARED) or DECLARED, points, label)
