"""Small parts of the tools: their examples hold, a bad master is named, the sandbox shows what it should."""

import doctest
import os

import pytest

from coursework.tools import box, practice, seccomp, variants
from coursework.tools.master import FOLDER, MasterError, assignments, read
from coursework.tools.remote import Student, StudentError

GOOD = (FOLDER / assignments()[0] / "master.md").read_text("utf8")


@pytest.mark.parametrize("module", [practice, seccomp, variants], ids=lambda module: module.__name__)
def test_the_examples_hold(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("(2 points)", "(3 points)", "do not add up to 3"),
        ("## Question 2:", "## Question 9:", "stands in place 2"),
        ("## Question 1: A gradient by hand (2 points)", "## Question 1 A gradient", "is not '## Question 1: Title"),
        ("def test_with_a_product(", "def test_without_a_product(", "two tests have one name"),
        ("def test_with_a_product(", "def with_a_product(", "one function test_"),
        (":tags: [answer]", ":tags: [other]", "no cell is tagged 'answer'"),
        (":points: 1\n", "", "needs a docstring (the hint) and ':points: 1'"),
    ],
    ids=["points", "number", "heading", "twice", "name", "answer", "no-points"],
)
def test_a_master_that_will_not_do_is_told_why(old, new, why, tmp_path):
    (tmp_path / "master.md").write_text(GOOD.replace(old, new), "utf8")
    with pytest.raises(MasterError) as fault:
        read(tmp_path)
    assert why in str(fault.value)


def test_a_folder_without_a_master_names_those_that_there_are(tmp_path):
    with pytest.raises(MasterError, match=assignments()[0]):
        read(tmp_path)


def test_the_sandbox_shows_python_and_the_library_and_nothing_of_the_course(sandbox):
    with Student() as student:
        student.run(
            ["import gdlib, numpy, os\nfound = sorted(os.listdir(os.path.dirname(gdlib.__file__) + '/..'))"], {}
        )
        assert {"gdlib"} <= set(student.get("found")) <= {"gdlib", ".venv"}


def test_a_callback_that_fails_is_the_students_own_error(sandbox):
    def grad(w):
        raise ValueError("w has the wrong shape")

    with Student() as student:
        student.run(["def f(g):\n    return g(3)"], {})
        with pytest.raises(StudentError, match="w has the wrong shape"):
            student.get("f")(grad)


def test_a_function_that_comes_back_can_be_called_here(sandbox):
    with Student() as student:
        student.run(["def scaled(f, c):\n    return lambda k: c * f(k)"], {})
        assert student.get("scaled")(lambda k: k + 1.0, 3)(4) == 15


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no /proc here to count files in")
def test_one_student_after_another_leaves_no_file_open():
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        with Student(safe=not box.trouble()) as student:
            student.run(["x = 1"], {})
    assert len(os.listdir("/proc/self/fd")) == before
