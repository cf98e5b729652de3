"""Read what an instructor keeps in a spreadsheet, as spreadsheets write it: the roster, and points given by eye."""

from __future__ import annotations

import csv
from pathlib import Path

from coursework.tools.submissions import RefusedError


def rows(path: Path, what: str, *columns: str) -> list[dict[str, str]]:
    """The lines that have an id, which comes in small letters, each id once.  Raises RefusedError."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            first = file.readline()
            file.seek(0)
            found = [_tidy(row) for row in csv.DictReader(file, delimiter=max(",;\t", key=first.count))]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise RefusedError(f"{what} {path} cannot be read: {fault}; save it as CSV in UTF-8") from None
    missing = [f"'{column}'" for column in ("id", *columns) if not found or column not in found[0]]
    if missing:
        raise RefusedError(
            f"{what} {path} needs a first line with a column {' and one '.join(missing)}, and a line below"
        )
    found = [{**row, "id": row["id"].lower()} for row in found if row["id"]]
    ids = [row["id"] for row in found]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise RefusedError(f"{what} {path} has {', '.join(twice)} twice")
    return found


def roster(path: Path) -> dict[str, str]:
    """{id: name} from a CSV file with a column ``id`` and perhaps ``name``.  Raises RefusedError."""
    return {row["id"]: row.get("name", "") for row in rows(path, "the roster")}


def _tidy(row: dict) -> dict[str, str]:
    """A row with its headings in small letters and no blanks around anything."""
    return {key.strip().lower(): str(value or "").strip() for key, value in row.items() if key}
