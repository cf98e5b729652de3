"""The list of grades as a CSV file, and the small file into which an instructor writes the points given by eye."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from coursework.tools import lists
from coursework.tools import record as records
from coursework.tools.grade import Course
from coursework.tools.record import Record
from coursework.tools.submissions import RefusedError


def grades(course: Course, done: list[Record], strangers: list[str], eye: dict[str, dict[str, float]]) -> str:
    """The whole list: a line for each student of the roster, then one for each file that belongs to none."""
    text, questions = io.StringIO(), [*course.questions, *course.by_eye]
    out = csv.writer(text)
    out.writerow(["id", "name", *questions, "total", "out_of", "seconds", "reason"])
    most = sum(course.questions.values()) + sum(course.by_eye.values())
    for one in sorted(done, key=lambda one: one.student):
        out.writerow(map(harmless, _row(one, questions, eye.get(one.student, {}), most)))
    for name in strangers:
        out.writerow(["", "", *[""] * len(questions), "", "", "", harmless(f"not on the roster: {name}")])
    return text.getvalue()


def _row(one: Record, questions: list[str], eye: dict[str, float], most: float) -> list[str]:
    """One student's line; a question that nobody has read yet stays empty."""
    points = {**{mark.question: mark.score for mark in one.marks}, **eye}
    row = [f"{points[question]:g}" if question in points else "" for question in questions]
    total, reason = f"{sum(points.values()):g}", "; ".join(one.reasons)
    return [one.student, one.name, *row, total, f"{most:g}", f"{one.seconds:.1f}", reason]


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def by_eye(path: Path, course: Course, students: list[str]) -> dict[str, dict[str, float]]:
    """{id: {question: points}} from the file that the instructor fills in; made empty where there is none."""
    if not course.by_eye:
        return {}
    if not path.exists():
        lines = [["id", *course.by_eye], *([student, *[""] * len(course.by_eye)] for student in sorted(students))]
        records.write(path, "".join(",".join(line) + "\n" for line in lines))
    found = {row["id"]: _points(path, row, course) for row in lists.rows(path, "the file", *course.by_eye)}
    strangers = [who for who, points in found.items() if points and who not in students]
    if strangers:
        raise RefusedError(f"{path}: {strangers[0]} is not on the roster; correct the id, or leave out that line")
    return found


def _points(path: Path, row: dict, course: Course) -> dict[str, float]:
    """The points of one line, within bounds."""
    found = {}
    for question, most in course.by_eye.items():
        text = row[question].replace(",", ".")  # half a point is 0,5 in half of Europe
        try:
            found |= {question: float(text)} if text else {}
        except ValueError:
            raise RefusedError(f"{path}: '{text}' for {row['id']} is not a number of points") from None
        if not 0 <= found.get(question, 0) <= most:
            raise RefusedError(f"{path}: {row['id']} has {text} points in {question}; it gives 0 to {most:g}")
    return found
