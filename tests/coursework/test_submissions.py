"""Whatever a student hands in, there is either a program to run or one sentence that says why not."""

import json
import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from coursework.tools.inbox import handed_in, owner_of
from coursework.tools.submissions import Entry, RefusedError, notebook

STUDENTS = {"ada": "Ada", "bob": "Bob", "s-123": "Cy", "dee@x.org": "Dee"}
GOOD = json.dumps(
    {"cells": [{"cell_type": "code", "source": ["x = 1\n", "%time x"]}, {"cell_type": "markdown", "source": "x"}]}
)


def entry(*paths):
    return Entry("ada", "Ada", tuple(paths))


def file(tmp_path, name, text=GOOD):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def packed(tmp_path, **files):
    path = tmp_path / "ada.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            out.writestr(name.replace("_dot_", ".").replace("_in_", "/"), text)
    return path


def test_a_notebook_is_its_code_without_jupyters_own_lines(tmp_path):
    assert notebook(entry(file(tmp_path, "ada.ipynb"))) == (["x = 1\n"], [])


def test_a_zip_with_one_notebook_is_that_notebook(tmp_path):
    path = packed(tmp_path, hw_dot_ipynb=GOOD, log_dot_txt="x", __MACOSX_in_hw_dot_ipynb="x")
    assert notebook(entry(path))[0] == ["x = 1\n"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a Jupyter notebook"),
        ("{}", "is not a Jupyter notebook"),
        ('{"cells": 3}', "is not a Jupyter notebook"),
        ('{"cells": [{"cell_type": "code"}]}', "is not a Jupyter notebook"),
        ('{"cells": [{"cell_type": "code", "source": 3}]}', "is not a Jupyter notebook"),
        ("[" * 200_000, "is not a Jupyter notebook"),
        (" " * (21 << 20), "larger than 20 MB"),
    ],
    ids=["empty", "no-cells", "number", "no-source", "source-number", "nested", "large"],
)
def test_what_is_no_notebook_is_named(tmp_path, text, why):
    with pytest.raises(RefusedError, match=why):
        notebook(entry(file(tmp_path, "ada.ipynb", text)))


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    with pytest.raises(RefusedError, match="unpacks to more than 20 MB"):
        notebook(entry(packed(tmp_path, hw_dot_ipynb=b"0" * (30 << 20))))


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "holds no notebook"),
        ({"a_dot_ipynb": GOOD, "b_dot_ipynb": GOOD}, "holds 2 notebooks"),
        ({"a_dot_txt": "x"}, "no notebook"),
    ],
    ids=["empty", "two", "text"],
)
def test_a_zip_holds_one_notebook(tmp_path, files, why):
    with pytest.raises(RefusedError, match=why):
        notebook(entry(packed(tmp_path, **files)))


def test_a_file_that_only_calls_itself_zip(tmp_path):
    with pytest.raises(RefusedError, match="is not a zip file"):
        notebook(entry(file(tmp_path, "ada.zip", "no zip")))


def test_a_zip_that_would_write_elsewhere_writes_nowhere(tmp_path):
    path = tmp_path / "in" / "ada.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("../../outside.ipynb", GOOD)
    assert notebook(entry(path))[0] == ["x = 1\n"]
    assert [one.name for one in tmp_path.rglob("*")] == ["in", "ada.zip"]


def test_nothing_two_files_and_a_link_are_named(tmp_path):
    one, two = file(tmp_path, "ada.ipynb"), file(tmp_path, "ada_2.ipynb")
    link = tmp_path / "ada_3.ipynb"
    link.symlink_to(one)
    for paths, why in (((), "nothing handed in"), ((one, two), "2 files handed in"), ((link,), "link")):
        with pytest.raises(RefusedError, match=why):
            notebook(entry(*paths))


def test_what_comes_late_is_graded_and_said(tmp_path):
    path = file(tmp_path, "ada.ipynb")
    os.utime(path, (2e9, 2e9))
    assert notebook(entry(path), datetime(2026, 3, 1))[1][0].startswith("late: 2033-05-18")
    assert notebook(entry(path), datetime(2036, 3, 1))[1] == []


def test_what_a_mac_or_jupyter_leaves_beside_a_notebook_is_not_handed_in(tmp_path):
    for name in ("ada.ipynb", "__MACOSX/._ada.ipynb", "._ada.ipynb", ".~ada.ipynb", ".ipynb_checkpoints/ada.ipynb"):
        file(tmp_path / "in", name)
    (one, *_), strangers = handed_in(tmp_path / "in", STUDENTS)
    assert ([path.name for path in one.files], strangers) == (["ada.ipynb"], [])
    path = packed(tmp_path, a_dot_ipynb=GOOD, _dot__a_dot_ipynb="x", __MACOSX_in__dot__a_dot_ipynb="x")
    assert notebook(entry(path))[0] == ["x = 1\n"]


def test_a_file_of_another_kind_is_named_where_there_is_no_notebook(tmp_path):
    for name in ("ada.py", "bob.py", "bob.txt", "s-123.ipynb", "s-123.csv"):
        file(tmp_path, name, GOOD if name == "s-123.ipynb" else "x = 1")
    ada, bob, cy, _ = handed_in(tmp_path, STUDENTS)[0]
    with pytest.raises(RefusedError, match="ada.py is not a Jupyter notebook"):
        notebook(ada)
    with pytest.raises(RefusedError, match=r"none of bob.py, bob.txt is a Jupyter notebook"):
        notebook(bob)
    assert notebook(cy)[0] == ["x = 1\n"]


def test_an_id_with_a_number_on_the_roster_keeps_its_files():
    assert owner_of(Path("ada-1.ipynb"), {"ada": "", "ada-1": ""}) == "ada-1"


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("ada.ipynb", "ada"),
        ("Ada_hw1.zip", "ada"),
        ("hw1-bob.ipynb", None),
        ("hw1 bob.ipynb", "bob"),
        ("bob/1-descent.ipynb", "bob"),
        ("Bob Smith_bob_late/x.ipynb", "bob"),
        ("s-123.ipynb", "s-123"),
        ("dee@x.org_1.zip", "dee@x.org"),
        ("ada-1.ipynb", "ada"),
        ("Bob (1).ipynb", "bob"),
        ("s-123-2.ipynb", "s-123"),
        ("s-12.ipynb", None),
        ("ada.ipynb.txt", "ada"),
        ("bobby.ipynb", None),
        ("1-descent.ipynb", None),
    ],
)
def test_the_owner_is_the_id_in_a_name(path, owner, tmp_path):
    assert owner_of((tmp_path / path).relative_to(tmp_path), STUDENTS) == owner


def test_everybody_on_the_roster_has_a_line_and_strangers_are_listed(tmp_path):
    file(tmp_path, "ada.ipynb")
    file(tmp_path, "eve.ipynb")
    file(tmp_path, "notes.txt")
    entries, strangers = handed_in(tmp_path, STUDENTS)
    assert {one.student: len(one.files) for one in entries} == {"ada": 1, "bob": 0, "s-123": 0, "dee@x.org": 0}
    assert [path.name for path in strangers] == ["eve.ipynb"]
