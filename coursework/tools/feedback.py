"""A page for each student: points by question, what the tests said, and the hint of each test that failed.

Of a hidden test it shows the hint and never the test; it asks nothing of any other machine, and reads well in the dark.
"""

from __future__ import annotations

import re
from html import escape

from coursework.tools.grade import Course
from coursework.tools.marking import Case, Mark
from coursework.tools.master import Question
from coursework.tools.record import Record

STYLE = """
:root { color-scheme: light dark; --line: #8888;
--good: light-dark(#0a5c36, #7fd6a8); --bad: light-dark(#8a1c1c, #ff9d94); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem .3rem 0;
border-bottom: 1px solid var(--line); } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
li { margin: .5rem 0; } .passed { color: var(--good); } .failed { color: var(--bad); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid var(--line); padding-left: .8rem; }
"""
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><main>
<h1>{heading}</h1>
{body}
</main></body></html>
"""
BODY = """<p>{name}</p>
<p><strong>{score:g} of {most:g} points</strong>{later}</p>
{reasons}
<table><caption>Points by question</caption>
<thead><tr><th scope="col">Question</th>
<th scope="col" class="n">Points</th><th scope="col" class="n">of</th></tr></thead>
<tbody>
{rows}
</tbody></table>
{details}
"""


def page(course: Course, record: Record, eye: dict[str, float]) -> str:
    """The whole page of one student."""
    marks, missing = {mark.question: mark for mark in record.marks}, len(course.by_eye) - len(eye)
    rows, parts = [], []
    for question in course.master.questions:
        score = eye.get(question.name) if question.by_eye else marks[question.name].score
        title = escape(f"{question.number}. {question.title}")
        given = "not yet" if score is None else f"{score:g}"
        rows.append(f'<tr><td>{title}</td><td class="n">{given}</td><td class="n">{question.points:g}</td></tr>')
        parts += [] if question.by_eye else [_question(title, marks[question.name])]
    known = sum(course.questions.values()) + sum(course.by_eye[question] for question in eye)
    body = BODY.format(
        name=escape(_who(record)),
        score=record.score + sum(eye.values()),
        most=known,
        later=" so far; the questions that are read by eye are still to come" if missing else "",
        reasons="".join(f'<p class="failed">Note: {escape(reason)}.</p>' for reason in record.reasons),
        rows="\n".join(rows),
        details="\n".join(parts),
    )
    return whole(f"{course.master.title}: {record.student}", course.master.title, body)


def whole(title: str, heading: str, body: str) -> str:
    """A page around its body."""
    return PAGE.format(title=escape(title), heading=escape(heading), style=STYLE, body=body)


def _question(title: str, mark: Mark) -> str:
    """A question's tests, if it has been run."""
    cases = "".join(map(_case, mark.cases))
    return f"<h2>{title}</h2>\n<ul>{cases}</ul>" if cases else ""


def _case(case: Case) -> str:
    """One test: passed or not, its points, its hint and what may be said of how it failed."""
    kind = "hidden test" if case.hidden else "check"
    word, style = ("passed", "passed") if case.passed else ("not passed", "failed")
    line = f'<span class="{style}">{kind} {word}</span>, {case.points:g} point{"" if case.points == 1 else "s"}'
    hint = "" if case.passed else f"<br>{marked(case.hint)}"
    said = f"<pre>{escape(case.said)}</pre>" if case.said else ""
    return f"<li>{line}{hint}{said}</li>\n"


def marked(text: str) -> str:
    """A hint as HTML: code in double or single backticks, emphasis in stars."""
    text = re.sub(r"``?([^`]+)``?", r"<code>\1</code>", escape(text))
    return re.sub(r"\*([^*\s][^*]*)\*", r"<em>\1</em>", text)


def reading(course: Course, done: list[Record]) -> str:
    """All answers in words on one page, each question with its rubric above them, for whoever gives points by eye."""
    parts = []
    for place, question in enumerate(q for q in course.master.questions if q.by_eye):
        parts += [f"<h2>{escape(question.title)} ({question.points:g} points)</h2>", _asked(course, question)]
        for one in sorted(done, key=lambda one: one.student):
            text = one.written[place] if place < len(one.written) else "(nothing)"
            parts.append(f"<h3>{escape(_who(one))}</h3><pre>{escape(text)}</pre>")
    title = f"{course.master.title}: to be read"
    return whole(title, title, "".join(parts))


def _who(record: Record) -> str:
    return f"{record.name} ({record.student})" if record.name else record.student


def _asked(course: Course, question: Question) -> str:
    """What was asked, and what the rubric says of it."""
    path = course.master.folder / "rubric.md"
    rubric = path.read_text("utf8") if path.exists() else ""
    lines = rubric.partition(f"## Question {question.number} (")[2].partition("\n## ")[0].partition("\n")[2].strip()
    asked = "\n\n".join(piece.source for piece in question.pieces if piece.kind == "text")
    told = f"<details open><summary>Rubric</summary><pre>{escape(lines)}</pre></details>" if lines else ""
    return f"<pre>{escape(asked)}</pre>{told}"
