"""What grading keeps of each submission, so that a run which was stopped goes on where it was.

A record is used again only for the same bytes handed in, the same tests, and the same id.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from coursework.tools.marking import Case, Mark


@dataclass(frozen=True)
class Record:
    """A student's marks, and in words what went wrong."""

    student: str
    name: str
    marks: tuple[Mark, ...]
    reasons: tuple[str, ...]
    written: tuple[str, ...]
    seconds: float

    @property
    def score(self) -> float:
        """Points by the tests."""
        return sum(mark.score for mark in self.marks)


def key(paths: Iterable[Path], *words: str) -> str:
    """A digest of files and words: the same key, the same mark."""
    digest = hashlib.sha256("\n".join(words).encode())
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def safe_name(student: str) -> str:
    """An id as a file's name."""
    return re.sub(r"[^\w.@+-]", "_", student)


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all: whoever stops the grading finds the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "w", encoding="utf8", newline="") as file:
        file.write(text)
    os.chmod(name, 0o644)
    os.replace(name, path)


def save(folder: Path, record: Record, made_of: str) -> None:
    """Keep a record under the student's id."""
    write(folder / f"{safe_name(record.student)}.json", json.dumps({"key": made_of, **asdict(record)}))


def load(folder: Path, student: str, made_of: str) -> Record | None:
    """The record of this very submission, or None."""
    try:
        stored = json.loads((folder / f"{safe_name(student)}.json").read_text("utf8"))
        if stored.pop("key") != made_of:
            return None
        marks = tuple(
            Mark(**{**mark, "cases": tuple(Case(**case) for case in mark["cases"])}) for mark in stored["marks"]
        )
        return Record(
            **{**stored, "marks": marks, "reasons": tuple(stored["reasons"]), "written": tuple(stored["written"])}
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
