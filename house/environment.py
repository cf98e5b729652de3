"""The environment in `.venv`: made on first use, brought up to date when a list of packages changes, else left alone.

Standard library only, for it runs before anything is installed. What goes wrong is said in one sentence.
"""

import errno
import hashlib
import os
import re
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENV = ROOT / ".venv"
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = ENV / "pip.log"
SITE, WHOLE = "requirements-site.txt", "requirements.txt"
PEERS, COURSE = "benchmarks/requirements.txt", "coursework/requirements.txt"
SIZES = {SITE: "under 500 MB, about a minute", COURSE: "about 250 MB, some seconds"}
CONSTRAINTS = "constraints.txt"
FIXED = {
    "OMP_NUM_THREADS": "1",  # the same sums in the same order on every machine
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "IPYTHONDIR": str(ENV / "ipython"),  # nobody's own start-up files
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
FULL_DISK = "the disk is full: free about 3 GB and run it again"
CAUSES = {
    r"No space left|Errno 28": FULL_DISK,
    r"NewConnectionError|NameResolution|Temporary failure|Max retries|timed out|ProxyError|Connection refused": (
        "the packages could not be fetched: connect to the network and run it again"
    ),
}


class SetupError(Exception):
    """Why the environment could not be made, in one sentence for the reader."""


def surroundings():
    """The variables that every task runs in."""
    return {**os.environ, **FIXED}


def stamp():
    """What an environment must say of itself to be up to date: a digest of the lists and of this Python."""
    lists = b"".join((ROOT / name).read_bytes() for name in (SITE, WHOLE, PEERS, COURSE, CONSTRAINTS))
    return hashlib.sha256(lists + sys.version.encode()).hexdigest()


def mark(requirements):
    """The file that says for which lists a set of requirements was installed."""
    return ENV / f"ready-{requirements.replace('/', '-')}"


def is_ready(requirements):
    """Whether `.venv` holds these requirements; the whole environment holds those of site and coursework."""
    enough = {requirements, WHOLE} if requirements in (SITE, COURSE) else {requirements}
    return PYTHON.exists() and any(mark(name).is_file() and mark(name).read_text() == stamp() for name in enough)


def make():
    """Make `.venv` for the Python that runs, replacing one that was made for another."""
    try:
        venv.create(ENV, with_pip=True, clear=ENV.exists())
    except OSError as error:
        raise SetupError(FULL_DISK if error.errno == errno.ENOSPC else f"{ENV} cannot be made: {error}") from None
    except subprocess.CalledProcessError:
        remedy = "install your system's package for it (on Debian and Ubuntu: python3-venv)"
        raise SetupError(f"this Python cannot make virtual environments: {remedy}") from None


def belongs():
    """Whether `.venv` works and is of the running Python's version."""
    if not PYTHON.exists():
        return False
    found = subprocess.run([str(PYTHON), "-c", "import sys, pip; print(sys.version)"], capture_output=True, text=True)
    return found.stdout.strip() == sys.version.strip()


def show(line, packages, begun):
    """One line of progress, rewritten in place on a terminal."""
    found = re.match(r"\s*(?:Collecting|Downloading|Installing collected packages:) ?(\S*)", line)
    if not found or not sys.stdout.isatty():
        return
    what = "putting them in place" if line.startswith("Installing") else found[1].split("/")[-1][:40]
    print(f"\r  {packages:3d} packages, {time.monotonic() - begun:3.0f} s  {what:<44}", end="", flush=True)


def pip(*arguments):
    """Run pip, showing what it is at; its whole output goes to `.venv/pip.log`."""
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--no-compile", "--retries", "2", *arguments]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf8", "errors": "replace"}
    with subprocess.Popen(command, cwd=ROOT, env=surroundings(), **options) as run:
        follow(run.stdout)
    if run.returncode:
        raise SetupError(cause(LOG.read_text("utf8")))


def follow(output):
    """Write pip's output to the log, and show how far it has come."""
    begun, packages = time.monotonic(), 0
    with LOG.open("w", encoding="utf8") as log:
        for line in output:
            log.write(line)
            packages += line.startswith("Collecting")
            show(line, packages, begun)
    if sys.stdout.isatty():
        print("\r" + " " * 72, end="\r")


def cause(output):
    """The sentence for the reader that fits what pip said."""
    for pattern, sentence in CAUSES.items():
        if re.search(pattern, output):
            return sentence
    errors = re.findall(r"^(?:ERROR|error): (.*)", output, re.MULTILINE)
    return f"pip failed ({errors[-1] if errors else 'it gave no reason'}); all that it said is in {LOG}"


def prepare(*lists):
    """Make sure that `.venv` holds what the lists of requirements name, and gdlib itself."""
    for requirements in lists:
        if not is_ready(requirements):
            install(requirements)


def install(requirements):
    """Install one list, and leave the mark that says so."""
    begun = time.monotonic()
    size = SIZES.get(requirements, "some GB with PyTorch, a few minutes")
    print(f"Installing {requirements} into .venv ({size}) ...", flush=True)
    if not belongs():
        make()
    try:
        pip("-r", requirements, "-c", CONSTRAINTS)
        pip("--no-deps", "--no-build-isolation", "-e", ".")
        mark(requirements).write_text(stamp())
    except OSError as error:
        raise SetupError(FULL_DISK if error.errno == errno.ENOSPC else str(error)) from None
    print(f"Installed in {time.monotonic() - begun:.0f} s.", flush=True)
