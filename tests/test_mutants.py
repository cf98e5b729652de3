"""The list of mutants fits the tree: each change can be made, makes Python, and names tests that exist."""

import ast
import shutil

import pytest

from book._tools.kernels import ROOT
from tests.mutations import MUTANTS, Mutant


def code(text):
    """What Python sees of a file when its docstrings are taken away: changing them is no mistake."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            del node.body[0]
    return ast.dump(tree)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.name)
def test_a_mutant_changes_one_place_and_names_who_must_notice(mutant, tmp_path):
    (tmp_path / mutant.file).parent.mkdir(parents=True)
    copy = shutil.copy(ROOT / mutant.file, tmp_path / mutant.file)
    before = copy.read_text(encoding="utf-8")
    mutant.plant(tmp_path)
    after = copy.read_text(encoding="utf-8")
    assert code(before) != code(after)
    assert all((ROOT / path).exists() for path in (*mutant.tests, *mutant.chapters))


def test_a_mutant_whose_place_is_gone_says_so(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="'y = 2' does not stand in a.py"):
        Mutant("gone", "a.py", "y = 2", "y = 3").plant(tmp_path)


def test_mutants_have_names_of_their_own():
    assert len({m.name for m in MUTANTS}) == len(MUTANTS)
