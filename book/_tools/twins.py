"""A chapter's two files: the text twin that people edit (MyST) and the notebook with its outputs.

The twin leads: sources, cell metadata and header come from it; the notebook keeps the cell ids and what was
computed.
"""

import hashlib
from itertools import chain, count

import jupytext
import nbformat
from jupytext.combine import map_outputs_to_inputs

FROM_TWIN = ("kernelspec", "jupytext")


def twins(folder):
    """The text twins in ``folder``, by name: Markdown files with a jupytext header."""
    return [path for path in sorted(folder.glob("*.md")) if _is_twin(path.read_text(encoding="utf-8"))]


def notebook_of(twin):
    """The notebook that the twin says, with the ids and outputs of the stored one where cells survive."""
    nb, stored = jupytext.read(twin, fmt="md:myst"), _stored(twin)
    nb.nbformat, nb.nbformat_minor = 4, 5
    nb.metadata = nbformat.from_dict({k: v for k, v in nb.metadata.items() if k in FROM_TWIN})
    nb.metadata["jupytext"].pop("text_representation", None)
    nb.metadata["language_info"] = {"name": "python"}
    nb.metadata["gdlib"] = stored.metadata.get("gdlib", {})
    _carry_over(nb.cells, stored.cells, twin.stem)
    return nb


def disagreement(twin):
    """The first cell in which a twin and its notebook differ, in a sentence, or None."""
    ours = [_meaning(c) for c in notebook_of(twin).cells]
    theirs = [_meaning(c) for c in _stored(twin).cells]
    if ours == theirs:
        return None
    same = sum(1 for _ in _common_start(ours, theirs))
    return f"{twin.name} and its notebook part at cell {same + 1}: re-execute the chapter (run.py notebooks)"


def digest(*texts):
    """A short fingerprint of some texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _is_twin(text):
    return text.startswith("---\n") and "jupytext:" in text[: text.find("\n---", 4)]


def _stored(twin):
    """The twin's notebook as it is stored; an empty one before the first execution."""
    path = twin.with_suffix(".ipynb")
    return nbformat.read(path, as_version=4) if path.exists() else nbformat.v4.new_notebook()


def _carry_over(cells, stored, chapter):
    """Give each cell the id and outputs of the stored cell that it continues; a new one is named by what it says."""
    taken = set()
    for cell, match in zip(cells, map_outputs_to_inputs(cells, stored), strict=True):
        old = {} if match is None else stored[match]
        cell.id = _name(cell, old.get("id"), chapter, taken)
        taken.add(cell.id)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = old.get("outputs", []), old.get("execution_count")


def _name(cell, old, chapter, taken):
    """The old id if there is one that nobody has taken, else one made of the chapter's name and the cell's text."""
    copies = (digest(chapter, cell.cell_type, cell.source, str(n)) for n in count())
    return next(name for name in chain([old], copies) if name and name not in taken)


def _meaning(cell):
    """What must agree: the kind of cell, its text, its metadata."""
    return cell.cell_type, cell.source, {k: v for k, v in cell.metadata.items() if k != "execution"}


def _common_start(a, b):
    for x, y in zip(a, b, strict=False):
        if x != y:
            return
        yield x
