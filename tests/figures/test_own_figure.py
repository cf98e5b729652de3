"""The figure that CONTRIBUTING makes as an example works as it stands there, and needs no change elsewhere."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.figures.node import FRONT, TOLERANCE, ask, difference, question

GUIDE = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text("utf8")
LINES = 60


def example(language):
    """The example's text in that language."""
    section = GUIDE.split("## Make your own figure")[1]
    return re.search(rf"```{language}\n(.*?)```", section, re.S)[1]


@pytest.fixture
def shrink():
    """The example's Python face."""
    space = {"__name__": "example"}
    exec(example("python"), space)
    return space["Shrink"]


@pytest.fixture
def front(tmp_path):
    """The front end with the example's module and its line in the index."""
    folder = tmp_path / "front"
    shutil.copytree(FRONT, folder)
    (folder / "figures" / "shrink.mjs").write_text(example("js"), "utf8")
    index = folder / "figures.mjs"
    text = "import shrink from './figures/shrink.mjs'\n" + index.read_text("utf8")
    index.write_text(text.replace("figures = {", "figures = { shrink,"), "utf8")
    return folder


def test_the_example_computes_what_gdlib_computes(shrink, front):
    rng = np.random.default_rng(1)
    faces = [shrink.drawn(rng) for _ in range(50)]
    for face, answer in zip(faces, ask([question(f) for f in faces], front), strict=True):
        assert difference(answer["error"], face.numbers()["error"]) <= TOLERANCE


def test_the_example_has_a_page(shrink):
    assert "data-gdfig" in shrink().html()


def test_the_example_is_short():
    assert len(example("js").splitlines()) + len(example("python").splitlines()) <= LINES
