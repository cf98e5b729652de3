"""The built scripts: what is committed is what the modules give, and a page loads little of it."""

import gzip
import shutil

import pytest

from gdlib.figures import FACES
from gdlib.figures.face import STATIC, scripts
from house import front

KILOBYTE = 1024
needs_npx = pytest.mark.skipif(not shutil.which("npx"), reason="Node.js is not installed: nothing to rebuild with")


def held(folder):
    """{name: bytes} of the scripts in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}


def packed(*paths):
    """Kilobytes of files, gzipped."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) / KILOBYTE


@needs_npx
def test_the_committed_scripts_are_what_their_modules_give(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "gone.js").write_text("of a figure that was there once", "utf8")
    assert front.build(tmp_path) == 0
    built, committed = held(tmp_path), held(STATIC)
    assert [name for name in built | committed if built.get(name) != committed.get(name)] == [], (
        "run: python run.py figures"
    )


def test_there_is_a_script_for_every_figure_and_no_other():
    assert set(held(STATIC)) == {name for face in FACES for name in scripts(face.figure)}


def test_a_figures_script_may_stand_in_a_page():
    assert [name for name, script in held(STATIC).items() if b"</script" in script or b"<!--" in script] == []


def test_all_script_of_a_page_with_any_three_figures_weighs_less_than_forty_kilobytes():
    shared, *own = (STATIC / name for name in dict.fromkeys(name for face in FACES for name in scripts(face.figure)))
    assert packed(shared) + sum(sorted(map(packed, own))[-3:]) <= 40


def test_a_figures_script_with_the_parts_that_it_brings_along_weighs_less_than_five_kilobytes():
    weights = {path.stem: packed(path) for path in (STATIC / "figures").glob("*.js")}
    assert {name: round(kb, 2) for name, kb in weights.items() if kb > 5} == {}


@needs_npx
def test_a_figures_own_module_weighs_less_than_three_kilobytes(tmp_path):
    assert front.alone(tmp_path) == 0
    weights = {path.stem: packed(path) for path in tmp_path.glob("*.js")}
    assert len(weights) >= len(FACES)
    assert {name: round(kb, 2) for name, kb in weights.items() if kb > 3} == {}


def test_without_node_the_remedy_is_said(monkeypatch):
    monkeypatch.setattr(front.shutil, "which", lambda name: None)
    assert "install Node.js" in front.build()
