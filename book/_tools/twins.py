"""A chapter's two files: the text twin that people edit (MyST) and the notebook with its outputs.

The twin leads: sources, cell metadata and header come from it; the notebook keeps the cell ids and what was
computed.
"""

import hashlib

import jupytext
import nbformat
from jupytext.combine import map_outputs_to_inputs

KEPT = ("kernelspec", "jupytext")


def twins(folder):
    """The text twins in ``folder``, by name: Markdown files with a jupytext header."""
    return [path for path in sorted(folder.glob("*.md")) if _is_twin(path.read_text(encoding="utf-8"))]


def notebook_of(twin):
    """The notebook that the twin says, not yet executed, with the ids of the stored one where cells survive."""
    nb = jupytext.read(twin, fmt="md:myst")
    nb.nbformat, nb.nbformat_minor = 4, 5
    nb.metadata = nbformat.from_dict({k: v for k, v in nb.metadata.items() if k in KEPT})
    nb.metadata["jupytext"].pop("text_representation", None)
    nb.metadata["language_info"] = {"name": "python"}
    _name_cells(nb.cells, _stored_cells(twin.with_suffix(".ipynb")), twin.stem)
    return nb


def disagreement(twin):
    """The first cell in which a twin and its notebook differ, in a sentence, or None."""
    ours = [_meaning(c) for c in notebook_of(twin).cells]
    theirs = [_meaning(c) for c in _stored_cells(twin.with_suffix(".ipynb"))]
    if ours == theirs:
        return None
    same = sum(1 for _ in _common_start(ours, theirs))
    return f"{twin.name} and its notebook part at cell {same + 1}: re-execute the chapter (run.py notebooks)"


def digest(*texts):
    """A short fingerprint of some texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _is_twin(text):
    return text.startswith("---\n") and "jupytext:" in text[: text.find("\n---", 4)]


def _stored_cells(path):
    return nbformat.read(path, as_version=4).cells if path.exists() else []


def _name_cells(cells, stored, chapter):
    """Give each cell the id of the stored cell that it continues; a new one is named by what it says."""
    taken = set()
    for cell, match in zip(cells, map_outputs_to_inputs(cells, stored), strict=True):
        name = stored[match].get("id") if match is not None else None
        copy = 0
        while name is None or name in taken:
            name = digest(chapter, cell.cell_type, cell.source, str(copy))
            copy += 1
        taken.add(name)
        cell.id = name


def _meaning(cell):
    """What must agree: the kind of cell, its text, its metadata."""
    return cell.cell_type, cell.source, {k: v for k, v in cell.metadata.items() if k != "execution"}


def _common_start(a, b):
    for x, y in zip(a, b, strict=False):
        if x != y:
            return
        yield x
