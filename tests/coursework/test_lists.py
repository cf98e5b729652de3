"""The roster and the points given by eye are read as spreadsheets write them, or refused in a sentence."""

import pytest

from coursework.tools import table
from coursework.tools.grade import Course
from coursework.tools.lists import roster
from coursework.tools.submissions import RefusedError


def test_a_roster_is_read_as_spreadsheets_write_it(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes("\ufeffName, ID \r\nAda Ö,Ada\r\n,\r\nBob,bob\r\n".encode())
    assert roster(path) == {"ada": "Ada Ö", "bob": "Bob"}


def test_a_roster_may_be_parted_by_semicolons(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("id;name\nAda;Lovelace, Ada\n")
    assert roster(path) == {"ada": "Lovelace, Ada"}


def test_a_roster_in_another_encoding_is_refused_with_the_remedy(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes("id,name\nada,Ö\n".encode("latin-1"))
    with pytest.raises(RefusedError, match="save it as CSV in UTF-8"):
        roster(path)


@pytest.mark.parametrize(
    ("text", "why"), [("", "first line"), ("name\nx\n", "first line"), ("id\na\nA\n", "a twice")], ids=len
)
def test_a_roster_that_will_not_do_says_why(tmp_path, text, why):
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(RefusedError, match=why):
        roster(path)
    with pytest.raises(RefusedError, match="cannot be read"):
        roster(tmp_path / "none.csv")


def test_points_by_eye_out_of_bounds_are_refused(first, built, tmp_path):
    terms = Course(first, built)
    for text in ("5", "-1", "many"):
        (tmp_path / "by-eye.csv").write_text(f"id,q7\nada,{text}\n")
        with pytest.raises(RefusedError, match="ada"):
            table.by_eye(tmp_path / "by-eye.csv", terms, ["ada"])


@pytest.mark.parametrize(
    "text", ["id,q7\n Ada ,3.5\n", "ID;Q7\nADA;3,5\n", "id\tq7\nada\t3.5\n\t\n", "id,q7\nada,3.5\ngone,\n"], ids=len
)
def test_points_by_eye_are_read_as_spreadsheets_write_them(text, first, built, tmp_path):
    (tmp_path / "by-eye.csv").write_text(text)
    assert table.by_eye(tmp_path / "by-eye.csv", Course(first, built), ["ada"])["ada"] == {"q7": 3.5}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("id,q7\nadda,3\n", "adda is not on the roster"),
        ("who,q7\nada,3\n", "a column 'id'"),
        ("id,q8\nada,3\n", "a column 'q7'"),
        ("id|q7\nada|3\n", "a column 'id' and one 'q7'"),
        ("id,q7\nada,3\nAda,2\n", "ada twice"),
        ("", "a first line"),
    ],
    ids=["stranger", "no-id", "no-question", "separator", "twice", "empty"],
)
def test_points_by_eye_that_would_be_lost_are_refused_in_a_sentence(text, why, first, built, tmp_path):
    (tmp_path / "by-eye.csv").write_text(text)
    with pytest.raises(RefusedError, match=why):
        table.by_eye(tmp_path / "by-eye.csv", Course(first, built), ["ada"])
