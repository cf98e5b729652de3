"""A chapter opened and saved in JupyterLab is the chapter that it was: no line of its text twin moves."""

import os
import shutil
from pathlib import Path

import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupytext import build_sync_jupytext_contents_manager_class

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "book").glob("[0-9][0-9]-*.ipynb"))


@pytest.fixture
def lab(tmp_path):
    """What JupyterLab opens and saves files with, on a copy of the chapters."""
    (tmp_path / "book").mkdir()
    for notebook in CHAPTERS:
        shutil.copy(notebook, tmp_path / "book")
        shutil.copy(notebook.with_suffix(".md"), tmp_path / "book")
    shutil.copy(ROOT / "jupytext.toml", tmp_path)
    manager = build_sync_jupytext_contents_manager_class(LargeFileManager)()
    manager.root_dir = str(tmp_path)
    return manager


@pytest.mark.parametrize("newer", [".md", ".ipynb"], ids=["text-newer", "notebook-newer"])
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_opening_and_saving_a_chapter_moves_no_line(lab, chapter, newer):
    here = Path(lab.root_dir) / "book" / chapter.name
    twin = here.with_suffix(".md")
    for path in (here, twin):  # a checkout leaves the two in any order
        os.utime(path, (1_000_000, 2_000_000 if path.suffix == newer else 1_000_000))
    before = twin.read_text("utf8")
    opened = lab.get(f"book/{chapter.name}")
    assert any(cell.get("outputs") for cell in opened["content"]["cells"])
    lab.save(opened, f"book/{chapter.name}")
    assert twin.read_text("utf8") == before
