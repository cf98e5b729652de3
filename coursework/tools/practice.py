"""The book's practice pages: an assignment with its public checks, without otter, answers or hidden tests.

A page is MyST text in `book/practice`; in the folder `notebooks` beside it is one to be downloaded.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat.v4 as nb

from coursework.tools.master import FOLDER, HINT, ROOT, Master, Piece, Question, read
from coursework.tools.notebook import DETAILS, call
from coursework.tools.record import write

PAGES = ROOT / "book" / "practice"
NOTEBOOKS = PAGES / "notebooks"  # a page and a notebook of one name in one folder would be one page to Sphinx
HEAD = "% Written by `python run.py coursework pages`: change the master of this assignment instead.\n\n"
NOTE = """:::{{note}}
To practise on it, {{download}}`take the notebook <notebooks/{name}.ipynb>`, fill in what is missing,
run the checks. They are the public ones; in a course hidden tests follow.
:::"""
BY_EYE = "*Read by eye: write six sentences, then compare with a friend's.*"


def write_all(names: list[str], pages: Path = PAGES, notebooks: Path = NOTEBOOKS) -> list[Path]:
    """Write the page and the notebook of each assignment; their paths."""
    found = []
    for name in names:
        master = read(FOLDER / name)
        for path, text in ((pages / f"{name}.md", page(master)), (notebooks / f"{name}.ipynb", notebook(master))):
            found.append(path)
            write(path, text)
    return found


def page(master: Master) -> str:
    """The page in MyST."""
    first, *rest = master.head
    parts = [linked(first.source), NOTE.format(name=master.name), *(_shown(piece) for piece in rest)]
    for question in master.questions:
        parts += [_shown(piece) for piece in open_pieces(question)]
        parts += [_fenced(test.source) for test in question.tests if not test.hidden]
    return HEAD + "\n\n".join(parts) + "\n"


def linked(head: str) -> str:
    """The first lines, in which the number of a chapter leads to it.

    >>> linked("**Chapters 1–3 · 2 hours**")
    '**Chapters [1](../01-a-slope-and-a-step.ipynb)–[3](../03-what-we-descend-on.ipynb) · 2 hours**'
    """
    found = re.search(r"\*\*Chapters? [\d–]+", head)
    return head[: found.start()] + re.sub(r"\d+", _chapter, found[0]) + head[found.end() :] if found else head


def _chapter(number: re.Match) -> str:
    (path,) = PAGES.parent.glob(f"{int(number[0]):02}-*.ipynb")
    return f"[{number[0]}](../{path.name})"


def notebook(master: Master) -> str:
    """The notebook: each check is a cell that calls its test."""
    cells = [_cell(piece) for piece in master.head]
    for question in master.questions:
        cells += [_cell(piece) for piece in open_pieces(question)]
        for test in question.tests:
            cells += [] if test.hidden else [nb.new_code_cell(f"{test.source}\n\n{call(test.source)}\nprint('passed')")]
    book = nb.new_notebook(cells=cells)
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for number, cell in enumerate(cells):
        cell["id"] = f"practice-{number}"
    return json.dumps(book, indent=1, ensure_ascii=False) + "\n"


def open_pieces(question: Question) -> list[Piece]:
    """What a reader sees of a question: answers become the places for them."""
    return [_open(piece) for piece in question.pieces]


def _open(piece: Piece) -> Piece:
    if piece.kind == "model answer":
        return Piece("text", BY_EYE)
    return Piece("code", blank(piece.source)) if piece.kind == "answer" else piece


def blank(answer: str) -> str:
    """An answer with its solution taken out, as otter does it.

    >>> blank("x = 2 / L  # SOLUTION")
    'x = ...'
    """
    answer = re.sub(
        r"^ *# BEGIN SOLUTION NO PROMPT\n.*?^ *# END SOLUTION\n", "", answer, flags=re.MULTILINE | re.DOTALL
    )
    answer = re.sub(r"^( *)# BEGIN SOLUTION\n.*?^ *# END SOLUTION$", r"\1...", answer, flags=re.MULTILINE | re.DOTALL)
    answer = re.sub(r"^(\s*[\w, ]+=) .*# SOLUTION$", r"\1 ...", answer, flags=re.MULTILINE)
    return re.sub(r"^(\s*)[^\n]*# SOLUTION$", r"\1...", answer, flags=re.MULTILINE)


def _shown(piece: Piece) -> str:
    return _fenced(piece.source) if piece.kind == "code" else piece.source


def _fenced(source: str) -> str:
    return f"```{{code-block}} python\n{source}\n```"


def _cell(piece: Piece) -> dict:
    if piece.kind == "code":
        return nb.new_code_cell(piece.source)
    return nb.new_markdown_cell(HINT.sub(lambda found: DETAILS.format(*found.groups()), piece.source))
