"""Rules are free of NumPy calls: the same source runs on arrays, on torch tensors, and under ``jax.jit``."""

import inspect

import numpy as np
import pytest

import gdlib as gl
from gdlib.objectives import Rosenbrock
from tests.laws.table import RULES

START = np.array([-1.0, 2.0])
STEPS = 20
ALL = {**RULES, "steepest": gl.steepest}


def configured(name):
    return ALL[name]() if name == "steepest" else ALL[name](lr=1e-3)


def slope(stack):
    """Rosenbrock's gradient from plain arithmetic, for any kind of array."""
    return lambda w: stack([-2 * (1 - w[0]) - 400 * w[0] * (w[1] - w[0] ** 2), 200 * (w[1] - w[0] ** 2)])


def path(rule, step, w):
    state = [first + 0 * w for first in rule.state.values()]
    for t in range(1, STEPS + 1):
        out = step(w, t, *state)
        w, *state = out if isinstance(out, tuple) else (out,)
    return np.asarray(w)


def equation(rule, grad):
    """The rule's own function with its hyper-parameters: (w, t, *state) -> (w, *state)."""
    offered = {"grad": grad}
    return lambda w, t, *state: rule.step(w, *(t if n == "t" else offered[n] for n in rule.takes), *state, **rule.hyper)


@pytest.mark.parametrize("name", ALL)
def test_on_torch_tensors(name):
    torch = pytest.importorskip("torch")
    rule = configured(name)
    there = path(rule, equation(rule, slope(torch.stack)), torch.tensor(START))
    np.testing.assert_allclose(there, gl.descend(Rosenbrock(), START, rule, STEPS).w[-1], rtol=1e-10)


@pytest.mark.parametrize("name", ALL)
def test_under_jax_jit(name):
    jax = pytest.importorskip("jax")
    with jax.enable_x64(True):
        rule = configured(name)
        step = jax.jit(equation(rule, slope(jax.numpy.stack)))
        there = path(rule, step, jax.numpy.asarray(START))
        np.testing.assert_allclose(there, gl.descend(Rosenbrock(), START, rule, STEPS).w[-1], rtol=1e-10)


@pytest.mark.parametrize("name", ALL)
def test_no_equation_names_numpy(name):
    assert "np." not in inspect.getsource(ALL[name].__wrapped__)
