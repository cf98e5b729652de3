"""How many planted mistakes the tests and the chapters notice.

    python tests/mutants.py [--jobs N] [--no-book] [NAME …]

Each mutant of `mutations` is one change in a copy of the tree.  Its tests must fail, and so must the chapters
whose subject it touches.  A run that breaks off for another reason than a failed test counts as no verdict at all.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.mutations import MUTANTS  # noqa: E402 (the tree must be found first)

COPIED = ("gdlib", "tests", "book", "pyproject.toml")
PYTEST = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
NBVAL = [*PYTEST, "--nbval"]
VERDICTS = {0: "ALIVE", 1: "killed"}  # pytest's exit codes: all passed, some failed
LIMIT = 900  # seconds for one run of pytest


def main(argv=None):
    """Run the chosen mutants and print the table; 1 if one survives, 2 if the unchanged tree fails."""
    args = _arguments(argv)
    chosen = [m for m in MUTANTS if not args.names or any(n in m.name for n in args.names)]
    if not chosen:
        sys.exit(f"no mutant is called {' or '.join(args.names)}")
    with ThreadPoolExecutor(args.jobs) as pool:
        if not _unchanged_passes(pool, chosen, args.book):
            return 2
        start = time.perf_counter()
        alive = [
            m.name for m, row in zip(chosen, pool.map(lambda m: _row(m, args.book), chosen), strict=True) if not row
        ]
    print(
        f"\n{len(chosen) - len(alive)} of {len(chosen)} mutants killed in {time.perf_counter() - start:.0f} s", end=""
    )
    print(f"; surviving: {', '.join(alive)}" if alive else "")
    return 1 if alive else 0


def _unchanged_passes(pool, chosen, book):
    """Whether everything that is to fail with a mutant passes without one."""
    tests = sorted({t for m in chosen for t in m.tests})
    chapters = sorted({c for m in chosen for c in m.chapters}) if book else []
    with tempfile.TemporaryDirectory() as copy:
        _copy(Path(copy))
        codes = pool.map(lambda run: _pytest(*run, copy), [(PYTEST, tests), *((NBVAL, [c]) for c in chapters)])
        failed = [what for what, code in zip([tests, *chapters], codes, strict=True) if code != 0]
    for what in failed:
        print(f"the unchanged tree fails {what}: mend that first")
    return not failed


def _row(mutant, book):
    """Judge one mutant and print its line of the table; whether everything that had to noticed it."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as copy:
        _copy(Path(copy))
        mutant.plant(Path(copy))
        codes = {"tests": _pytest(PYTEST, mutant.tests, copy)}
        for chapter in mutant.chapters if book else ():
            codes[Path(chapter).stem[:2]] = _pytest(NBVAL, [chapter], copy)
    verdicts = "  ".join(f"{what} {VERDICTS.get(code, f'BROKEN ({code})'):6s}" for what, code in codes.items())
    print(f"{mutant.name:44s} {verdicts:40s} {time.perf_counter() - start:5.0f} s", flush=True)
    return all(code == 1 for code in codes.values())


def _copy(folder):
    """A copy of what the tests and the chapters need."""
    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "_build")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)


def _pytest(command, what, folder):
    """Pytest's exit code in a copy of the tree; 124 where it does not come to an end."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return subprocess.run([*command, *what], cwd=folder, env=env, capture_output=True, timeout=LIMIT).returncode
    except subprocess.TimeoutExpired:
        return 124


def _arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="mutants whose name holds one of these; all where none is given")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants at a time")
    parser.add_argument("--no-book", dest="book", action="store_false", help="leave the chapters out")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
