"""A master as the notebook that ``otter assign`` reads: its raw cells say where questions, solutions and tests begin.

Authors write none of this; what otter makes of it goes to students, to Gradescope and to the grading command alike.
"""

from __future__ import annotations

import re

import nbformat.v4 as nb
import yaml

from coursework.tools.master import HINT, Master, Piece, Question, Test

CONFIG = {
    "init_cell": True,
    "check_all_cell": True,
    "export_cell": False,  # it makes a zip without the id in its name: the notebook itself is handed in
    "tests": {"ok_format": False, "files": False},
    "python_version": "3.11",
    "requirements": ["numpy==2.4.6", "matplotlib==3.11.2"],
    "generate": {"show_hidden": False, "show_stdout": False, "pdf": False},
}
HAND_IN = """Name the file after your id, `ID.ipynb` (for the id `ada` that is `ada.ipynb`), and hand in this one file.
`STUDENT` above has to be the same id."""
DETAILS = "<details><summary>{0}</summary>\n\n{1}\n\n</details>"


def to_otter(master: Master) -> dict:
    """The whole master as a notebook with otter's marks."""
    cells = [_raw("ASSIGNMENT CONFIG", yaml.safe_dump({"name": master.name, **CONFIG}))]
    cells += [_plain(piece) for piece in master.head]
    for question in master.questions:
        cells += _question(question)
    cells += [_plain(piece) for piece in master.tail]
    cells.append(nb.new_markdown_cell(HAND_IN))
    book = nb.new_notebook(cells=cells)
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book.metadata["language_info"] = {"name": "python"}
    for number, cell in enumerate(cells):
        cell["id"] = f"{master.name.split('-')[0]}-{number}"
    return book


def _question(question: Question) -> list:
    """A question's cells between its marks."""
    config = {"name": question.name, "points": question.points, **({"manual": True} if question.by_eye else {})}
    cells, answering = [_raw("BEGIN QUESTION", yaml.safe_dump(config))], False
    for piece in question.pieces:
        if ("answer" in piece.kind) != answering:
            cells.append(_raw("END SOLUTION" if answering else "BEGIN SOLUTION"))
            answering = not answering
        cells.append(_plain(piece))
    cells += [_raw("END SOLUTION")] if answering else []
    if question.tests:
        cells += [_raw("BEGIN TESTS"), *map(_test, question.tests), _raw("END TESTS")]
    return [*cells, _raw("END QUESTION")]


def _plain(piece: Piece) -> dict:
    if piece.kind in ("code", "answer"):
        return nb.new_code_cell(piece.source)
    return nb.new_markdown_cell(HINT.sub(lambda found: DETAILS.format(*found.groups()), piece.source))


def _test(test: Test) -> dict:
    """A test in otter's words; its docstring has become the message for whoever fails it."""
    config = yaml.safe_dump({"points": test.points, "hidden": test.hidden, "failure_message": test.hint}, width=10**6)
    body = re.sub(r'\n    """.*?"""', "", test.source, count=1, flags=re.DOTALL)
    return nb.new_code_cell(f'""" # BEGIN TEST CONFIG\n{config}""" # END TEST CONFIG\n{body}\n\n{call(test.source)}')


def call(source: str) -> str:
    """``test_x(f, np)`` from ``def test_x(f, np): …``: otter wants the test to be called below."""
    return re.match(r"def (test_\w+\([^)]*\))", source)[1]


def _raw(mark: str, config: str = "") -> dict:
    return nb.new_raw_cell(f"# {mark}\n{config}".rstrip())
