"""Whose is which file: each student's among what was handed in, by the id in the name of the file or of its folder."""

from __future__ import annotations

import re
from pathlib import Path

from coursework.tools.submissions import Entry, gradable

WORD = re.compile(r"[^\W_]+(?:[.@+-][^\W_]+)*")
AGAIN = re.compile(r"(.+)-\d+")  # ada-1.ipynb: what an LMS or a browser calls the second version


def handed_in(folder: Path, students: dict[str, str]) -> tuple[list[Entry], list[Path]]:
    """What each student of the roster handed in, and the notebooks and zips that belong to nobody on it."""
    files: dict[str, list[Path]] = {student: [] for student in students}
    strangers = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not wanted(inside) or not path.is_file():
            continue
        owner = owner_of(inside, students)
        if owner:
            files[owner].append(path)
        elif gradable(path):
            strangers.append(path)
    return [Entry(student, students[student], _best(found)) for student, found in files.items()], strangers


def wanted(path: Path) -> bool:
    """Whether somebody meant to hand this in: not what Jupyter or a Mac leaves beside it."""
    return not any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


def _best(found: list[Path]) -> tuple[Path, ...]:
    """The notebooks and zips; where there are none, whatever there is, so that the reason can name it."""
    return tuple(filter(gradable, found)) or tuple(found)


def owner_of(path: Path, students: dict[str, str]) -> str | None:
    """The id that a path carries: a folder's name, the file's, or a word of either; at last one before ``-1``."""
    words = list(_words(path))
    again = [found[1] for found in map(AGAIN.fullmatch, words) if found]
    return next((word for word in words + again if word in students), None)


def _words(path: Path):
    for part in (*path.parts[:-1], path.stem):
        part = part.lower().removesuffix(".ipynb")
        yield from (part, *part.split("_")[:1], *WORD.findall(part))
