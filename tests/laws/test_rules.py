"""Every rule against every law: what the mathematics says is true of an update, whatever the point."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdlib as gl
from gdlib import theory
from gdlib.objectives import Function, Quadratic, Ravine, Rosenbrock
from tests.laws.table import AVERAGING, PER_COORDINATE, RULES, TURNS_WITH_THE_AXES, turned

points = st.lists(st.floats(-1.5, 1.5), min_size=2, max_size=2)
steps_sizes = st.floats(1e-4, 1e-3)
curvatures = st.floats(0.1, 100.0)
betas = st.floats(0.0, 0.95)


def matrix(draws) -> np.ndarray:
    """A symmetric positive definite 3 × 3 matrix from nine numbers."""
    B = np.reshape(draws, (3, 3))
    return B @ B.T + 0.1 * np.eye(3)


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=15, deadline=None)
@given(start=points, rates=st.lists(steps_sizes, min_size=1, max_size=5))
def test_a_sweep_is_the_runs_one_by_one(name, start, rates):
    family = RULES[name]
    together = gl.descend(Rosenbrock(), start, family(lr=np.array(rates)), steps=30)
    for i, lr in enumerate(rates):
        alone = gl.descend(Rosenbrock(), start, family(lr=lr), steps=30)
        np.testing.assert_array_equal(together.w[..., i], alone.w)
        for part, path in alone.state.items():
            np.testing.assert_array_equal(together.state[part][..., i], path)


@pytest.mark.parametrize("name", AVERAGING)
@settings(max_examples=10, deadline=None)
@given(start=points, beta=st.lists(betas, min_size=1, max_size=4))
def test_a_sweep_over_momentum_is_the_runs_one_by_one(name, start, beta):
    together = gl.descend(Rosenbrock(), start, RULES[name](lr=1e-4, beta=np.array(beta)), steps=20)
    for i, b in enumerate(beta):
        np.testing.assert_array_equal(
            together.w[..., i], gl.descend(Rosenbrock(), start, RULES[name](lr=1e-4, beta=b), 20).w
        )


@pytest.mark.parametrize("name", RULES)
def test_a_grid_of_starts_is_the_runs_one_by_one(name):
    starts = np.random.default_rng(0).normal(size=(2, 3, 4))
    together = gl.descend(Rosenbrock(), starts, RULES[name](lr=1e-3), steps=25)
    for i, j in np.ndindex(3, 4):
        alone = gl.descend(Rosenbrock(), starts[:, i, j], RULES[name](lr=1e-3), steps=25)
        np.testing.assert_array_equal(together.w[:, :, i, j], alone.w)


@pytest.mark.parametrize("name", TURNS_WITH_THE_AXES)
@settings(max_examples=15, deadline=None)
@given(start=points, angle=st.floats(0.1, 3.0))
def test_rules_with_one_step_length_do_not_see_the_axes(name, start, angle):
    f = Rosenbrock(b=5.0)
    there, Q = turned(f, angle)
    here = gl.descend(f, start, RULES[name](lr=1e-3), steps=40).w
    seen = gl.descend(there, Q.T @ start, RULES[name](lr=1e-3), steps=40).w
    # 40 contracting steps of rounding, 1e-16 each
    np.testing.assert_allclose(seen @ Q.T, here, atol=1e-12)


@pytest.mark.parametrize("name", PER_COORDINATE)
def test_rules_with_a_step_for_each_coordinate_do_see_the_axes(name):
    there, Q = turned(Ravine(20), 0.7)
    here = gl.descend(Ravine(20), [-1, 0.8], RULES[name](lr=1e-2), steps=40).w
    seen = gl.descend(there, Q.T @ [-1, 0.8], RULES[name](lr=1e-2), steps=40).w
    assert np.abs(seen @ Q.T - here).max() > 1e-3


@pytest.mark.parametrize("name", AVERAGING)
@settings(max_examples=15, deadline=None)
@given(start=points, lr=steps_sizes)
def test_without_momentum_it_is_gradient_descent(name, start, lr):
    plain = gl.descend(Rosenbrock(), start, gl.gd(lr=lr), steps=30).w
    np.testing.assert_array_equal(gl.descend(Rosenbrock(), start, RULES[name](lr=lr, beta=0.0), steps=30).w, plain)


@settings(max_examples=25, deadline=None)
@given(start=points, lr=st.floats(0.01, 0.5), beta=betas)
def test_an_average_of_gradients_is_the_heavy_ball_at_a_smaller_rate(start, lr, beta):
    mean = gl.descend(Ravine(3), start, gl.ema_momentum(lr=lr, beta=beta), steps=30).w
    ball = gl.descend(Ravine(3), start, gl.momentum(lr=lr * (1 - beta), beta=beta), steps=30).w
    np.testing.assert_allclose(mean, ball, atol=1e-12)  # the same sums in another order


@settings(max_examples=25, deadline=None)
@given(
    draws=st.lists(st.floats(-2, 2), min_size=9, max_size=9), start=st.lists(st.floats(-3, 3), min_size=3, max_size=3)
)
def test_gd_on_a_bowl_is_a_power_of_its_matrix(draws, start):
    f = Quadratic(matrix(draws), [1.0, -1.0, 0.5])
    lr = 1 / f.eigenvalues[-1]
    M = np.eye(3) - lr * f.A
    expected = [f.minimiser + np.linalg.matrix_power(M, k) @ (start - f.minimiser) for k in range(31)]
    scale = 1 + np.abs(f.minimiser).max() + np.abs(start).max()
    # solving for the minimiser loses κ ≤ 400 ulps; 30 steps add as many again
    np.testing.assert_allclose(gl.descend(f, start, gl.gd(lr=lr), steps=30).w, expected, atol=1e-11 * scale)


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
@settings(max_examples=25, deadline=None)
@given(start=st.floats(-5, 5), lr_times_curvature=st.floats(0.05, 1.3), beta=betas)
def test_momentum_on_a_bowl_is_a_power_of_a_two_by_two_matrix(name, start, lr_times_curvature, beta):
    lr, lam = lr_times_curvature / 4.0, 4.0
    ahead = beta * (1 - lr * lam) if name == "nesterov" else beta
    M = np.array([[ahead, lam], [-lr * ahead, 1 - lr * lam]])  # (v, w) ↦ (v, w)
    run = gl.descend(Quadratic([[lam]]), start, RULES[name](lr=lr, beta=beta), steps=20)
    expected = np.array([np.linalg.matrix_power(M, k) @ [0.0, start] for k in range(21)])
    np.testing.assert_allclose(run.w[:, 0], expected[:, 1], atol=1e-9)  # growth is at most 1.7²⁰ ≈ 4e4 of 1e-16 each
    np.testing.assert_allclose(run.state["v"][:, 0], expected[:, 0], atol=1e-9)


LIMITS = {
    "gd": (lambda L, beta: theory.gd_limit(L), lambda beta: {}),
    "momentum": (theory.momentum_limit, lambda beta: {"beta": beta}),
    "nesterov": (theory.nesterov_limit, lambda beta: {"beta": beta}),
}


@pytest.mark.parametrize("name", LIMITS)
@settings(max_examples=10, deadline=None)
@given(L=curvatures, beta=st.floats(0.0, 0.9))
def test_it_diverges_just_beyond_the_limit_and_not_just_inside(name, L, beta):
    limit, takes = LIMITS[name]
    lr = limit(L, beta) * np.array([0.98, 1.02])
    rule = RULES[name](lr=lr, **takes(beta))
    run = gl.descend(Quadratic([[L]]), 1.0, rule, steps=6000)
    assert run.diverged.tolist() == [False, True]
    assert run.f[-1, 0] < 1e-6 * run.f[0, 0]


@pytest.mark.parametrize("name", ["adam", "amsgrad", "rmsprop", "adagrad"])
@settings(max_examples=15, deadline=None)
@given(start=points, scale=st.floats(1e-3, 1e3))
def test_the_scale_of_the_loss_does_not_matter(name, start, scale):
    f = Rosenbrock()
    scaled = Function(lambda w: scale * f(w), lambda w: scale * f.grad(w), dim=2)
    rule = RULES[name](lr=1e-2, eps=0.0)
    if np.any(np.abs(f.grad(np.array(start))) < 1e-150):
        return  # 0 / 0 without ε, where the square is 0 or underflows
    here, there = (gl.descend(g, start, rule, steps=20).w for g in (f, scaled))
    np.testing.assert_allclose(there, here, rtol=1e-6, atol=1e-8)  # the step is a quotient of rounded sums


@pytest.mark.parametrize("name", ["adam", "amsgrad"])
@settings(max_examples=15, deadline=None)
@given(start=points)
def test_the_first_step_of_adam_is_eta_times_the_sign(name, start):
    g = Rosenbrock().grad(np.array(start))
    step = gl.descend(Rosenbrock(), start, RULES[name](lr=0.1), steps=1).w
    np.testing.assert_allclose(step[1] - step[0], -0.1 * g / (np.abs(g) + 1e-8), atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(start=points, rate=st.floats(0.0, 0.5))
def test_adamw_is_adam_and_a_shrinking_of_w(start, rate):
    decayed = gl.descend(Rosenbrock(), start, gl.adamw(lr=0.01, decay=rate), steps=1).w[1]
    plain = gl.descend(Rosenbrock(), start, gl.adam(lr=0.01), steps=1).w[1]
    np.testing.assert_allclose(decayed, plain - 0.01 * rate * np.array(start), atol=1e-15)


def test_amsgrad_never_forgets_its_largest_square():
    run = gl.descend(Rosenbrock(), [-1.0, 2.0], gl.amsgrad(lr=0.01, beta2=0.5), steps=100)
    s, s_max = run.state["s"], run.state["s_max"]
    np.testing.assert_array_equal(s_max, np.maximum.accumulate(s))


@settings(max_examples=25, deadline=None)
@given(start=points, kappa=st.floats(1, 1e3))
def test_exact_line_search_leaves_at_a_right_angle_and_never_climbs(start, kappa):
    run = gl.descend(Ravine(kappa), start, gl.steepest(), steps=1)
    g0, g1 = (Ravine(kappa).grad(w) for w in run.w)
    assert abs(g0 @ g1) <= 1e-12 * max(1.0, g0 @ g0)  # rounding of one product, against ‖g‖²
    assert run.f[1] <= run.f[0]
