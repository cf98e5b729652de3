"""A notebook of another assignment or of another student is named for what it is; its marks stay as they are."""

import pytest

from coursework.tools.doubts import asked_for, defined, doubts
from coursework.tools.master import FOLDER, assignments, read
from coursework.tools.mistakes import cells
from coursework.tools.submissions import code_of

NAMES = assignments()


def otter(name):
    return [f'import otter\ngrader = otter.Notebook("{name}.ipynb")']


@pytest.mark.parametrize("name", NAMES)
def test_the_right_assignment_of_the_right_student_leaves_no_doubt(name):
    master = read(FOLDER / name)
    assert list(doubts(master, "reference", otter(name) + cells(master))) == []
    assert list(doubts(master, "reference", cells(master))) == []  # from the practice page


def test_a_blank_sheet_is_of_the_right_assignment(built, first):
    assert list(doubts(first, "reference", code_of(built.student))) == []


@pytest.mark.parametrize("name", NAMES[1:])
def test_another_assignment_is_named_with_what_is_missing(name, first):
    (said,) = doubts(first, "reference", otter(name) + cells(read(FOLDER / name)))
    assert said.startswith(f"looks like assignment {name}, not {first.name}: it defines none of slope, descend_until")


def test_a_notebook_of_something_else_is_told_what_is_missing(first):
    (said,) = doubts(first, "ada", ["x = 1"])
    assert said.startswith(f"looks unlike {first.name}: it defines none of slope, ")


def test_a_name_is_defined_by_a_line_of_its_own():
    assert all("h" in defined(code) for code in ("def h(x):", "h = 3", "g, h = 1, 2", "h: float = 3", "x = 1\nh=2"))
    assert not any("h" in defined(code) for code in ("h(3)", "print(h == 3)", "    h = 3", "# h", "p = 3", "h == 3"))


@pytest.mark.parametrize("line", ['STUDENT = "bob"', "STUDENT='bob'  # me", 'STUDENT = "Ada"\nSTUDENT = "bob"'])
def test_a_notebook_of_another_student_says_whose(line, first):
    assert list(doubts(first, "ada", ["slope = 1", line])) == ['the notebook says STUDENT = "bob", not "ada"']


@pytest.mark.parametrize("line", ['STUDENT = " Ada "', "STUDENT = input()", "", "STUDENT = (", "STUDENT == 'x'"])
def test_a_notebook_of_the_student_or_of_nobody_says_nothing(line, first):
    assert list(doubts(first, "ada", ["slope = 1", line])) == []


def test_only_what_is_asked_of_the_notebook_is_asked_for(first):
    assert asked_for(first)[:3] == ["slope", "descend_until", "lr_limit"]
    assert not {"np", "my_numbers"} & set(asked_for(first))
