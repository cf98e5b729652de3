"""What a notebook says of itself and the roster or the assignment contradicts; it is read here, never executed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursework.tools.master import Master, assignments

OTTER = re.compile(r"""otter\.Notebook\(\s*["']([^"'\n]+?)(?:\.ipynb)?["']""")
STUDENT = re.compile(r"""^STUDENT\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)')""", re.MULTILINE)
GIVEN = {"np", "STUDENT", "my_numbers"}  # what the grader brings itself


def doubts(master: Master, student: str, cells: list[str]) -> Iterator[str]:
    """A sentence if this looks like another assignment, and one if it looks like another student's."""
    code = "\n".join(cells)
    said, wanted, found = OTTER.search(code), asked_for(master), defined(code)
    other = said[1] if said and said[1] in assignments() and said[1] != master.name else ""
    nothing = not found & set(wanted)
    looks = f"looks like assignment {other}, not {master.name}" if other else f"looks unlike {master.name}"
    if nothing or other:
        yield looks + (f": it defines none of {', '.join(wanted)}" if nothing else "")
    named = [double or single for double, single in STUDENT.findall(code)]
    if named and named[-1].strip().lower() != student:
        yield f'the notebook says STUDENT = "{short(named[-1])}", not "{student}"'


def asked_for(master: Master) -> list[str]:
    """The names of the notebook that the tests ask for, in order."""
    heads = [re.match(r"def \w+\(([^)]*)\)", test.source)[1] for q in master.questions for test in q.tests]
    names = [name.strip() for head in heads for name in head.split(",")]
    return [name for name in dict.fromkeys(names) if name and name not in GIVEN]


def defined(code: str) -> set[str]:
    """The names that a line which is not indented defines or assigns; also where the rest is not Python."""
    found: set[str] = set()
    for line in code.splitlines():
        head, equals, rest = line.partition("=")
        target = head.split(":")[0]
        if made := re.match(r"(?:async )?(?:def|class) (\w+)", line):
            found.add(made[1])
        elif equals and not rest.startswith("=") and re.fullmatch(r"\w[\w, *]*", target):
            found |= set(re.findall(r"\w+", target))
    return found


def short(text: str, most: int = 40) -> str:
    """The first line that is not empty, not too long."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= most else f"{line[: most - 1]}…"
