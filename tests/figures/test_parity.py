"""The page's numbers are gdlib's: every figure in random states and at its controls' ends, every rule 2,000 times."""

import itertools

import numpy as np
import pytest

import gdlib as gl
from gdlib.figures import FACES
from gdlib.figures.traits import Choice, Point
from gdlib.objectives import Quadratic
from tests.figures.node import TOLERANCE, ask, difference, question

pytestmark = pytest.mark.slow
RANDOM, STEPS = 60, 120
RULES = {"gd": (), "momentum": ("beta",), "nesterov": ("beta",)}
ADAPTIVE = {"adagrad": (), "rmsprop": ("beta2",), "adam": ("beta1", "beta2")}


def ends(trait):
    """The values at the ends of a control."""
    if isinstance(trait, Choice):
        return trait.limits["options"]
    if isinstance(trait, Point):
        return [trait.limits["min"], trait.limits["max"]]
    return list(getattr(trait, "range", (trait.limits["min"], trait.limits["max"])))


def states(face):
    """Random states, and all others at their first values with one control at an end; choices in every pairing."""
    rng, controls, first = np.random.default_rng(20261121), face.controls(), face().state()
    for _ in range(RANDOM):
        yield {name: trait.draw(rng) for name, trait in controls.items()}
    choices = [name for name, trait in controls.items() if isinstance(trait, Choice)]
    for picked in itertools.product(*(controls[name].limits["options"] for name in choices)):
        fixed = dict(zip(choices, picked, strict=True))
        for name, trait in controls.items():
            yield from (first | fixed | {name: value} for value in ends(trait))


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.__name__)
def test_the_page_computes_what_gdlib_computes(face):
    known = list(known_numbers(face))
    for answer, (asked, want) in zip(ask([asked for asked, _ in known]), known, strict=True):
        assert answer.keys() == want.keys()
        worst = {name: difference(answer[name], want[name]) for name in want}
        assert max(worst.values()) <= TOLERANCE, (asked["state"], worst)


def known_numbers(face):
    """What to ask of the page in each state, and gdlib's answer."""
    own = face()
    for state in states(face):
        for name, value in state.items():
            setattr(own, name, value)
        yield question(own), own.numbers()


def bowl(rng):
    """A random curved bowl, as a matrix."""
    turn = rng.uniform(-1.5, 1.5)
    Q = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return Q @ np.diag(10 ** rng.uniform(-3, 0, 2)) @ Q.T


def questions(name, H, starts, hyper):
    """What to ask for the page's paths, one for each column of the starts."""
    asked = {"ask": "rule", "rule": name, "H": [H[0, 0], H[0, 1], H[1, 1]], "steps": STEPS}
    hypers = [{h: float(values[i]) for h, values in hyper.items()} for i in range(starts.shape[1])]
    return [asked | {"start": starts[:, i].tolist(), "hyper": h} for i, h in enumerate(hypers)]


def assert_same_paths(name, cases):
    """The page and gdlib walk from each start along the same path; a case is a bowl, its starts and its settings."""
    got = iter(ask([asked for case in cases for asked in questions(name, *case)]))
    for H, starts, hyper in cases:
        want = gl.descend(Quadratic(H), starts, getattr(gl, name)(**hyper), STEPS).w
        assert max(difference(next(got), want[:, :, i]) for i in range(starts.shape[1])) <= TOLERANCE


@pytest.mark.parametrize("name", RULES)
def test_a_rule_walks_the_path_that_gdlib_walks(name):
    rng, cases = np.random.default_rng(7), []
    for _ in range(20):  # bowls, each with a hundred starts and settings
        H, starts = bowl(rng), rng.uniform(-2.5, 2.5, (2, 100))
        hyper = {"lr": rng.uniform(0, 4, 100)} | {h: rng.uniform(0, 1, 100) for h in RULES[name]}
        cases.append((H, starts, hyper))
    assert_same_paths(name, cases)


@pytest.mark.parametrize("name", ADAPTIVE)
def test_a_rule_with_steps_per_coordinate_walks_it_too(name):
    rng, cases = np.random.default_rng(11), []
    for _ in range(20):  # still on its way after so many steps: near the floor, chaos
        H, starts = np.diag(10 ** rng.uniform(-2, 0, 2)), rng.uniform(2, 3, (2, 100)) * rng.choice([-1, 1], (2, 100))
        hyper = {"lr": 10 ** rng.uniform(-3, -2, 100)} | {h: rng.uniform(0.3, 0.99, 100) for h in ADAPTIVE[name]}
        cases.append((H, starts, hyper))
    assert_same_paths(name, cases)
