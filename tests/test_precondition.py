"""A metric: dividing the gradient by a matrix is descent in other units, and Newton's step if it is the curvature."""

import numpy as np
import pytest

import gdlib as gl
from gdlib.empirical import LeastSquares, NonlinearLeastSquares
from gdlib.gradients import precondition
from gdlib.objectives import Function, Ravine, Rosenbrock

UNITS = np.array([[2.0, 0.5], [0.0, 0.1]])  # w = S u: the same point in other coordinates


def of(transform, g):
    """The transform of a gradient that is g everywhere."""
    return transform(lambda w: g)(np.zeros_like(g))


@pytest.mark.parametrize("rule", [gl.gd(lr=1e-4), gl.momentum(lr=1e-4), gl.nesterov(lr=1e-4)], ids=repr)
def test_a_metric_is_a_change_of_units(rule):
    f, S = Rosenbrock(), UNITS
    in_u = Function(lambda u: f(S @ u), lambda u: S.T @ f.grad(S @ u))
    ours = gl.descend(f, [-1.2, 1.0], gl.chain(precondition(np.linalg.inv(S @ S.T)), rule), 50)
    theirs = gl.descend(in_u, np.linalg.solve(S, [-1.2, 1.0]), rule, 50)
    np.testing.assert_allclose(ours.w, theirs.w @ S.T, rtol=1e-10)  # 50 steps of rounding, κ(S) = 20


def test_positive_numbers_are_a_diagonal_metric_and_a_batch_is_its_members():
    g = np.random.default_rng(3).normal(size=(2, 3, 4))
    scaled = of(precondition([4.0, 0.5]), g)
    np.testing.assert_array_equal(scaled, g / np.array([4.0, 0.5])[:, None, None])
    np.testing.assert_allclose(of(precondition(np.diag([4.0, 0.5])), g), scaled, rtol=1e-15)
    whole = precondition(UNITS.T @ UNITS)
    np.testing.assert_allclose(of(whole, g)[:, 1, 2], of(whole, g[:, 1, 2]), rtol=1e-12)


def test_gauss_newton_solves_linear_least_squares_in_one_step():
    rng = np.random.default_rng(4)
    f = LeastSquares(rng.normal(size=(9, 3)), rng.normal(size=9))
    one = gl.descend(f, [5.0, -3.0, 1.0], gl.chain(precondition(f.hessian), gl.gd(lr=1.0)), 1)
    np.testing.assert_allclose(one.w[-1], f.minimiser, rtol=1e-12)


def test_gauss_newton_does_not_care_about_units():
    """The same fit in parameters u, where w = S u: every point is the same point."""
    x = np.linspace(0, 3, 8)

    def fit(S):
        def model(u, x):
            a, k = S @ u
            return a * np.exp(-k * x)

        def jacobian(u, x):
            a, k = S @ u
            return S.T @ [np.exp(-k * x), -a * x * np.exp(-k * x)]

        f = NonlinearLeastSquares(model, jacobian, x, 3 * np.exp(-x) + 0.1 * np.cos(9 * x))
        rule = gl.chain(precondition(f.gauss_newton), gl.gd(lr=1.0))
        return gl.descend(f, np.linalg.solve(S, [2.0, 0.7]), rule, 6).w @ S.T

    np.testing.assert_allclose(fit(UNITS), fit(np.eye(2)), rtol=1e-9)  # κ(S)² = 400 times rounding


def test_a_singular_metric_is_divergence_and_no_crash():
    f = Ravine(2)
    run = gl.descend(f, [1.0, 1.0], gl.chain(precondition(lambda w: np.zeros((2, 2))), gl.gd(lr=1.0)), 3)
    assert run.diverged


@pytest.mark.parametrize("P", [[1.0, 0.0], [[1.0, 2.0], [2.0, 1.0]], [[1.0, 0.5], [0.0, 1.0]], np.ones((2, 3)), 2.0])
def test_what_is_no_metric_is_refused(P):
    with pytest.raises(ValueError, match="positive numbers or a symmetric positive definite matrix"):
        precondition(P)


def test_a_metric_that_changes_takes_one_point_at_a_time():
    rule = gl.chain(precondition(lambda w: np.eye(2)), gl.gd(lr=0.1))
    with pytest.raises(ValueError, match=r"one point \(d,\) at a time; w has shape \(2, 3\)"):
        gl.descend(Ravine(2), np.ones((2, 3)), rule, 1)
