"""A history as one ``.npz`` file: arrays as arrays, the rest as JSON inside it, nothing that could run code.

The new file is written beside the old one and takes its place in one move, so an interruption leaves a whole file.
"""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

FORMAT = "gdlib history 1"


def write(path: str | Path, history: Any) -> None:
    """Save a ``History``; its nested dictionaries are walked, arrays set aside, and the tree kept as JSON."""
    path, arrays = Path(path), {}
    tree = {f.name: pack(getattr(history, f.name), arrays) for f in fields(history)}
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(beside, "wb") as file:
            np.savez(file, tree=np.array(json.dumps({"format": FORMAT, "history": tree})), **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def read(path: str | Path) -> dict[str, Any]:
    """The fields of a saved ``History``."""
    try:
        with np.load(path, allow_pickle=False) as file:
            tree = json.loads(str(file["tree"]))
            if tree.get("format") != FORMAT:
                raise ValueError
            return unpack(tree["history"], file)
    except (ValueError, KeyError, zipfile.BadZipFile, EOFError):
        raise ValueError(f"{path} is not a saved history; History.save writes one") from None


def pack(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    """JSON for a tree of dictionaries, tuples, numbers and arrays; each array leaves its name behind."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {str(key): pack(item, arrays) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        name = f"array{len(arrays)}"
        arrays[name] = value
        return {"@array": name}
    return value.item() if isinstance(value, np.generic) else value


def unpack(value: Any, arrays: Any) -> Any:
    """The tree again, its arrays put back."""
    if isinstance(value, dict):
        if "@array" in value:
            return arrays[value["@array"]]
        return {key: unpack(item, arrays) for key, item in value.items()}
    return value
