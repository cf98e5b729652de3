"""The page's modules are short enough to be read: files, lines, and a sentence at the top of each."""

import pytest

from tests.figures.node import FRONT

MODULES = pytest.mark.parametrize(
    "module", sorted(FRONT.rglob("*.mjs")), ids=lambda path: path.relative_to(FRONT).as_posix()
)


@MODULES
def test_a_module_is_short_and_so_are_its_lines(module):
    lines = module.read_text("utf8").splitlines()
    assert len(lines) <= 200
    assert {number: len(line) for number, line in enumerate(lines, 1) if len(line) > 160} == {}


@MODULES
def test_a_module_begins_with_what_it_is(module):
    first = module.read_text("utf8").splitlines()[0]
    assert first.startswith("// ")
    assert len(first) > 40
