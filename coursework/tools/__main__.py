"""The command ``python run.py coursework``: what it can do, what it was asked, and what went wrong in one sentence."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from coursework.tools import box
from coursework.tools.build import DIST, build
from coursework.tools.inbox import handed_in
from coursework.tools.lists import roster
from coursework.tools.master import FOLDER, MasterError, assignments, read
from coursework.tools.record import safe_name, write
from coursework.tools.remote import CELL
from coursework.tools.submissions import RefusedError

ABOUT = "Assignments: build what is handed out, check that it is sound, grade what comes back."


def show(text: str, last: bool = False) -> None:
    """A line of progress, rewritten in place on a terminal."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="\n" if last else "", flush=True)
    elif last:
        print(text, flush=True)


def names(given: list[str]) -> list[str]:
    """The assignments that were named, by their number or name; all where none was."""
    known = assignments()
    found = {short: name for name in known for short in (name, name.split("-")[0])}
    for name in given:
        if name not in found:
            raise MasterError(f"there is no assignment '{name}'; there are {', '.join(known)}")
    return [found[name] for name in given] or known


def do_build(options: argparse.Namespace) -> int:
    """Make what students get and what grades it."""
    for name in names(options.assignment):
        show(f"{name} ...")
        show(f"{name}: {build(name, options.dist).folder}", last=True)
    return 0


def do_check(options: argparse.Namespace) -> int:
    """All points for the reference, none for a blank sheet, each mistake at its price, no secret told."""
    from coursework.tools.check import faults

    bad = 0
    for name in names(options.assignment):
        show(f"{name} ...")
        begun, found = time.monotonic(), list(faults(name, options.dist, options.sandbox))
        show(f"{name}: {'sound' if not found else f'{len(found)} faults'}, {time.monotonic() - begun:.1f} s", last=True)
        print(*(f"  {fault}" for fault in found), sep="\n", end="\n" if found else "")
        bad += len(found)
    return 1 if bad else 0


def do_grade(options: argparse.Namespace) -> int:
    """Grade a folder of submissions."""
    from coursework.tools.batch import run

    (name,) = names([options.assignment])
    if not options.unsafe and box.trouble():
        raise box.SandboxError(box.REMEDY.format(why=box.trouble()))
    if not options.submissions.is_dir():
        raise RefusedError(f"there is no folder {options.submissions}")
    students = roster(options.roster)
    entries, strangers = handed_in(options.submissions, students)
    return run(read(FOLDER / name), entries, strangers, options, show)


def do_variants(options: argparse.Namespace) -> int:
    """Write down the numbers and the right answers of each student."""
    from coursework.tools.answers import table

    (name,) = names([options.assignment])
    target = options.out or options.dist / safe_name(name) / "variants.csv"
    write(target, table(read(FOLDER / name), list(roster(options.roster)), show))
    print(f"The numbers of each student and the right answers (not for students): {target}")
    return 0


def do_pages(options: argparse.Namespace) -> int:
    """Write the book's practice pages and their notebooks again."""
    from coursework.tools.practice import write_all

    for path in write_all(names(options.assignment)):
        print(path)
    return 0


def parser(here: Path) -> argparse.ArgumentParser:
    """The options of every command; a path is meant from where the reader stands."""

    def path(text: str) -> Path:
        return Path(os.path.normpath(here / text))

    whole = argparse.ArgumentParser(prog="run.py coursework", description=ABOUT)
    whole.add_argument("--dist", type=path, default=DIST, help="where to build (dist/coursework)")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for work, many in ((do_build, True), (do_check, True), (do_grade, False), (do_variants, False), (do_pages, True)):
        one = commands.add_parser(work.__name__[3:], help=work.__doc__, description=work.__doc__)
        one.set_defaults(work=work)
        one.add_argument("assignment", nargs="*" if many else None, help="its number or name" + " (all)" * many)
        if not many:
            one.add_argument("--roster", type=path, required=True, help="CSV file with a column id, and perhaps name")
            one.add_argument("--out", type=path, help="where the results go")
        if work is do_check:
            one.add_argument("--sandbox", action="store_true", help="run it in the sandbox, as grading does")
        if work is do_grade:
            grading(one, path)
    return whole


def moment(text: str) -> datetime:
    """A time of the clock on the wall here."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no time of the form '2026-03-01 23:59'") from None
    return at.astimezone().replace(tzinfo=None) if at.tzinfo else at


def grading(one: argparse.ArgumentParser, path) -> None:
    """The options of grade alone."""
    one.add_argument("submissions", type=path, help="folder with a notebook or zip for each student")
    one.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="how many at once (as many as cores)")
    one.add_argument("--until", type=moment, help="'2026-03-01 23:59': what came later is marked as late")
    one.add_argument("--seconds", type=float, default=CELL, help=f"that a cell may take ({CELL:g})")
    one.add_argument("--unsafe", action="store_true", help="without the sandbox: only where you trust every submission")


def main(*arguments: str, here: Path) -> int:
    """Run one command; the exit status."""
    options = parser(here).parse_args(arguments)
    try:
        return options.work(options)
    except (MasterError, RefusedError, box.SandboxError) as fault:
        print(f"run.py coursework: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; the same command goes on from here", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(*sys.argv[2:], here=Path(sys.argv[1])))
