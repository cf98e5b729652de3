"""Re-execution touches what changed and nothing else, and a failure leaves the stored outputs alone."""

import shutil

import nbformat
import pytest

from book._tools.kernels import ROOT, environment
from book._tools.notebooks import is_current, source_digest
from book._tools.twins import disagreement, notebook_of, twins

from .conftest import CHAPTER, reexecute

SHORT = CHAPTER[: CHAPTER.index("# Follow")] + "# A sum\n\n```{code-cell} ipython3\nprint(1 + 1)\n```\n"


@pytest.fixture
def copied(twin, tmp_path):
    """A copy of the executed small chapter that a test may change."""
    for suffix in (".md", ".ipynb"):
        shutil.copy(twin.with_suffix(suffix), tmp_path / f"01-slope{suffix}")
    return tmp_path / "01-slope.md"


def stored(twin):
    return nbformat.read(twin.with_suffix(".ipynb"), as_version=4)


def test_a_chapter_just_executed_is_current_and_agrees_with_its_twin(twin):
    assert is_current(twin)
    assert disagreement(twin) is None


def test_nothing_of_the_run_is_stored_but_what_it_shows(twin):
    nb = stored(twin)
    assert set(nb.metadata) == {"gdlib", "jupytext", "kernelspec", "language_info"}
    assert nb.metadata.language_info == {"name": "python"}  # no version: it would change with the reader's Python
    assert all("execution" not in cell.metadata for cell in nb.cells)
    assert [c.execution_count for c in nb.cells if c.cell_type == "code"] == [1, 2, 3, 4, 5, 6]


def test_the_chapter_knows_the_files_of_gdlib_that_it_rests_on(twin):
    files = stored(twin).metadata.gdlib.files
    assert {"gdlib/rules/plain.py", "gdlib/plots/book.mplstyle", "gdlib/proofs/__init__.py"} <= set(files)
    assert not any("empirical" in f for f in files)
    assert source_digest(files) != source_digest(files[1:])


@pytest.mark.parametrize("change", [("0.15,", "0.1,"), ("# Follow", "# Pursue")], ids=["code", "prose"])
def test_a_changed_twin_is_not_current(copied, change):
    copied.write_text(copied.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    assert not is_current(copied)
    assert "part at cell" in disagreement(copied)


def test_a_changed_gdlib_is_not_current(copied):
    nb = stored(copied)
    nb.metadata.gdlib.source = "the digest of other sources"
    nbformat.write(nb, copied.with_suffix(".ipynb"))
    assert not is_current(copied)


def test_cell_ids_survive_an_edit_and_new_cells_have_names_of_their_own(copied):
    before = [c.id for c in notebook_of(copied).cells]
    text = copied.read_text(encoding="utf-8").replace(
        "```{code-cell} ipython3\nk =", "```{code-cell} ipython3\n1 + 1\n```\n\nNew.\n\n```{code-cell} ipython3\nk ="
    )
    copied.write_text(text, encoding="utf-8")
    after = [c.id for c in notebook_of(copied).cells]
    assert [i for i in after if i in before] == before
    assert len(set(after)) == len(before) + 2
    assert after == [c.id for c in notebook_of(copied).cells]


def test_only_markdown_with_a_jupytext_header_is_a_twin(tmp_path):
    (tmp_path / "intro.md").write_text("# Welcome\n", encoding="utf-8")
    (tmp_path / "01-sum.md").write_text(SHORT, encoding="utf-8")
    assert [t.name for t in twins(tmp_path)] == ["01-sum.md"]


def test_the_kernel_has_one_thread_fixed_hashes_and_no_start_up_files(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/a/mutant")
    env = environment()
    assert (env["OMP_NUM_THREADS"], env["PYTHONHASHSEED"]) == ("1", "0")
    assert env["PYTHONPATH"].split(":" if "/a/mutant:" in env["PYTHONPATH"] else ";") == ["/a/mutant", str(ROOT)]
    assert env["IPYTHONDIR"] != environment()["IPYTHONDIR"]


@pytest.mark.slow
def test_a_second_execution_writes_the_same_bytes(copied):
    before = copied.with_suffix(".ipynb").read_bytes()
    assert "unchanged" in reexecute(copied.parent).stdout
    assert reexecute(copied.parent, "--all").returncode == 0
    assert copied.with_suffix(".ipynb").read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "complaint"),
    [("1 / 0", "ZeroDivisionError"), ("import sys; print('oh', file=sys.stderr)", "written to stderr: oh")],
    ids=["an error", "a refused output"],
)
def test_a_chapter_that_fails_says_so_and_keeps_its_outputs(tmp_path, code, complaint):
    twin = tmp_path / "01-sum.md"
    twin.write_text(SHORT, encoding="utf-8")
    assert reexecute(tmp_path).returncode == 0
    twin.write_text(SHORT.replace("print(1 + 1)", code), encoding="utf-8")
    failed = reexecute(tmp_path)
    assert failed.returncode == 1
    assert "01-sum" in failed.stdout
    assert complaint in failed.stdout
    assert stored(twin).cells[-1].outputs[0].text == "2\n"
    assert not is_current(twin)


def test_an_unknown_chapter_is_named(tmp_path):
    assert "no chapter in" in reexecute(tmp_path, "99").stderr
