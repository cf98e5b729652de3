"""Whether an assignment is sound: all points for the reference, none for a blank sheet, each mistake at its price.

And whether it keeps its secrets: no line of an answer or of a hidden test stands in what students or readers get.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursework.tools.build import Built, assign
from coursework.tools.marking import Mark, mark
from coursework.tools.master import FOLDER, Master, read
from coursework.tools.mistakes import Mistake, cells, mistakes
from coursework.tools.practice import notebook, page
from coursework.tools.remote import Student
from coursework.tools.submissions import code_of

ENOUGH = 4  # wrong answers a question
LONG = 30  # letters: a shorter line may stand anywhere


def faults(name: str, dist: Path, safe: bool = False) -> Iterator[str]:
    """Build an assignment and yield a sentence for everything that is wrong with it.

    Everything that runs here is the course's own code, so that the sandbox is not needed unless asked for.
    """
    master = read(FOLDER / name)
    built = assign(master, dist / name)
    yield from secrets(master, built.student.read_text("utf8"), "the student's notebook")
    yield from secrets(master, page(master), "the practice page")
    yield from secrets(master, notebook(master), "the practice notebook")
    wrong = mistakes(master.folder)
    yield from too_few(master, wrong)
    with Student(safe, total=600) as student:
        marks = _points(student, code_of(built.reference), built)
        yield from (
            f"the reference loses {m.possible - m.score:g} in {m.question}" for m in marks if m.score < m.possible
        )
        blank = _points(student, code_of(built.student), built)
        yield from (f"a blank sheet gets {m.score:g} points in {m.question}" for m in blank if m.score)
        for mistake in wrong:
            yield from cost(mistake, _points(student, cells(master, mistake), built))


def _points(student: Student, code: list[str], built: Built) -> list[Mark]:
    return mark(student, code, built.tests, "reference")[0]


def cost(mistake: Mistake, marks: list[Mark]) -> Iterator[str]:
    """A sentence for each question in which a wrong answer does not lose what it should."""
    for m in marks:
        lost, expected = m.possible - m.score, mistake.costs if m.question == mistake.question else 0
        if lost != expected:
            yield f"{mistake.question}, '{mistake.what}': loses {lost:g} in {m.question}, not {expected:g}"


def too_few(master: Master, wrong: list[Mistake]) -> Iterator[str]:
    """A sentence for each question with fewer than four wrong answers."""
    for question in master.questions:
        found = sum(mistake.question == question.name for mistake in wrong)
        if found < ENOUGH and not question.by_eye:
            yield f"{question.name} has {found} wrong answers in wrong.md; at least {ENOUGH} are wanted"


def secrets(master: Master, text: str, where: str) -> Iterator[str]:
    """A sentence for each line of an answer or of a hidden test that stands in ``text``."""
    text = text.replace('\\"', '"').replace("\\\\", "\\")  # as JSON writes them
    known = "\n".join(_given(master))
    for question in master.questions:
        hidden = [test.source for test in question.tests if test.hidden]
        answers = [piece.source for piece in question.pieces if "answer" in piece.kind]
        for line in "\n".join(hidden + [_solution(a) for a in answers]).splitlines():
            line = line.split("# SOLUTION")[0].strip()
            if len(line) >= LONG and line not in known and line in text:
                yield f"{where} holds a secret of {question.name}: {line}"
        for test in question.tests:
            if test.hidden and test.name in text:
                yield f"{where} names the hidden test {test.name}"


def _given(master: Master) -> Iterator[str]:
    """All that may be seen: text, given code, public tests, and answers up to where the solution begins."""
    for piece in master.head + master.tail:
        yield piece.source
    for question in master.questions:
        yield from (test.source for test in question.tests if not test.hidden)
        for piece in question.pieces:
            yield piece.source if piece.kind in ("text", "code") else _stub(piece.source)


def _stub(answer: str) -> str:
    """The part of an answer that students see."""
    return answer.split("# BEGIN SOLUTION")[0] if "BEGIN SOLUTION" in answer else ""


def _solution(answer: str) -> str:
    """The secret part of an answer; all of a model answer."""
    if "BEGIN SOLUTION" not in answer:
        return answer
    parts = answer.split("# BEGIN SOLUTION")[1:]
    return "\n".join(part.split("# END SOLUTION")[0] for part in parts)
