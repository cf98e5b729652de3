"""The laws of rules, for rules behind a clip: sweeps are runs one by one, axes may turn, a step has its limit."""

import numpy as np
import pytest

import gdlib as gl
from gdlib.arrays import norm
from gdlib.objectives import Ravine
from tests.laws.table import CLIPS, RULES, SMALL, turned

STARTS = np.random.default_rng(5).normal(size=(2, 30)) * 4


@pytest.mark.parametrize("clip", CLIPS)
@pytest.mark.parametrize("name", RULES)
def test_a_sweep_of_clipped_runs_is_the_runs_one_by_one(name, clip):
    rule = gl.chain(CLIPS[clip](1.5), RULES[name](lr=0.05))
    together = gl.descend(Ravine(20), STARTS, rule, 40).w
    for j in range(STARTS.shape[1]):
        np.testing.assert_array_equal(together[:, :, j], gl.descend(Ravine(20), STARTS[:, j], rule, 40).w)


@pytest.mark.parametrize("name", ["gd", "momentum", "nesterov", "ema_momentum"])
def test_clipping_by_norm_turns_with_the_axes_and_clipping_by_value_does_not(name):
    f, (there, Q) = Ravine(20), turned(Ravine(20), 0.7)
    gap = {}
    for clip, make in CLIPS.items():
        rule = gl.chain(make(1.5), RULES[name](lr=0.02))
        here = gl.descend(f, STARTS, rule, 40).w
        gap[clip] = abs(np.einsum("ij,tjk->tik", Q, gl.descend(there, Q.T @ STARTS, rule, 40).w) - here).max()
    assert gap["clip_norm"] < 1e-12  # forty steps of rounding, no step longer than the threshold allows
    assert gap["clip_value"] > 0.01


@pytest.mark.parametrize("most", [0.1, 1.0, 10.0])
def test_a_clipped_step_of_gradient_descent_is_never_longer_than_eta_theta(most):
    run = gl.descend(Ravine(20), STARTS, gl.chain(CLIPS["clip_norm"](most), gl.gd(**SMALL)), 30)
    steps = norm(np.moveaxis(np.diff(run.w, axis=0), 1, 0))
    assert np.all(steps <= SMALL["lr"] * most + 1e-14)  # w is below 20, so that a step is rounded to 2e-15
