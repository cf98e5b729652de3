"""No attack earns a point, and none leaves a trace on the machine: each scores what a blank sheet scores."""

import hashlib
import socket
import time
from pathlib import Path

import pytest

from coursework.tools.marking import mark
from coursework.tools.remote import Student
from coursework.tools.submissions import code_of
from tests.coursework.attacks import attacks

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(attacks())
HASTY = {"total": 6.0, "cell": 1.0, "call": 0.5}  # seconds; grading has more patience, and the same order of events


def digest(*folders):
    """What stands in the folders."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in paths)).hexdigest()


def family(pid):
    """The process and all that came of it, as far as they live."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    found = {pid}
    for _ in range(6):
        found |= {child for child, parent in parents.items() if parent in found}
    return found & set(parents)


@pytest.fixture
def canary(tmp_path):
    """A file that nobody is to read or change."""
    path = tmp_path / "canary"
    path.write_text("SECRET")
    return path


@pytest.fixture
def listener():
    """A port that nobody is to reach."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield server


@pytest.mark.parametrize("name", NAMES)
def test_an_attack_scores_what_a_blank_sheet_does_and_leaves_no_trace(
    name, built, sandbox, canary, listener, monkeypatch
):
    monkeypatch.setenv("GRADER_TOKEN", "SECRET")
    cell = attacks(CANARY=str(canary), PORT=str(listener.getsockname()[1]))[name]
    before = digest(built.folder, ROOT / "coursework" / "tools", canary.parent)
    with Student(**HASTY) as student:
        marks, _ = mark(student, [*code_of(built.student), cell], built.tests, "mallory")
        leak = student.get("leak") if "leak" in cell and not student.dead else None
        alive = family(student.process.pid) if not student.dead else set()
    assert [m.score for m in marks] == [0] * len(built.tests)
    assert leak is None
    assert not any(lives(pid) for pid in alive)
    assert digest(built.folder, ROOT / "coursework" / "tools", canary.parent) == before
    with pytest.raises(BlockingIOError):
        listener.accept()
    shown = " ".join(case.said for m in marks for case in m.cases if case.hidden)
    assert "SECRET" not in shown


def lives(pid):
    """Whether a process is there still, after a moment to die in."""
    for _ in range(20):
        path = Path(f"/proc/{pid}/stat")
        if not path.exists() or path.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return False
        time.sleep(0.05)
    return True


def test_the_reference_has_all_points_in_the_same_box(built, sandbox):
    with Student() as student:
        marks, faults = mark(student, code_of(built.reference), built.tests, "anybody")
    assert not faults
    assert all(m.score == m.possible > 0 for m in marks)


@pytest.mark.parametrize("name", ["endless loop", "faked output", "fork bomb", "six gigabytes"])
def test_right_answers_keep_their_points_beside_a_cell_that_fails(name, built, sandbox):
    cell = attacks()[name].replace("slope = ", "other = ")
    with Student(cell=1.0) as student:
        marks, _ = mark(student, [cell, *code_of(built.reference)], built.tests, "anybody")
    full = [m.score == m.possible for m in marks]
    assert all(full) or name == "faked output"  # whoever writes into the pipe spoils his own answers
