"""Re-execute the chapters whose twin or whose part of gdlib changed, and store what they show.

    python book/_tools/notebooks.py [--all] [NAME …]

The new text is stored before it runs; a chapter that fails, or whose outputs the check would refuse, keeps
its old outputs.  NAME is a twin's name or the start of it (``02``).
"""

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from book._tools.interactive import without_widgets
from book._tools.kernels import BOOK, ROOT, ThisPython, environment
from book._tools.outputs import faults
from book._tools.twins import digest, notebook_of, twins

TIMEOUT = 600  # seconds a cell
PROBE = """
import json as _json, sys as _sys
print(_json.dumps(sorted(m.__file__ for n, m in _sys.modules.items() if n.split(".")[0] == "gdlib" and m.__file__)))
"""


class RefusedError(Exception):
    """The chapter ran, and the check would refuse what it shows."""


def main(argv=None):
    """Run what is stale, or everything, or what is named; the number of chapters that failed is the verdict."""
    args = _arguments(argv)
    chosen = [t for t in twins(args.book) if not args.names or any(t.stem.startswith(n) for n in args.names)]
    if args.names and not chosen:
        sys.exit(f"no chapter in {args.book.name}/ is called {' or '.join(args.names)}")
    failed = 0
    for twin in chosen:
        if not args.all and is_current(twin):
            print(f"{twin.stem:32s} unchanged", flush=True)
        else:
            failed += not _report(twin)
    return min(failed, 1)


def is_current(twin):
    """Whether the stored outputs come from this text and from this gdlib."""
    stored = twin.with_suffix(".ipynb")
    if not stored.exists():
        return False
    made = nbformat.read(stored, as_version=4).metadata.get("gdlib", {})
    return made.get("twin") == _text_digest(twin) and made.get("source") == source_digest(made.get("files", []))


def execute(twin):
    """The twin's notebook with the outputs of a fresh kernel; raises where a cell fails or is refused.

    The new text is stored first, beside the old outputs: the proofs read their equations from the notebook.
    """
    nb = notebook_of(twin)
    nbformat.write(nb, twin.with_suffix(".ipynb"))
    manager = AsyncKernelManager(kernel_spec_manager=ThisPython())
    client = NotebookClient(nb, km=manager, timeout=TIMEOUT, record_timing=False, coalesce_streams=True)
    with client.setup_kernel(env=environment(), cwd=str(twin.parent)):
        for index, cell in enumerate(nb.cells):
            client.execute_cell(cell, index)
        files = _files_used(client, nb.cells)
    without_widgets(nb)
    _refuse(nb)
    nb.metadata["gdlib"] = {"twin": _text_digest(twin), "source": source_digest(files), "files": files}
    return nb


def source_digest(files):
    """A fingerprint of some files of gdlib, and of the style that is no Python; a missing file counts as changed."""
    paths = [ROOT / f for f in files]
    return digest(*(p.read_text(encoding="utf-8") if p.exists() else "" for p in paths))


def _report(twin):
    """Execute one chapter and store it, in one line; where it fails, say all there is to say."""
    print(f"{twin.stem:32s} ", end="", flush=True)
    start = time.perf_counter()
    try:
        nb = execute(twin)
    except (CellExecutionError, CellTimeoutError, DeadKernelError, RefusedError) as error:
        print(f"FAILED after {time.perf_counter() - start:.1f} s; the stored outputs stay\n{error}", flush=True)
        return False
    nbformat.write(nb, twin.with_suffix(".ipynb"))
    print(f"{time.perf_counter() - start:6.1f} s", flush=True)
    return True


def _refuse(nb):
    """Raise for outputs that the check would not accept."""
    cells = [c for c in nb.cells if c.cell_type == "code"]
    found = [f"In this cell:\n{c.source}\n→ {fault}" for i, c in enumerate(cells, 1) for fault in faults(c, i)]
    if found:
        raise RefusedError("\n\n".join(found))


def _files_used(client, cells):
    """The files of gdlib that the kernel has loaded, relative to the tree, and the style if figures were drawn."""
    cells.append(nbformat.v4.new_code_cell(PROBE))
    client.execute_cell(cells[-1], len(cells) - 1)
    files = [Path(f) for f in json.loads(cells.pop().outputs[0].text)]
    files += [style for f in files for style in f.parent.glob("*.mplstyle")]
    return sorted({f.relative_to(ROOT).as_posix() for f in files if f.is_relative_to(ROOT)})


def _text_digest(twin):
    return digest(twin.read_text(encoding="utf-8"))


def _arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="chapters, by name or number; all where none is named")
    parser.add_argument("--all", action="store_true", help="unchanged chapters as well")
    parser.add_argument("--book", type=Path, default=BOOK, help=argparse.SUPPRESS)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
