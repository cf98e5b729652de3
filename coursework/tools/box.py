"""The sandbox: bubblewrap shows a student's program Python, NumPy and gdlib, read-only, and nothing else.

No network, no file of the course, no other student, no place to write but a small folder in memory that goes with it.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from coursework.tools import seccomp

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOBODY = 65534
MEMORY, CPU = 1 << 30, 120  # bytes, seconds
FIXED = {
    "HOME": "/tmp", "LANG": "C.UTF-8", "MPLCONFIGDIR": "/tmp/matplotlib", "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1",
}  # fmt: skip
REMEDY = (
    "the sandbox cannot run here ({why}): install bubblewrap (on Debian and Ubuntu: apt install bubblewrap), "
    "or trust every submission and say --unsafe"
)


class SandboxError(RuntimeError):
    """Why no submission can be run safely here, in one sentence."""


def shown() -> list[str]:
    """The options of bubblewrap for what the program sees."""
    options = ["--ro-bind", "/usr", "/usr"]
    for folder in ("/lib", "/lib64", "/lib32", "/bin"):
        if os.path.islink(folder):
            options += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            options += ["--ro-bind", folder, folder]
    for path in dict.fromkeys((sys.base_prefix, sys.prefix, str(ROOT / "gdlib"), "/etc/ld.so.cache")):
        if not path.startswith("/usr/") and os.path.exists(path):
            options += ["--ro-bind", path, path]
    for name in ("worker.py", "wire.py"):
        options += ["--ro-bind", str(HERE / name), f"/job/{name}"]
    return options


def command(python: list[str], filters: int | None) -> list[str]:
    """The whole command line; ``filters`` is the number of an open file with the system-call filter."""
    kept = ["--unshare-all", "--die-with-parent", "--new-session", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    places = ["--dev", "/dev", "--size", str(1 << 26), "--tmpfs", "/tmp", "--chdir", "/tmp", "--hostname", "grader"]
    names = [part for pair in FIXED.items() for part in ("--setenv", *pair)]
    calls = [] if filters is None else ["--seccomp", str(filters)]
    return ["bwrap", *kept, *places, *shown(), "--clearenv", *names, *calls, "--", *python]


def as_whom() -> dict:
    """Popen's options that make root an ordinary user, where that user can read this Python."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return nobody if _answers(nobody) is None else {}


@functools.cache
def trouble() -> str | None:
    """None where the sandbox runs on this machine; else why not."""
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed"
    return _answers(as_whom())


def _answers(whom: dict) -> str | None:
    with filter_file() as number:
        order = command([sys.executable, "-I", "-c", "import numpy"], number)
        done = subprocess.run(order, capture_output=True, text=True, pass_fds=[number] if number else [], **whom)
    return None if done.returncode == 0 else (done.stderr.strip().splitlines() or ["no reason given"])[-1]


@contextlib.contextmanager
def filter_file():
    """The number of an open file that holds the filter; None on a machine that has no table of system calls."""
    rules = seccomp.program()
    if rules is None:
        yield None
        return
    with tempfile.TemporaryFile() as file:
        file.write(rules)
        file.seek(0)
        yield file.fileno()


def start(safe: bool = True, memory: int = MEMORY, cpu: int = CPU) -> subprocess.Popen:
    """Start a worker, in the sandbox unless told otherwise.  Raises SandboxError where there is none."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "bufsize": 0}
    arguments = [str(memory), str(cpu)]
    if not safe:
        order = [sys.executable, "-I", str(HERE / "worker.py"), *arguments]
        return subprocess.Popen(order, env={"PATH": "", **FIXED}, start_new_session=True, **pipes)
    if trouble():
        raise SandboxError(REMEDY.format(why=trouble()))
    with filter_file() as number:
        order = command([sys.executable, "-I", "/job/worker.py", *arguments], number)
        passed = {"pass_fds": [number] if number else []}
        return subprocess.Popen(order, start_new_session=True, **passed, **pipes, **_whom())


@functools.cache
def _whom() -> dict:
    return as_whom()
