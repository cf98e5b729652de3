"""The figure that CONTRIBUTING makes as an example works as it stands there, and needs no change elsewhere."""

import numpy as np
import pytest

from tests.figures.guide import example, example_face, example_front
from tests.figures.node import TOLERANCE, ask, difference, question

LINES = 60


@pytest.fixture
def shrink():
    """The example's Python face."""
    return example_face()


def test_the_example_computes_what_gdlib_computes(shrink, tmp_path):
    rng = np.random.default_rng(1)
    faces = [shrink.drawn(rng) for _ in range(50)]
    answers = ask([question(f) for f in faces], example_front(tmp_path / "front"))
    for face, answer in zip(faces, answers, strict=True):
        assert difference(answer["error"], face.numbers()["error"]) <= TOLERANCE


def test_the_example_has_a_page(shrink):
    assert "data-gdfig" in shrink().html()


def test_the_example_is_short():
    assert len(example("js").splitlines()) + len(example("python").splitlines()) <= LINES
