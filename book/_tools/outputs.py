"""What a stored output must be, and when two outputs agree: the check's rules, without pytest and without a kernel.

A rule is a function from cells to sentences; no sentence means that all is well.
"""

from book._tools import interactive
from gdlib.plots.compare import verdict
from gdlib.plots.description import MIME as FIGURE
from gdlib.plots.svg import fingerprint

SVG = "image/svg+xml"
LEDGER = "application/vnd.gdlib.ledger+json"
COMPARED_HERE = (SVG, FIGURE, LEDGER, interactive.MIME)  # by tolerance; nbval compares all others to the letter
IGNORED = {"nbval-skip", "nbval-ignore-output", "pytest-validate-ignore-output"}
REASON = "nbval-reason"


def faults(cell, position):
    """Why the stored ``cell``, the code cell number ``position`` of its notebook, cannot be trusted."""
    found = []
    if cell.execution_count != position:
        ran = f"has execution count {cell.execution_count}, not {position}"
        found.append(f"the stored cell {ran}: re-execute the chapter from a fresh kernel")
    if is_ignored(cell) and not cell.metadata.get(REASON):
        found.append(f"an output that is not compared needs a reason in the cell's metadata, under {REASON!r}")
    for output in cell.outputs:
        found += _output_faults(output)
    return found


def is_ignored(cell):
    """Whether a tag or a comment tells nbval to leave the outputs of this cell alone."""
    comments = {line.strip("# \t").lower().replace("_", "-") for line in cell.source.splitlines() if "#" in line}
    return bool(IGNORED & (set(cell.metadata.get("tags", [])) | comments))


def _output_faults(output):
    """What is wrong with one stored output."""
    if output.get("name") == "stderr":
        return ["something was written to stderr: " + output.text.strip()[-200:]]
    data = output.get("data", {})
    loose = [kind for kind in data if kind.startswith("image/") and kind != SVG]
    found = [
        f"an {kind} is stored, which nothing can compare: make the figure with gdlib.plots.canvas" for kind in loose
    ]
    if interactive.MIME in data:
        return found + interactive.faults(data)
    return found + (_figure_faults(data) if SVG in data or FIGURE in data else [])


def _figure_faults(data):
    """A picture and its description belong together, and the picture has words."""
    if SVG not in data or FIGURE not in data:
        return [f"a figure lost its {'picture' if SVG not in data else 'description'}: re-execute the chapter"]
    found = []
    if fingerprint(data[SVG]) != data[FIGURE]["svg"]:
        found.append("the stored picture is not the one that was described: re-execute the chapter")
    if not data[FIGURE]["alt"].strip():
        found.append("a figure has no alt text: end the cell with alt(fig, 'what is to be seen')")
    return found


def disagreements(stored, new):
    """Differences between a cell's stored and new outputs that need a tolerance, and notes on what was not compared."""
    found, notes = [], []
    old, now = _data(stored, FIGURE), _data(new, FIGURE)
    if len(old) != len(now):
        found.append(f"{len(old)} figure(s) stored, {len(now)} now")
    for n, (a, b) in enumerate(zip(old, now, strict=False), 1):
        different, note = verdict(a, b, where=f"figure {n}:")
        found += different
        notes += [note] if note else []
    found += interactive.disagreements(_data(stored, interactive.MIME), _data(new, interactive.MIME))
    ledgers = [[_without(x, "seconds") for x in _data(outputs, LEDGER)] for outputs in (stored, new)]
    if ledgers[0] != ledgers[1]:
        found.append(f"the ledger differs: {ledgers[0]} stored, {ledgers[1]} now")
    return found, notes


def _data(outputs, kind):
    return [o["data"][kind] for o in outputs if kind in o.get("data", {})]


def _without(tree, key):
    """A JSON tree without the entries called ``key``."""
    if isinstance(tree, dict):
        return {k: _without(v, key) for k, v in tree.items() if k != key}
    return [_without(v, key) for v in tree] if isinstance(tree, list) else tree
