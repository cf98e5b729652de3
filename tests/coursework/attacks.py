"""Cells that students might hand in to get points, or to do harm: `attacks.txt` holds them, each under its name.

Each may set ``leak`` to what it could read.  None of them is to earn a point, and none is to leave a trace.
"""

import re
from pathlib import Path

TEXT = (Path(__file__).parent / "attacks.txt").read_text("utf8")


def attacks(**filled: str) -> dict[str, str]:
    """{name: cell} with the blanks filled in: CANARY, PORT."""
    found = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
    for name, value in filled.items():
        found = {key: text.replace(name, value) for key, text in found.items()}
    return found
