"""The built script: what is committed is what the modules give, and it stays small."""

import gzip
import shutil
import subprocess

import pytest

from gdlib.figures.face import SCRIPT
from house import front

KILOBYTE = 1024
needs_npx = pytest.mark.skipif(not shutil.which("npx"), reason="Node.js is not installed: nothing to rebuild with")


@needs_npx
def test_the_committed_script_is_what_its_modules_give(tmp_path):
    assert front.build(tmp_path / "figures.js") == 0
    assert (tmp_path / "figures.js").read_bytes() == SCRIPT.read_bytes(), "run: python run.py figures"


def test_all_script_weighs_less_than_forty_kilobytes():
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= 40 * KILOBYTE


@needs_npx
@pytest.mark.parametrize("module", sorted((front.FRONT / "figures").glob("*.mjs")), ids=lambda path: path.stem)
def test_a_figure_adds_less_than_three_kilobytes(module, tmp_path):
    small = tmp_path / module.name
    outside = "--external:../*"  # the shared parts are counted once, with the whole
    options = ["--bundle", outside, "--minify", "--format=esm", "--charset=utf8", f"--outfile={small}"]
    subprocess.run(
        [shutil.which("npx"), "--yes", front.ESBUILD, str(module), *options], check=True, capture_output=True
    )
    assert len(gzip.compress(small.read_bytes(), 9)) <= 3 * KILOBYTE


def test_without_node_the_remedy_is_said(monkeypatch):
    monkeypatch.setattr(front.shutil, "which", lambda name: None)
    assert "install Node.js" in front.build()
