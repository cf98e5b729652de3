"""Every assignment is sound: all points for the reference, none for a blank sheet, each mistake at its price."""

import json
import re

import pytest

from coursework.tools import practice
from coursework.tools.check import faults
from coursework.tools.master import FOLDER, ROOT, assignments, read
from coursework.tools.mistakes import cells, mistakes
from coursework.tools.variants import numbers_of

NAMES = assignments()


@pytest.mark.parametrize("name", NAMES)
def test_an_assignment_is_sound_and_tells_no_secret(name, tmp_path):
    assert list(faults(name, tmp_path)) == []


@pytest.mark.parametrize("name", NAMES)
def test_its_first_lines_say_its_points_and_what_is_read_by_eye(name):
    master = read(FOLDER / name)
    said = re.search(r"(\d+) points, (\d+) of them read by eye", master.head[0].source)
    points = sum(question.points for question in master.questions)
    eye = sum(question.points for question in master.questions if question.by_eye)
    assert (int(said[1]), int(said[2])) == (points, eye)
    assert 4 <= len(master.questions) <= 8
    rubric = (FOLDER / name / "rubric.md").read_text("utf8")
    assert all(f"## Question {q.number} ({q.points:g} points)" in rubric for q in master.questions if q.by_eye)


@pytest.mark.parametrize("name", NAMES)
def test_the_guide_lists_it_with_its_chapters_points_and_a_week_in_the_plan(name):
    guide, number = (FOLDER / "README.md").read_text("utf8"), name.split("-")[0]
    head = read(FOLDER / name).head[0].source
    title = re.match(r"# Assignment (\d+): (.+)", head)
    chapters, points, eye = re.search(r"\*\*Chapters? (\S+) .*?(\d+) points, (\d+) of them", head).groups()
    assert title[1] == number
    assert re.search(
        rf"^\| {number} \| {re.escape(title[2])} \| {chapters} \| .*? h \| {points} \| {eye} \|$", guide, re.M
    )
    plan = guide.split("**Twelve weeks**")[1].split("**Six weeks**")[0]
    assert re.search(rf"\| {number}, (one|two) weeks? \|$", plan, re.M)


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_check_a_hidden_test_and_a_hint(name):
    for question in read(FOLDER / name).questions:
        if not question.by_eye:
            assert {test.hidden for test in question.tests} == {True, False}, question.name
            assert any("{dropdown} Hint" in piece.source for piece in question.pieces), question.name


@pytest.mark.parametrize("name", NAMES)
def test_the_practice_page_and_its_notebook_are_those_of_the_master(name):
    master = read(FOLDER / name)
    remedy = "run `python run.py coursework pages`"
    assert (practice.PAGES / f"{name}.md").read_text("utf8") == practice.page(master), remedy
    assert (practice.NOTEBOOKS / f"{name}.ipynb").read_text("utf8") == practice.notebook(master), remedy


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_who_answers_the_practice_notebook_sees_every_check_pass(name, capsys):
    master, names = read(FOLDER / name), {}
    for source in cells(master):
        exec(source, names)
    book = json.loads(practice.notebook(master))
    checks = [cell["source"] for cell in book["cells"] if "def test_" in "".join(cell["source"])]
    for source in checks:
        exec("".join(source), names)
    assert capsys.readouterr().out.count("passed\n") == len(checks) > 0


def test_the_notebooks_numbers_are_the_graders():
    for name in NAMES:
        for source in cells(read(FOLDER / name)):
            if "def my_numbers" in source:
                given = {"STUDENT": " Ada "}
                exec("import hashlib\nimport numpy as np\n" + source, given)
                assert given["my_numbers"]("x").integers(1 << 60) == numbers_of("ada")("x").integers(1 << 60)


def test_no_page_of_the_book_and_no_built_page_names_a_hidden_test():
    hidden = {test.name for name in NAMES for q in read(FOLDER / name).questions for test in q.tests if test.hidden}
    pages = [*(ROOT / "book").rglob("*.md"), *(ROOT / "_build" / "html").rglob("*.html")]
    pages += [*(ROOT / "_build" / "html").rglob("*.md.txt"), *(ROOT / "_build" / "html" / "_sources").rglob("*.*")]
    pages += [*(ROOT / "_build" / "html" / "_downloads").rglob("*.ipynb"), *practice.NOTEBOOKS.glob("*.ipynb")]
    assert hidden
    assert not [(page.name, name) for page in pages for name in hidden if name in page.read_text("utf8")]


def test_a_mistake_stands_in_place_of_the_answer():
    master = read(FOLDER / NAMES[0])
    mistake = mistakes(master.folder)[0]
    assert mistake.source in cells(master, mistake)
    assert len(cells(master, mistake)) == len(cells(master))
