"""A class that never was: a roster and a folder of submissions as they come in, to try grading and to time it.

Most answer most questions, some with a typical mistake; a few hand in what cannot be graded.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np

from coursework.tools.build import Built
from coursework.tools.master import Master
from coursework.tools.mistakes import Mistake, mistakes

ODD = ("nothing", "two files", "not a notebook", "syntax", "loop", "zip", "stranger")


def generate(master: Master, built: Built, folder: Path, size: int, seed: int = 0) -> Path:
    """Write ``roster.csv`` and ``submissions/`` into ``folder``; the roster's path."""
    rng, wrong = np.random.default_rng(seed), mistakes(master.folder)
    students = [f"s{number:04d}" for number in range(size)]
    inbox = folder / "submissions"
    inbox.mkdir(parents=True, exist_ok=True)
    for number, who in enumerate(students):
        book = submission(built, who, [m for m in wrong if rng.random() < 0.1], rng)
        odd = ODD[number // 50 % len(ODD)] if number % 50 == 49 else "plain"
        for name, data in files(odd, who, book):
            (inbox / name).write_bytes(data)
    roster = folder / "roster.csv"
    roster.write_text("id,name\n" + "".join(f"{who},Student {who[1:]}\n" for who in students), "utf8")
    return roster


def submission(built: Built, who: str, made: list[Mistake], rng: np.random.Generator) -> dict:
    """A student's notebook: the reference, with some mistakes in it and some questions left blank."""
    book = nbformat.read(built.reference, 4)
    blank = nbformat.read(built.student, 4)
    answers = [cell for cell in book.cells if cell.cell_type == "code" and _answers(cell)]
    empty = [cell for cell in blank.cells if cell.cell_type == "code" and _answers(cell)]
    for cell, none in zip(answers, empty, strict=True):
        cell.source = none.source if rng.random() < 0.08 else cell.source
    for cell in book.cells:
        if cell.cell_type == "code" and cell.source.startswith("STUDENT ="):
            cell.source = f'STUDENT = "{who}"'
    for mistake in made:
        _insert(book, mistake)
    return book


def _answers(cell: dict) -> bool:
    return bool({"otter_answer_cell", "otter_assign_solution_cell"} & set(cell.metadata.get("tags", [])))


def _insert(book: dict, mistake: Mistake) -> None:
    """Put a mistake before the check of its question, so that it counts in place of what was there."""
    for place, cell in enumerate(book.cells):
        if f'grader.check("{mistake.question}")' in cell.source:
            book.cells.insert(place, nbformat.v4.new_code_cell(mistake.source))
            return


def files(odd: str, who: str, book: dict) -> Iterator[tuple[str, bytes]]:
    """What one student hands in: (name, content) of each file."""
    extra = {"syntax": "def f(:\n    pass", "loop": "while True: pass"}
    if odd in extra:
        book.cells.append(nbformat.v4.new_code_cell(extra[odd]))
    data = b"no notebook" if odd == "not a notebook" else json.dumps(book).encode()
    if odd == "zip":
        yield f"{who}.zip", _zipped(data)
    elif odd != "nothing":
        yield f"{'x' if odd == 'stranger' else ''}{who}_homework.ipynb", data
    if odd == "two files":
        yield f"{who}_new.ipynb", data


def _zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("homework.ipynb", data)
    return out.getvalue()
