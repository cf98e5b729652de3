"""What the generated class took, as JSON and as the table in the guide for instructors."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.table import replaced

ROOT = Path(__file__).resolve().parents[1]
RESULTS, GUIDE = ROOT / "benchmarks" / "coursework.json", ROOT / "coursework" / "README.md"
MARKS = "<!-- class -->", "<!-- /class -->"
ROWS = {  # what is measured: of grade, of otter run
    "submissions": ("class", "otter run: sample"),
    "seconds each": ("grade: seconds each", "otter run: seconds each"),
    "most memory at any moment, MB": ("grade: peak MB, all jobs", "otter run: peak MB, one at a time"),
}


def markdown(results: dict) -> str:
    """The table of the guide."""
    rows = [f"| {name} | {results[ours]} | {results[theirs]} |" for name, (ours, theirs) in ROWS.items()]
    told = (
        f"All {results['class']} took {results['grade: seconds in all']:.0f} seconds. Both gave the same mark to "
        f"{results['same mark']}. Assignment {results['assignment']}, {results['date']}, Python {results['python']}."
    )
    head = [f"| | `grade`, {results['jobs']} jobs | `otter run`, one at a time |", "|---|---|---|"]
    return "\n".join([*head, *rows, "", told])


def store(results: dict) -> None:
    """The results into the JSON, the table into the guide."""
    stamp = {"date": datetime.now(UTC).date().isoformat(), "python": platform.python_version()}
    results = {**stamp, **results}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf8")
    GUIDE.write_text(replaced(GUIDE.read_text("utf8"), markdown(results), MARKS), "utf8")
