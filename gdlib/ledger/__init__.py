"""Published numbers beside ours: a chapter says what a source reports, what we get, and how far apart they may be.

``reproduced(Claim(…), …)`` shows the table and raises if a claim is out of its tolerance; ``collect`` reads all tables.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .claims import Claim
from .numbers import Interval

__all__ = ["MIME", "Claim", "Interval", "Ledger", "collect", "reproduced"]

MIME = "application/vnd.gdlib.ledger+json"
COLUMNS = ("claim", "source", "published", "ours", "difference", "tolerance")


def reproduced(*claims: Claim, seconds: float | None = None) -> Ledger:
    """The table of ``claims``; ``seconds`` says how long the work behind them takes on one core, about.

    >>> reproduced(Claim("rate after 4 epochs", 0.04, 0.2 / 5, 1e-12, "Ng, C2W2L09"))
    claim               | source      | published | ours | difference | tolerance
    rate after 4 epochs | Ng, C2W2L09 | 0.04      | 0.04 | 0          | 1e-12

    Raises
    ------
    AssertionError
        Naming each claim that is out of its tolerance, or that agrees though it is known to differ.
    """
    complaints = [complaint for claim in claims if (complaint := claim.complaint())]
    if complaints or not claims:
        raise AssertionError("\n".join(complaints) or "no claim is made")
    return Ledger(tuple(claim.row() for claim in claims), seconds)


@dataclass(frozen=True, repr=False)
class Ledger:
    """Claims that stood, as rows of text, and the seconds that they took."""

    rows: tuple[dict[str, str], ...]
    seconds: float | None = None

    def __repr__(self) -> str:
        table = [COLUMNS, *(tuple(row.values()) for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = [
            " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table
        ]
        return "\n".join([*lines, *self._takes()])

    def _repr_markdown_(self) -> str:
        table = [
            COLUMNS,
            ("---", "---", "---:", "---:", "---:", "---:"),
            *(map(_cell, row.values()) for row in self.rows),
        ]
        lines = ["| " + " | ".join(row) + " |" for row in table]
        return "\n".join([*lines, *(f"\n{line}" for line in self._takes())])

    def _takes(self) -> list[str]:
        return [f"Takes about {self.seconds:g} s on one core."] if self.seconds is not None else []

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        data = {"claims": list(self.rows), "seconds": self.seconds}
        return {"text/plain": repr(self), "text/markdown": self._repr_markdown_(), MIME: data}


def collect(folder: str | Path = ".") -> list[dict]:
    """Every claim in the stored outputs of ``folder``'s notebooks: the tables' rows, each with its chapter and cell."""
    return [
        {"chapter": path.stem, "cell": index, **row, "seconds": output["data"][MIME]["seconds"]}
        for path in sorted(Path(folder).glob("*.ipynb"))
        for index, cell in enumerate(json.loads(path.read_text(encoding="utf8"))["cells"])
        for output in cell.get("outputs", ())
        if MIME in output.get("data", ())
        for row in output["data"][MIME]["claims"]
    ]


def _cell(text: str) -> str:
    return text.replace("|", r"\|")
