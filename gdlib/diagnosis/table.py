"""A Flow as a table: one row a place, and only the columns that were measured.

A long run of places is shown by its ends, with what lies between them left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gdlib.diagnosis.flow import SIZES, spelled

if TYPE_CHECKING:
    from gdlib.diagnosis.flow import Flow

HEADINGS = {
    "forward": "signal",
    "spread": "spread",
    "error": "error",
    "total": "all errors",
    "weight": "‖∂L/∂W‖",
    "update": "‖ΔW‖/‖W‖",
}
LONGEST = 40  # rows that still fit on a screen; beyond it the middle is left out


def table(flow: Flow) -> str:
    """The measured columns of a Flow, aligned, from the input down to the loss."""
    columns = [[flow.along, *flow.where]]
    for name in SIZES:
        decades = getattr(flow, f"log_{name}")
        if not np.isnan(decades).all():
            columns.append([HEADINGS[name], *(spelled(float(d)) for d in decades)])
    for name in ("dead", "saturated"):
        share = getattr(flow, name)
        if not np.isnan(share).all():
            columns.append([name, *("–" if np.isnan(s) else f"{s:.0%}" for s in share)])
    if flow.nonfinite.any():
        columns.append(["non-finite", *(str(n) for n in flow.nonfinite)])
    return "\n".join(_lines(columns))


def _lines(columns: list[list[str]]) -> list[str]:
    """Columns as lines of text: names to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in columns]
    names, *numbers = (
        [cell.rjust(width) if i else cell.ljust(width) for cell in column]
        for i, (column, width) in enumerate(zip(columns, widths, strict=True))
    )
    lines = ["  ".join(row) for row in zip(names, *numbers, strict=True)]
    if len(lines) <= LONGEST + 1:
        return lines
    half = LONGEST // 2
    return [*lines[: half + 1], f"… {len(lines) - 1 - 2 * half} more …", *lines[-half:]]
