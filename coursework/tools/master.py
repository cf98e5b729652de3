"""Read a master: one MyST text that holds an assignment's prose, answers, checks and hidden tests.

A question begins with a heading ``## Question 2: … (3 points)``. In it a cell tagged ``answer`` is what the student
writes, a cell tagged ``check`` is a test that he sees, ``hidden`` one that he does not; a test's docstring is his hint.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

import jupytext

HEADING = re.compile(r"## Question (\d+): (.+?) \((\d+) points?(, read by eye)?\)\s*$")
HINT = re.compile(r"^:::\{dropdown\} (.*?)\n(.*?)\n:::\s*$", re.MULTILINE | re.DOTALL)
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "coursework"


class MasterError(ValueError):
    """What is wrong with a master, and where."""


@dataclass(frozen=True)
class Test:
    """One test of a question: a function named ``test_…`` whose docstring is the hint for whoever fails it."""

    source: str
    points: float
    hidden: bool
    name: str
    hint: str


@dataclass(frozen=True)
class Piece:
    """A part of an assignment as it is read: text, code that is given, or an answer to be written."""

    kind: str  # "text", "code", "answer", "model answer"
    source: str


@dataclass
class Question:
    """A question: what is asked, what is answered, and how it is tested."""

    number: int
    title: str
    points: float
    by_eye: bool
    pieces: list[Piece] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)

    @property
    def name(self) -> str:
        """q1, q2, …"""
        return f"q{self.number}"


@dataclass
class Master:
    """A whole assignment: what stands before the questions, the questions, and what stands after."""

    folder: Path
    head: list[Piece] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    tail: list[Piece] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The folder's name, by which commands know the assignment."""
        return self.folder.name

    @property
    def title(self) -> str:
        """The first heading."""
        return self.head[0].source.split("\n")[0].removeprefix("# ")


def assignments() -> list[str]:
    """The names of all assignments, in order."""
    return sorted(path.parent.name for path in FOLDER.glob("*/master.md"))


def read(folder: Path) -> Master:
    """The master in ``folder/master.md``.  Raises MasterError with a sentence that says where."""
    path = folder / "master.md"
    if not path.exists():
        raise MasterError(f"there is no assignment '{folder.name}'; there are {', '.join(assignments())}")
    master = Master(folder)
    for cell in jupytext.read(path).cells:
        for source in _split(cell):
            _place(master, cell, source)
    _verify(master)
    return master


def _split(cell) -> list[str]:
    """A text cell in parts, each beginning with a heading of the second level; another cell as it is."""
    if cell.cell_type != "markdown":
        return [cell.source]
    return [part.strip() for part in re.split(r"^(?=## )", cell.source, flags=re.MULTILINE) if part.strip()]


def _place(master: Master, cell, source: str) -> None:
    """Put one cell where it belongs."""
    tags = set(cell.metadata.get("tags", []))
    if cell.cell_type == "markdown" and source.startswith("## "):
        found = HEADING.match(source.split("\n")[0])
        if source.startswith("## Question") and not found:
            raise MasterError(f"{master.name}: '{source.splitlines()[0]}' is not '## Question 1: Title (2 points)'")
        if found:
            number, title, points, by_eye = found.groups()
            master.questions.append(Question(int(number), title, float(points), bool(by_eye)))
        else:
            master.tail.append(Piece("text", source))
            return
    where = master.tail if master.tail else master.questions[-1].pieces if master.questions else master.head
    if tags & {"check", "hidden"}:
        master.questions[-1].tests.append(_test(master, cell, source, "hidden" in tags))
    else:
        answer = "answer" if cell.cell_type == "code" else "model answer"
        plain = "code" if cell.cell_type == "code" else "text"
        where.append(Piece(answer if "answer" in tags else plain, source))


def _test(master: Master, cell, source: str, hidden: bool) -> Test:
    """A test from its cell, which holds one function."""
    body = ast.parse(source).body
    where = f"{master.name}, question {master.questions[-1].number}"
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef) or not body[0].name.startswith("test_"):
        raise MasterError(f"{where}: a test's cell holds one function test_… and nothing else")
    hint = ast.get_docstring(body[0])
    if not hint or "points" not in cell.metadata:
        raise MasterError(f"{where}: {body[0].name} needs a docstring (the hint) and ':points: 1' in its cell's head")
    return Test(source, float(cell.metadata["points"]), hidden, body[0].name, " ".join(hint.split()))


def _verify(master: Master) -> None:
    """Whether points add up, numbers run on, names are single: otter drops the second test of a name in silence."""
    for place, question in enumerate(master.questions, start=1):
        where, names = f"{master.name}, question {question.number}", [test.name for test in question.tests]
        if question.number != place:
            raise MasterError(f"{where}: it stands in place {place}")
        if len(set(names)) < len(names):
            raise MasterError(f"{where}: two tests have one name")
        if not question.by_eye and sum(test.points for test in question.tests) != question.points:
            raise MasterError(f"{where}: the points of its tests do not add up to {question.points:g}")
        if not any("answer" in piece.kind for piece in question.pieces):
            raise MasterError(f"{where}: no cell is tagged 'answer'")
