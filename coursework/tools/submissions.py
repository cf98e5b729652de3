"""Read the notebook that a student handed in, and say in a sentence why one cannot be graded.

Wanted is one notebook, or a zip with one notebook in it; :mod:`coursework.tools.inbox` says whose it is.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LARGEST = 20 << 20  # bytes of a notebook, unpacked


class RefusedError(ValueError):
    """Why a submission cannot be graded, in a sentence for the list of grades."""


@dataclass(frozen=True)
class Entry:
    """A line of the roster, and the files that carry its id."""

    student: str
    name: str
    files: tuple[Path, ...]


def gradable(path: Path) -> bool:
    """Whether a file says of itself that it is a notebook or a zip."""
    return path.suffix.lower() in (".ipynb", ".zip")


def notebook(entry: Entry, until: datetime | None = None) -> tuple[list[str], list[str]]:
    """The code of the one notebook that a student handed in, and a sentence if it is late.  Raises RefusedError."""
    if not entry.files:
        raise RefusedError("nothing handed in")
    names = ", ".join(path.name for path in entry.files[:5])
    if len(entry.files) > 1 and not any(map(gradable, entry.files)):
        raise RefusedError(f"none of {names} is a Jupyter notebook")
    if len(entry.files) > 1:
        raise RefusedError(f"{len(entry.files)} files handed in ({names}): keep one")
    (path,) = entry.files
    if path.is_symlink():
        raise RefusedError("the file is a link to another")
    at = datetime.fromtimestamp(path.stat().st_mtime)
    return code_of(path), [f"late: {at:%Y-%m-%d %H:%M}"] if until and at > until else []


def written(entry: Entry) -> list[str]:
    """What the student wrote in words, for the questions that are read by eye; nothing where it cannot be read."""
    try:
        return [
            _text(cell)[:20_000] for cell in _cells(entry.files[0], "markdown") if "otter_answer_cell" in _tags(cell)
        ]
    except (RefusedError, OSError, IndexError, AttributeError, TypeError):
        return []


def _tags(cell: dict) -> list:
    return cell.get("metadata", {}).get("tags", [])


def code_of(path: Path) -> list[str]:
    """The code cells of a notebook, or of the one notebook in a zip, as Python."""
    return [plain(_text(cell)) for cell in _cells(path, "code")]


def _cells(path: Path, kind: str) -> list[dict]:
    """The cells of one kind.  Raises RefusedError unless it is a notebook."""
    data = _unpacked(path) if path.suffix.lower() == ".zip" else _read(path)
    try:
        cells = [cell for cell in json.loads(data)["cells"] if cell["cell_type"] == kind]
        if all(isinstance(_text(cell), str) for cell in cells):
            return cells
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise RefusedError(f"{path.name} is not a Jupyter notebook")


def _text(cell: dict) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _read(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise RefusedError(f"{path.name} is larger than {LARGEST >> 20} MB: clear the outputs")
    return path.read_bytes()


def _unpacked(path: Path) -> bytes:
    """The notebook in a zip, read in memory and never further than a notebook may be long."""
    try:
        with zipfile.ZipFile(path) as packed:
            inside = [info for info in packed.infolist() if _is_notebook(info.filename)]
            if len(inside) != 1:
                raise RefusedError(
                    f"{path.name} holds {len(inside) or 'no'} notebook{'s' if inside else ''}: one is wanted"
                )
            with packed.open(inside[0]) as file:
                data = file.read(LARGEST + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        raise RefusedError(f"{path.name} is not a zip file that can be opened") from None
    if len(data) > LARGEST:
        raise RefusedError(f"the notebook in {path.name} unpacks to more than {LARGEST >> 20} MB")
    return data


def _is_notebook(name: str) -> bool:
    hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in Path(name).parts)
    return name.lower().endswith(".ipynb") and not hidden


def plain(source: str) -> str:
    """A cell without the lines that are Jupyter's and not Python's."""
    return "\n".join("" if text.lstrip().startswith(("%", "!")) else text for text in source.splitlines())
