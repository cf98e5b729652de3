"""The numbers of every student and the right answers to them, for an instructor's eyes only.

The reference runs once for each id; only answers that are values have a column, not those that are functions.
"""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Callable
from typing import Any

import numpy as np

from coursework.tools.master import Master
from coursework.tools.mistakes import cells
from coursework.tools.remote import Student
from coursework.tools.wire import WireError


def table(master: Master, students: list[str], show: Callable[..., None]) -> str:
    """A CSV text: a line for each student, a column for each name that an answer assigns."""
    text, wanted = io.StringIO(), assigned(master)
    out = csv.writer(text)
    out.writerow(["id", *(f"{question}: {name}" for question, name in wanted)])
    with Student(safe=False, total=60 + 10 * len(students)) as program:
        for number, who in enumerate(students, start=1):
            show(f"{number} of {len(students)}: {who}")
            program.run(cells(master), {"STUDENT": who})
            out.writerow([who, *(said(program, name) for _, name in wanted)])
    return text.getvalue()


def assigned(master: Master) -> list[tuple[str, str]]:
    """(question, name) for each name to which an answer assigns a value, functions aside."""
    found = []
    for question in master.questions:
        for piece in question.pieces:
            if piece.kind == "answer":
                found += [(question.name, name) for name in _targets(ast.parse(piece.source))]
    return found


def _targets(tree: ast.Module) -> list[str]:
    simple = [target for line in tree.body if isinstance(line, ast.Assign) for target in line.targets]
    return [target.id for target in simple if isinstance(target, ast.Name)]


def said(program: Student, name: str) -> str:
    """A value in a cell of a table."""
    try:
        value: Any = program.get(name)
    except WireError:
        return ""
    if isinstance(value, np.ndarray):
        return " ".join(f"{number:.8g}" for number in value.ravel()[:20])
    return f"{value:.8g}" if isinstance(value, float) else str(value)
