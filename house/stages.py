"""The stages of the check: what each runs, and the summing up.

A stage that fails does not keep the next from running.
"""

import re
import subprocess
import time

from house.environment import PYTHON, ROOT, surroundings

PYTEST = ["-m", "pytest", "-q"]
TWO = ["-n", "2"]
PAIRS = "tests/book/test_pairs.py"
QUICKLY = "not slow and not browser"
HANDS = "tests/figures/browser"
BUILD = [
    "-c",
    "from jupyter_book.cli.main import main; main()",
    "build",
    ".",
    "--all",
    "-W",
    "--keep-going",
    "-n",
    "-q",
]
LINT = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as main; main()"],
    "spelling": ["-c", "from codespell_lib import main; main()", "."],
}
QUICK = {
    **LINT,
    "pairs": [*PYTEST, PAIRS],
    "quick tests": [
        *PYTEST,
        *TWO,
        "tests",
        "--ignore=tests/site",
        "--ignore=tests/book",
        "-m",
        "not slow and not browser",
    ],
}
ALL = {
    **LINT,
    "tests and laws": [*PYTEST, *TWO, "tests", "--ignore=tests/site", f"--ignore={HANDS}", f"--deselect={PAIRS}"],
    "doctests": [*PYTEST, "--doctest-modules", "gdlib"],
    "pairs": [*PYTEST, PAIRS],
    "chapters": [*PYTEST, *TWO, "--dist", "loadfile", "--nbval", "book"],
    "figures": [*PYTEST, *TWO, "--dist", "loadgroup", HANDS],
    "build": BUILD,
    "pages": [*PYTEST, *TWO, "--dist", "loadgroup", "tests/site"],
}


def run_all(stages):
    """Run every stage and sum up; the number that failed."""
    rows, passed, failed = [], 0, 0
    for name, command in stages.items():
        print(f"\n== {name}", flush=True)
        begun = time.monotonic()
        good, bad = run_one(command)
        rows.append(f"{name:<16}{good:5d} passed{bad:4d} failed{time.monotonic() - begun:8.1f} s")
        passed, failed = passed + good, failed + bad
    print("", *rows, f"{passed} passed, {failed} failed", sep="\n", flush=True)
    return failed


def run_one(command):
    """Run one stage, showing its output; how many checks passed and failed."""
    lines = []
    options = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
        "encoding": "utf8",
        "errors": "replace",
    }
    with subprocess.Popen([str(PYTHON), *command], cwd=ROOT, env=surroundings(), **options) as stage:
        for line in stage.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return count(lines[-1] if lines and "pytest" in command else "", stage.returncode)


def count(last_line, returncode):
    """(passed, failed) by pytest's last line, or by the exit status where a tool has no such line."""
    tally = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", last_line)}
    failed = tally.get("failed", 0) + tally.get("error", 0)
    if not tally:
        return int(returncode == 0), int(returncode != 0)
    return tally.get("passed", 0), max(failed, int(returncode != 0))
