"""A batch: everybody gets a line and a page, a bad submission stops nobody, and what was graded is not graded twice."""

import csv
import json
import shutil
from datetime import datetime

import pytest

from coursework.tools import box
from coursework.tools.__main__ import main, moment
from coursework.tools.grade import failed
from coursework.tools.record import safe_name

BAD = {
    "syntax": "def f(:\n",
    "loop": "while True: pass",
    "memory": "x = [bytes(1 << 28) for _ in range(40)]",
    "raises": "1 / 0",
}


def copy(notebook, to, cell=None, written=None):
    """The notebook of whoever the file is named after, perhaps with one more cell or with an answer in words."""
    book = json.loads(notebook.read_text("utf8"))
    if cell:
        book["cells"].append(
            {"cell_type": "code", "source": cell, "metadata": {}, "outputs": [], "execution_count": None}
        )
    for one in book["cells"]:
        if "".join(one["source"]).startswith("STUDENT ="):
            one["source"] = f'STUDENT = "{to.stem}"'
        if written and one["cell_type"] == "markdown" and "otter_answer_cell" in one["metadata"].get("tags", []):
            one["source"] = written
    to.parent.mkdir(exist_ok=True, parents=True)
    to.write_text(json.dumps(book))


@pytest.fixture(scope="module")
def graded(built, tmp_path_factory):
    """A small class, graded once: (the command's arguments, the folder of results)."""
    if box.trouble():
        pytest.skip(f"no sandbox here: {box.trouble()}; .ci/run installs bubblewrap")
    here = tmp_path_factory.mktemp("class")
    copy(built.reference, here / "in" / "good.ipynb", written="<script>alert(1)</script> a saddle")
    shutil.copy(built.student, here / "in" / "blank_hw1.ipynb")
    for name, cell in BAD.items():
        copy(built.reference, here / "in" / f"{name}.ipynb", cell)
    (here / "in" / "broken.ipynb").write_text("not json")
    copy(built.student, here / "in" / "eve.ipynb")
    ids = ["good", "blank", "absent", "broken", *BAD, "=cmd()"]
    (here / "roster.csv").write_text("id,name\n" + "".join(f"{one},{one.title()} & Co\n" for one in ids))
    arguments = ["grade", "1", "in", "--roster", "roster.csv", "--out", "out", "-j", "2", "--seconds", "3"]
    assert main("--dist", "dist", *arguments, here=here) == 0
    return arguments, here


def lines(here):
    with (here / "out" / "grades.csv").open(newline="", encoding="utf8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_everybody_has_a_line_with_points_and_a_reason(graded):
    rows = lines(graded[1])
    assert rows["good"]["total"] == "18"
    assert rows["good"]["reason"] == ""
    assert rows["good"]["q7"] == ""  # nobody has read it yet
    assert rows["blank"]["reason"] == 'the notebook says STUDENT = "reference", not "blank"'
    assert rows["blank"]["total"] == rows["absent"]["total"] == rows["broken"]["total"] == "0"
    assert rows["absent"]["reason"] == "nothing handed in"
    assert "not a Jupyter notebook" in rows["broken"]["reason"]
    assert rows[""]["reason"] == "not on the roster: eve.ipynb"
    assert rows["'=cmd()"]["total"] == "0"  # no spreadsheet computes it


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("syntax", "is not Python"),
        ("loop", "did not end in time"),
        ("memory", "memory"),
        ("raises", "ZeroDivisionError"),
    ],
)
def test_a_cell_that_fails_is_named_and_costs_nothing_that_was_right(graded, name, reason):
    row = lines(graded[1])[name]
    assert reason in row["reason"]
    assert row["total"] == "18"


def test_a_second_run_grades_nobody_again_and_says_the_same(graded, capsys):
    arguments, here = graded
    before = (here / "out" / "grades.csv").read_text("utf8")
    assert main("--dist", "dist", *arguments, here=here) == 0
    assert ", 0 graded now" in capsys.readouterr().out
    assert (here / "out" / "grades.csv").read_text("utf8") == before


def test_points_given_by_eye_are_added(graded, tmp_path):
    arguments, here = graded
    shutil.copytree(here, tmp_path / "copy")
    path = tmp_path / "copy" / "out" / "by-eye.csv"
    path.write_text(path.read_text("utf8").replace("good,", "good,3.5"))
    assert main("--dist", "dist", *arguments, here=tmp_path / "copy") == 0
    row = lines(tmp_path / "copy")["good"]
    assert (row["q7"], row["total"], row["out_of"]) == ("3.5", "21.5", "22")
    assert "21.5 of 22 points" in (tmp_path / "copy" / "out" / "feedback" / "good.html").read_text("utf8")


def test_marks_by_eye_and_results_outlive_grading_and_building_again(sandbox, built, tmp_path, capsys):
    copy(built.reference, tmp_path / "in" / "ada.ipynb")
    (tmp_path / "roster.csv").write_text("id\nada\n")
    grading = ["--dist", "dist", "grade", "1", "in", "--roster", "roster.csv"]  # and no --out
    assert main(*grading, here=tmp_path) == 0
    results = tmp_path / "dist" / built.folder.name / "results"
    (results / "by-eye.csv").write_text("id,q7\nada,3\n")
    assert main(*grading, here=tmp_path) == 0
    assert ", 0 graded now" in capsys.readouterr().out
    assert main("--dist", "dist", "build", "1", here=tmp_path) == 0
    assert "ada" in (results / "grades.csv").read_text("utf8")
    assert (results / "by-eye.csv").read_text("utf8") == "id,q7\nada,3\n"
    assert "21 of 22 points" in (results / "feedback" / "ada.html").read_text("utf8")


def test_a_page_tells_hints_and_no_hidden_test(graded, first):
    page = (graded[1] / "out" / "feedback" / "blank.html").read_text("utf8")
    hidden = [test for question in first.questions for test in question.tests if test.hidden]
    assert "Blank &amp; Co (blank)" in page
    assert "0 of 18 points" in page
    assert page.count("hidden test not passed") == len(hidden)
    assert not [test.name for test in hidden if test.name in page]
    assert "assert" not in page.replace("AssertionError", "")


def test_what_a_student_wrote_is_text_on_the_page_to_be_read(graded):
    page = (graded[1] / "out" / "to-be-read.html").read_text("utf8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; a saddle" in page
    assert "<script" not in page


def test_the_page_to_be_read_asks_the_question_and_says_what_earns_points(graded, first):
    page = (graded[1] / "out" / "to-be-read.html").read_text("utf8")
    asked, names = page.index("A loss falls quickly"), page.index("<h3>")
    assert asked < page.index("a saddle, said so that the negative curvature") < names
    assert "<h3>Good &amp; Co (good)</h3>" in page


def test_without_a_sandbox_it_refuses_unless_told(monkeypatch, tmp_path, capsys):
    (tmp_path / "roster.csv").write_text("id\nada\n")
    monkeypatch.setattr(box, "trouble", lambda: "bubblewrap is not installed")
    assert main("grade", "1", ".", "--roster", "roster.csv", here=tmp_path) == 1
    said = capsys.readouterr().err
    assert "bubblewrap is not installed" in said
    assert "--unsafe" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["build", "99"], "there is no assignment '99'"),
        (["grade", "1", "nowhere", "--roster", "r.csv", "--unsafe"], "there is no folder"),
        (["grade", "1", ".", "--roster", "r.csv", "--unsafe"], "cannot be read"),
    ],
    ids=["name", "folder", "roster"],
)
def test_what_goes_wrong_is_one_sentence(arguments, sentence, tmp_path, capsys):
    assert main(*arguments, here=tmp_path) == 1
    assert sentence in capsys.readouterr().err


def test_a_time_that_is_none_is_told_the_form(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main("grade", "1", ".", "--roster", "r.csv", "--until", "yesterday", here=tmp_path)
    assert "'yesterday' is no time of the form '2026-03-01 23:59'" in capsys.readouterr().err
    assert moment("2026-03-01 23:59") == datetime(2026, 3, 1, 23, 59)
    assert moment("2026-03-01T23:59+00:00").tzinfo is None  # it is compared with a clock that knows of no zone


def test_a_few_words_for_many_failures():
    faults, cells = [[number, "NameError", ""] for number in range(1, 9)], ["", "\n  f(x)\n", "x" * 99]
    (said,) = failed(faults, cells)
    assert said.startswith(f"failed: code cell 1: NameError, code cell 2 (f(x)): NameError, code cell 3 ({'x' * 39}…)")
    assert said.endswith("code cell 5: NameError")
    assert failed([[2, "SyntaxError", ""]], cells) == ["code cell 2 (f(x)) is not Python"]
    assert safe_name("a/b c") == "a_b_c"


def test_variants_differ_between_students_and_hold_the_answers(tmp_path):
    (tmp_path / "roster.csv").write_text("id\nada\nbob\n")
    assert main("variants", "1", "--roster", "roster.csv", "--out", "v.csv", here=tmp_path) == 0
    with (tmp_path / "v.csv").open(newline="") as file:
        ada, bob = csv.DictReader(file)
    assert ada["q3: lr_limit"] != bob["q3: lr_limit"]
    assert 0 < float(ada["q3: lr_best"]) < float(ada["q3: lr_limit"])
