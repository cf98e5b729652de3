"""`run.py` says what it can do, refuses what it cannot in one sentence, and ends with the status that CI reads."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

import run
from house import environment, stages

ROOT = Path(__file__).resolve().parents[2]


def call(*arguments, code=None):
    """Run the command as a reader does."""
    command = [sys.executable, *(("-c", code) if code else ("run.py",)), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf8")


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """An environment of its own, so that the real one is left alone."""
    folder = tmp_path / "env"
    monkeypatch.setattr(environment, "ENV", folder)
    monkeypatch.setattr(environment, "LOG", folder / "pip.log")
    python = folder / environment.PYTHON.relative_to(environment.PYTHON.parents[1])
    monkeypatch.setattr(environment, "PYTHON", python)
    return folder


def test_alone_it_prints_a_line_for_each_task():
    done = call()
    assert done.returncode == 0
    for name, task in run.TASKS.items():
        assert f"  {name:<11}{task.__doc__}\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bok"], "there is no task 'bok'; there are book, test, lab"),
        (["book", "--fast"], "book takes no options, and was given --fast"),
    ],
)
def test_what_it_cannot_do_is_one_sentence_and_status_1(arguments, sentence):
    done = call(*arguments)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert sentence in done.stderr


def test_an_old_python_is_told_so():
    done = call(code="import runpy, sys; sys.version_info = (3, 10, 4); runpy.run_path('run.py', run_name='__main__')")
    assert done.returncode == 1
    assert done.stderr.startswith("run.py: Python 3.11 or newer is needed; this is")
    assert done.stderr.count("\n") == 1


def test_a_full_disk_is_named(monkeypatch, elsewhere):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(environment.venv, "create", full)
    with pytest.raises(environment.SetupError, match="the disk is full: free about 3 GB and run it again"):
        environment.prepare(environment.SITE)


def test_a_python_without_venv_is_told_the_remedy(monkeypatch, elsewhere):
    def refuse(*_, **__):
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(environment.venv, "create", refuse)
    with pytest.raises(environment.SetupError, match="python3-venv"):
        environment.prepare(environment.SITE)


@pytest.mark.slow
def test_a_missing_network_is_named(monkeypatch, elsewhere):
    for name, value in {
        "PIP_INDEX_URL": "http://127.0.0.1:9/",  # nobody listens there
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_CONFIG_FILE": environment.os.devnull,
        "PIP_FIND_LINKS": "",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(environment.SetupError, match="connect to the network"):
        environment.prepare(environment.SITE)
    assert not environment.is_ready(environment.SITE)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "the disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "connect to the network"),
        ("ERROR: No matching distribution found for gdlibx==1", "No matching distribution found for gdlibx==1"),
    ],
)
def test_what_pip_said_becomes_one_sentence(said, sentence):
    assert sentence in environment.cause(f"Collecting a\n{said}\n")


def test_the_environment_is_made_again_when_a_list_changes(monkeypatch, elsewhere, tmp_path):
    for folder in ("benchmarks", "coursework"):
        (tmp_path / folder).mkdir()
    for name in (environment.SITE, environment.WHOLE, environment.PEERS, environment.COURSE, environment.CONSTRAINTS):
        (tmp_path / name).write_text("numpy==2.4.6\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    environment.PYTHON.parent.mkdir(parents=True)
    environment.PYTHON.touch()
    environment.mark(environment.WHOLE).write_text(environment.stamp())
    assert environment.is_ready(environment.WHOLE)
    assert environment.is_ready(environment.SITE)  # the whole holds its parts
    assert environment.is_ready(environment.COURSE)
    assert not environment.is_ready(environment.PEERS)
    (tmp_path / "constraints.txt").write_text("numpy==2.4.5\n")
    assert not environment.is_ready(environment.WHOLE)


def test_a_stage_that_fails_does_not_stop_the_next(monkeypatch, capsys):
    monkeypatch.setattr(stages, "PYTHON", sys.executable)
    failed = stages.run_all({"bad": ["-c", "raise SystemExit(3)"], "good": ["-c", "print('done')"]})
    assert failed == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


@pytest.mark.parametrize(
    ("line", "status", "counted"),
    [
        ("12 passed in 3.1s", 0, (12, 0)),
        ("2 failed, 10 passed, 1 warning in 3.1s", 1, (10, 2)),
        ("1 failed, 1 error in 3.1s", 1, (0, 2)),
        ("12 passed in 3.1s", 1, (12, 1)),  # the tests passed and something else did not
        ("no tests ran in 0.1s", 5, (0, 1)),
        ("", 0, (1, 0)),
        ("", 1, (0, 1)),
    ],
)
def test_a_stage_counts_as_pytest_does(line, status, counted):
    assert stages.count(line, status) == counted
