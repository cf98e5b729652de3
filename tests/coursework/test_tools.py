"""Small parts of the tools: their examples hold, a bad master is named, the sandbox shows what it should."""

import doctest
import json
import os

import pytest

from coursework.tools import box, marking, practice, seccomp, variants
from coursework.tools.master import FOLDER, MasterError, assignments, read
from coursework.tools.remote import Student, StudentError

GOOD = (FOLDER / assignments()[0] / "master.md").read_text("utf8")


@pytest.mark.parametrize("module", [marking, practice, seccomp, variants], ids=lambda module: module.__name__)
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("TypeError: NoneType' object is not callable", "TypeError: 'NoneType' object is not callable"),
        ("TypeError: bad operand types: 'float' and 'str", "TypeError: bad operand types: 'float' and 'str'"),
        (
            "AttributeError: int' object has no attribute 'shape",
            "AttributeError: 'int' object has no attribute 'shape'",
        ),
        ("NameError: name 'x' isn't defined", "NameError: name 'x' isn't defined"),
        ("AssertionError: Ada's", "AssertionError: Ada's"),
        ("AssertionError: ", ""),
        ("WireError: it is still blank: ...", "it is still blank: ..."),
    ],
)
def test_what_a_check_said_is_whole_and_never_an_empty_name(text, said):
    assert marking._said(f"Test case failed\nError at line 1\n  assert x\n{text}", False) == said


def test_a_call_that_takes_too_long_says_so_in_words():
    with Student(safe=not box.trouble(), call=0.5) as student:
        student.run(["def f():\n    while True: pass"], {})
        with pytest.raises(StudentError, match=r"^your function had not ended after 0.5 s$"):
            student.get("f")()


@pytest.mark.parametrize("faults", ["3", "[3]", "[[1, [], 'x']]", "[['x', 'SyntaxError', '']]", "None"])
def test_a_forged_list_of_failures_stops_that_program_and_no_other(faults):
    forged = "import gc\nfor one in gc.get_objects():\n    if type(one).__name__ == 'Worker':\n"
    forged += f"        one.say(faults={faults})"
    with Student(safe=not box.trouble()) as student:
        with pytest.raises(StudentError, match="no message"):
            student.run([forged], {})
        assert student.dead


def test_students_are_told_once_what_to_hand_in_and_under_which_name(built):
    cells = [cell["source"] for cell in json.loads(built.student.read_text("utf8"))["cells"]]
    text = "\n".join("".join(source) for source in cells)
    assert text.count("`ID.ipynb`") == 1
    assert "zip" not in text
    assert "grader.export" not in text


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no /proc here to count files in")
def test_one_student_after_another_leaves_no_file_open():
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        with Student(safe=not box.trouble()) as student:
            student.run(["x = 1"], {})
    assert len(os.listdir("/proc/self/fd")) == before
