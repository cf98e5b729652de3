"""Grade a folder of submissions: one line of the list of grades and one page for each student of the roster.

One bad submission never stops the batch, and a batch that is stopped goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coursework.tools import record as records
from coursework.tools.build import Built
from coursework.tools.doubts import doubts, short
from coursework.tools.marking import Mark, mark
from coursework.tools.master import Master
from coursework.tools.record import Record
from coursework.tools.remote import CELL, Student
from coursework.tools.submissions import Entry, RefusedError, notebook, written

NAMED = {"SyntaxError": "is not Python", "IndentationError": "is not Python", "Slow": "did not end in time"}
NAMED["MemoryError"] = "wanted more memory than there is"


@dataclass(frozen=True)
class Course:
    """An assignment built for grading, and the terms: until when, in a sandbox or not, seconds for a cell."""

    master: Master
    built: Built
    until: datetime | None = None
    safe: bool = True
    patience: float = CELL

    @property
    def questions(self) -> dict[str, float]:
        """{question: points} of what the tests decide."""
        return {q.name: q.points for q in self.master.questions if not q.by_eye}

    @property
    def by_eye(self) -> dict[str, float]:
        """{question: points} of what is read by eye."""
        return {q.name: q.points for q in self.master.questions if q.by_eye}


def grade_all(course: Course, entries: list[Entry], state: Path, jobs: int) -> Iterator[tuple[Record, bool]]:
    """Each student's record as it comes, and whether it is a new one."""
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(remembered, course, entry, state) for entry in entries]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def remembered(course: Course, entry: Entry, state: Path) -> tuple[Record, bool]:
    """A record kept from before for the same submission, or a new one, kept for the next time."""
    try:
        files = [path for path in entry.files if not path.is_symlink()]
        made_of = records.key(
            [*files, *course.built.tests], entry.student, entry.name, str(course.until), *(path.name for path in files)
        )
    except OSError as fault:
        return refused(course, entry, f"cannot be read: {fault.strerror}"), True
    found = records.load(state, entry.student, made_of)
    if found:
        return found, False
    new = grade(course, entry)
    records.save(state, new, made_of)
    return new, True


def grade(course: Course, entry: Entry) -> Record:
    """One student's record; whatever is wrong with the submission is in its reasons."""
    begun = time.monotonic()
    try:
        cells, late = notebook(entry, course.until)
        with Student(course.safe, cell=course.patience) as student:
            marks, faults = mark(student, cells, course.built.tests, entry.student)
            stopped = [student.dead] if student.dead else []
    except (RefusedError, OSError) as fault:
        return refused(course, entry, str(fault))
    doubtful = doubts(course.master, entry.student, cells)
    reasons = [*doubtful, *late, *stopped, *(() if stopped else failed(faults, cells))]
    seconds = time.monotonic() - begun
    return Record(entry.student, entry.name, tuple(marks), tuple(reasons), tuple(written(entry)), seconds)


def refused(course: Course, entry: Entry, why: str) -> Record:
    """Nothing for a submission that cannot be run, and why."""
    marks = tuple(Mark(question, 0.0, points, ()) for question, points in course.questions.items())
    return Record(entry.student, entry.name, marks, (why,), (), 0.0)


def failed(faults: list, cells: list[str]) -> list[str]:
    """A sentence for the code cells that failed, with the first line of each; those first that tell most."""
    told = [f"{_cell(number, cells)} {NAMED[kind]}" for number, kind, _ in faults if kind in NAMED]
    others = [f"{_cell(number, cells)}: {kind}" for number, kind, _ in faults if kind not in NAMED]
    return told[:3] + ([f"failed: {', '.join(others[:5])}"] if others else [])


def _cell(number: int, cells: list[str]) -> str:
    """A cell as its author can find it: numbers count code cells only, and Jupyter shows none."""
    line = short(cells[number - 1]) if 0 < number <= len(cells) else ""
    return f"code cell {number} ({line})" if line else f"code cell {number}"
