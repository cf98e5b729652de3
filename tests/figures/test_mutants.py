"""The comparison has teeth: a fault planted in the page's modules, down to one part in 10¹¹, is seen."""

import itertools
import shutil

import numpy as np
import pytest

from gdlib import figures
from gdlib.figures.traits import Choice
from tests.figures.faults import FAULTS
from tests.figures.node import FRONT, TOLERANCE, ask, difference, question

pytestmark = pytest.mark.slow
DRAWS, AGAIN = 12, 4


def known(name):
    """A figure in random states, each option of a choice among them: what to ask of the page, and gdlib's numbers."""
    rng, face = np.random.default_rng(5), getattr(figures, name)
    states = [face.drawn(rng).state() for _ in range(DRAWS)]
    choices = {key: trait.limits["options"] for key, trait in face.controls().items() if isinstance(trait, Choice)}
    picked = [{key: option} for key, options in choices.items() for option in options] * AGAIN
    states += [face.drawn(rng).state() | pick for pick in picked]
    faces = [face(**state) for state in states]
    return [question(face) for face in faces], [face.numbers() for face in faces]


def planted(fault, folder):
    """The address of a copy of the front end with that fault in it."""
    front = folder / str(FAULTS.index(fault))
    shutil.copytree(FRONT, front)
    fault.plant(front)
    return front.as_uri()


@pytest.mark.parametrize("name", dict.fromkeys(fault.figure for fault in FAULTS))
def test_planted_faults_are_seen(name, tmp_path):
    faults = [fault for fault in FAULTS if fault.figure == name]
    questions, numbers = known(name)
    asked = [asked | {"front": front} for front in (planted(f, tmp_path) for f in faults) for asked in questions]
    answers = iter(ask(asked))
    worst = {fault: apart(itertools.islice(answers, len(numbers)), numbers) for fault in faults}
    assert [fault for fault in faults if not worst[fault] > TOLERANCE] == []


def apart(answers, numbers):
    """The largest difference in all states."""
    return max(difference(got[key], want[key]) for got, want in zip(answers, numbers, strict=True) for key in want)
