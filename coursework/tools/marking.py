"""A mark: otter's own tests, run here, on functions that live in the sandbox.

What a test asks for by name comes from the student's program, except NumPy and the numbers of that student.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coursework.tools.engine import test_file
from coursework.tools.remote import Student, StudentError
from coursework.tools.variants import numbers_of

ERRORS = {name for name, one in vars(builtins).items() if isinstance(one, type) and issubclass(one, Exception)}
TELLING = ERRORS - {"AssertionError", "Exception", "RuntimeError"}  # names that a student can do something with

QUOTE = re.compile(r"((?<!\w)'(?=\w))|(?<=\w)'(?!\w)")  # one that opens, or one that closes; no apostrophe


@dataclass(frozen=True)
class Case:
    """How one test went; ``said`` is what may be shown to the student of what it said."""

    points: float
    passed: bool
    hidden: bool
    hint: str
    said: str


@dataclass(frozen=True)
class Mark:
    """A question's points and tests."""

    question: str
    score: float
    possible: float
    cases: tuple[Case, ...]


class Names(dict):
    """What a test finds by name: ours first, then the student's, each fetched once."""

    def __init__(self, student: Student, ours: dict[str, Any]):
        super().__init__(ours)
        self.student = student

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a name; whatever cannot be fetched fails the test that asked."""
        if name not in self:
            self[name] = self.student.get(name)
        return self[name]


def mark(student: Student, cells: list[str], tests: Iterable[Path], who: str) -> tuple[list[Mark], list[list]]:
    """Run a student's cells and every question's tests; the marks, and [cell, kind, text] for each cell that failed."""
    try:
        faults = student.run(cells, {"STUDENT": who})
    except StudentError as fault:  # every test then fails by itself
        faults = [[0, "stopped", str(fault)]]
    names = Names(student, {"np": np, "STUDENT": who, "my_numbers": numbers_of(who)})
    return [_question(path, names) for path in tests], faults


def _question(path: Path, names: Names) -> Mark:
    file = test_file(path)
    file.run(names)
    return Mark(file.name, float(file.score), float(file.possible), tuple(map(_case, file.test_case_results)))


def _case(result: Any) -> Case:
    test = result.test_case
    said = "" if result.passed else _said(result.message, test.hidden)
    return Case(float(test.points), result.passed, test.hidden, test.failure_message or "", said)


def _said(message: str, hidden: bool) -> str:
    """The exception's line without the test's source; of a hidden test only its kind: the text may quote the test."""
    text = "\n".join(message.split("\n")[3:]).strip()
    if hidden:
        kinds = [word for word in re.findall(r"\w+", text) if word in TELLING]
        return f"{kinds[0]} in a hidden test" if kinds else ""
    kind, colon, what = text.partition(": ")
    if not colon:
        return "" if kind.rstrip(":") == "AssertionError" else text
    if kind in ("StudentError", "WireError"):  # our words, not Python's
        return quoted(what)
    return text if kind == "AssertionError" else f"{kind}: {quoted(what)}"


def quoted(text: str) -> str:
    """An exception's text with the quotes at its ends, which otter strips.

    >>> quoted("NoneType' object is not callable")
    "'NoneType' object is not callable"
    """
    opens = [bool(found[1]) for found in QUOTE.finditer(text)]
    return "'" * (opens[:1] == [False]) + text + "'" * (opens[-1:] == [True])
