"""Runs that are kept: each result is written as soon as it is there, so that an interrupted script goes on from it.

A result stands under the name of its run in one JSON file, with the command, the seeds and the versions that made it.
"""

import json
import os
import platform
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from tqdm import tqdm

import gdlib


def kept(script: str, what: str, names: Iterable[str], run: Callable[[str], object], **settings: object) -> dict:
    """Make the runs that do not yet stand in the script's JSON file, one by one, under a progress bar.

    A file with other settings is begun anew, and so is any with ``--anew`` on the command line.
    """
    path, settings = Path(script).with_suffix(".json"), _plain(settings)
    stored = json.loads(path.read_text("utf8")) if path.exists() and "--anew" not in sys.argv else {}
    runs = stored.get("runs", {}) if stored.get("settings") == settings else {}
    names = list(names)
    for name in tqdm([name for name in names if name not in runs], unit="run"):
        runs[name] = _plain(run(name))
        result = {
            "what": what,
            "command": f"python book/slow/{path.stem}.py",
            "versions": {"python": platform.python_version(), "numpy": np.__version__, "gdlib": gdlib.__version__},
            "settings": settings,
            "runs": {key: runs[key] for key in names if key in runs},
        }
        beside = path.with_suffix(".part")
        beside.write_text(_text(result), encoding="utf8")
        os.replace(beside, path)
    return {name: runs[name] for name in names}


def _text(result: dict) -> str:
    """JSON with a list of numbers on one line."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    return re.sub(r"\[[^\[\]{}]*\]", lambda found: "[" + " ".join(found[0][1:-1].split()) + "]", text) + "\n"


def _plain(value: object) -> object:
    """What JSON gives back when it has been written and read: lists for tuples and arrays, names for keys."""
    return json.loads(json.dumps(value, default=lambda a: a.tolist()))
