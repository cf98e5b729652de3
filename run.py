"""One command for everything: `python run.py TASK` makes the environment on first use, then runs the task.

It needs Python 3.11 or newer and nothing else: no make, no activated environment, no installed package.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 (this is what tells the reader)
    sys.exit(f"run.py: Python 3.11 or newer is needed; this is {sys.version.split()[0]}")

from house import stages
from house.environment import COURSE, ENV, PEERS, PYTHON, ROOT, SITE, WHOLE, SetupError, prepare, surroundings

PAGES = ROOT / "_build" / "html"
CALLED_FROM = Path.cwd()  # where a reader's own paths begin


def python(*arguments, **options):
    """Run the environment's Python in the root of the tree."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, env=surroundings(), **options)


def chromium():
    """Where a Chromium is, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    return next(filter(None, map(shutil.which, names)), None)


def book():
    """Build the pages from the stored outputs."""
    done = python(*stages.BUILD, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf8")
    if done.returncode:
        print(done.stdout)
        return 1
    print(f"The book stands in {PAGES / 'index.html'}")
    return 0


def test():
    """Check everything, as CI does (several minutes)."""
    chosen = dict(stages.ALL)
    if not chromium():
        print("No Chromium found: the pages are built but not looked at; all the rest runs.", flush=True)
        del chosen["pages"]
    return stages.run_all(chosen) and 1


def lab(*options):
    """Open the chapters in JupyterLab."""
    chapters = [str(chapter) for chapter in (ROOT / "book").glob("*.ipynb")]
    python("-m", "jupyter", "trust", *chapters, stdout=subprocess.DEVNULL)  # else it hides their pictures
    return python("-m", "jupyter", "lab", "--LabApp.default_url=/lab/tree/book", *options).returncode


def serve(port="8000"):
    """Show the built pages on this machine: serve [PORT]."""
    if not (PAGES / "index.html").exists() and book():
        return 1
    print(f"http://127.0.0.1:{port}/ (Ctrl-C ends it)", flush=True)
    return python("-m", "http.server", "--bind", "127.0.0.1", "--directory", str(PAGES), port).returncode


def notebooks(*options):
    """Run again the chapters whose text, or whose gdlib, changed."""
    return python("book/_tools/notebooks.py", *options).returncode


def check():
    """Lint, imports, spelling, pairs and the quick tests (one to two minutes)."""
    return stages.run_all(stages.QUICK) and 1


def figures():
    """Build the interactive figures' scripts anew (needs Node.js)."""
    return python("-m", "house.front").returncode


def bench(*options):
    """Time gdlib beside its peers, and write the table; `bench figures` times the interactive figures."""
    figures = options[:1] == ("figures",)
    return python("-m", "benchmarks.figures" if figures else "benchmarks.run", *options[figures:]).returncode


def coursework(*options):
    """Assignments: coursework build | check | grade | variants | pages, each with --help."""
    return python("-m", "coursework.tools", str(CALLED_FROM), *options).returncode


def mutants(*options):
    """Plant known faults in a copy of gdlib; each must turn a check red."""
    return python("tests/mutants.py", *options).returncode


def clean():
    """Remove what was built and cached; .venv stays."""
    caches = (
        ".pytest_cache",
        ".ruff_cache",
        ".hypothesis",
        ".import_linter_cache",
        ".ipynb_checkpoints",
        "__pycache__",
    )
    found = [folder for name in caches for folder in ROOT.rglob(name) if ENV not in folder.parents]
    for folder in [ROOT / "_build", *found]:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


TASKS = {
    task.__name__: task
    for task in (book, test, lab, serve, notebooks, figures, check, bench, coursework, mutants, clean)
}
NEEDS = {"book": [SITE], "serve": [SITE], "bench": [WHOLE, PEERS], "coursework": [SITE, COURSE], "clean": []}
TAKES_OPTIONS = {"lab", "serve", "notebooks", "bench", "coursework", "mutants"}


def main(name="help", *options):
    """Make sure of the packages, then run the task; the exit status, or a sentence on what went wrong."""
    if name in ("help", "-h", "--help"):
        print(__doc__, *(f"  {task:<11}{code.__doc__}" for task, code in TASKS.items()), sep="\n")
        return 0
    if name not in TASKS:
        return f"there is no task '{name}'; there are {', '.join(TASKS)}"
    if options and name not in TAKES_OPTIONS:
        return f"{name} takes no options, and was given {' '.join(options)}"
    os.chdir(ROOT)
    prepare(*NEEDS.get(name, [WHOLE]))
    return TASKS[name](*options)


if __name__ == "__main__":
    try:
        outcome = main(*sys.argv[1:])
    except SetupError as fault:
        outcome = str(fault)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(f"run.py: {outcome}" if isinstance(outcome, str) else outcome)
