"""The comparison has teeth: a fault planted in the page's modules, down to one part in 10¹¹, is seen."""

import shutil
from functools import cache

import numpy as np
import pytest

from gdlib import figures
from tests.figures.faults import FAULTS
from tests.figures.node import FRONT, TOLERANCE, ask, difference, question

pytestmark = pytest.mark.slow
DRAWS = 16


@cache
def known(name):
    """A figure in random states: what to ask of the page, and gdlib's numbers."""
    rng = np.random.default_rng(5)
    faces = [getattr(figures, name).drawn(rng) for _ in range(DRAWS)]
    return [question(face) for face in faces], [face.numbers() for face in faces]


def shown(fault, front):
    """The largest difference from gdlib over random states, by the page's modules with the fault in them."""
    questions, numbers = known(fault.figure)
    answers = ask(questions, front)
    return max(difference(got[k], want[k]) for got, want in zip(answers, numbers, strict=True) for k in want)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.module.split('/')[-1]}: {f.new.splitlines()[0][:40]}")
def test_a_planted_fault_is_seen(fault, tmp_path):
    front = tmp_path / "front"
    shutil.copytree(FRONT, front)
    fault.plant(front)
    assert shown(fault, front) > TOLERANCE
