"""The typical wrong answers of an assignment: `wrong.md` lists them by question, each with the points that it loses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coursework.tools.master import Master

SECTION = re.compile(r"^## (q\d+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ANSWER = re.compile(r"^### loses ([\d.]+): (.+?)\n+```python\n(.*?)```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Mistake:
    """A wrong answer to a question: what is wrong, what it costs, and its code."""

    question: str
    costs: float
    what: str
    source: str


def mistakes(folder: Path) -> list[Mistake]:
    """All wrong answers in the folder's `wrong.md`."""
    text = (folder / "wrong.md").read_text("utf8")
    return [
        Mistake(question, float(costs), what, source)
        for question, body in SECTION.findall(text)
        for costs, what, source in ANSWER.findall(body)
    ]


def cells(master: Master, mistake: Mistake | None = None) -> list[str]:
    """The reference's code, in order, with a wrong answer in place of the answer to its question."""
    found = [piece.source for piece in master.head if piece.kind == "code"]
    for question in master.questions:
        swapped = mistake is not None and mistake.question == question.name
        for piece in question.pieces:
            if piece.kind == "code" or (piece.kind == "answer" and not swapped):
                found.append(piece.source)
            elif piece.kind == "answer" and mistake.source not in found:
                found.append(mistake.source)
    return found
