"""A whole batch of submissions, from the folder to `grades.csv`, the feedback pages and the answers to be read."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from coursework.tools import feedback, table
from coursework.tools.build import assign
from coursework.tools.grade import Course, grade_all
from coursework.tools.master import Master
from coursework.tools.record import Record, safe_name, write
from coursework.tools.submissions import Entry

Show = Callable[..., None]


def run(master: Master, entries: list[Entry], strangers: list[Path], options: argparse.Namespace, show: Show) -> int:
    """Grade them all and write the results; 0, for a bad submission is a result too."""
    show(f"{master.name}: building ...")
    built = assign(master, options.dist / master.name)
    terms = Course(master, built, options.until, not options.unsafe, options.seconds)
    out = options.out or options.dist / master.name / "results"
    begun, done, new = time.monotonic(), [], 0
    for record, fresh in grade_all(terms, entries, out / "state", max(1, options.jobs)):
        done, new = [*done, record], new + fresh
        rest = (time.monotonic() - begun) / len(done) * (len(entries) - len(done))
        show(f"{len(done)} of {len(entries)}, about {rest:.0f} s to go: {record.student} {record.score:g}")
    publish(terms, done, [path.name for path in strangers], out)
    noted = sum(bool(one.reasons) for one in done)
    show(f"{len(done)} students, {new} graded now, {noted} with a note, {time.monotonic() - begun:.0f} s", last=True)
    print(f"{out / 'grades.csv'}\n{out / 'feedback'}")
    if terms.by_eye:
        print(
            f"To be read: {out / 'to-be-read.html'}; points into {out / 'by-eye.csv'}, then run the same command again."
        )
    return 0


def publish(terms: Course, done: list[Record], strangers: list[str], out: Path) -> None:
    """Write the list of grades, a page for each student, and the answers in words on one page."""
    eye = table.by_eye(out / "by-eye.csv", terms, [one.student for one in done])
    write(out / "grades.csv", table.grades(terms, done, strangers, eye))
    for one in done:
        write(out / "feedback" / f"{safe_name(one.student)}.html", feedback.page(terms, one, eye.get(one.student, {})))
    if terms.by_eye:
        write(out / "to-be-read.html", feedback.reading(terms, done))
