"""Objectives: gradient and Hessian are the derivatives of f, and everything broadcasts over ``(d, *batch)``."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlib.objectives import (
    MonkeySaddle,
    Objective,
    Quadratic,
    Ravine,
    Rosenbrock,
    Saddle,
    parabola,
    three_slopes,
    waves,
)

PLANE = [Ravine(7), Rosenbrock(), Saddle(), MonkeySaddle(), Quadratic([[3.0, 1.0], [1.0, 2.0]], [1.0, -2.0])]
ALL = [*PLANE, parabola(3.0), waves(), three_slopes()]
name = lambda f: type(f).__name__  # noqa: E731 (a test id)


def slopes(f, w, h=1e-6):
    """Central differences, (d,) or (d, d)."""
    return np.array([(f(w + h * e) - f(w - h * e)) / (2 * h) for e in np.eye(len(w))])


@pytest.mark.parametrize("f", ALL, ids=name)
@settings(max_examples=20, deadline=None)
@given(w=st.lists(st.floats(-2, 2), min_size=2, max_size=2))
def test_the_gradient_is_the_slope(f, w):
    w = np.array(w[: f.dim])
    # central differences at h = 1e-6 of values up to 4e3: h² f''' + ε f / h ≈ 1e-6
    np.testing.assert_allclose(f.grad(w), slopes(f, w), rtol=1e-6, atol=2e-6)


@pytest.mark.parametrize("f", PLANE, ids=name)
@settings(max_examples=20, deadline=None)
@given(w=st.lists(st.floats(-2, 2), min_size=2, max_size=2))
def test_the_hessian_is_the_slope_of_the_gradient(f, w):
    w = np.array(w)
    np.testing.assert_allclose(f.hessian(w), slopes(f.grad, w), rtol=1e-6, atol=2e-6)


@pytest.mark.parametrize("f", ALL, ids=name)
def test_everything_broadcasts_over_a_batch(f):
    w = np.random.default_rng(1).normal(size=(f.dim, 3, 4))
    assert f(w).shape == (3, 4)
    assert f.grad(w).shape == w.shape
    for i, j in np.ndindex(3, 4):
        np.testing.assert_allclose(f(w)[i, j], f(w[:, i, j]), rtol=1e-14, atol=1e-14)
        np.testing.assert_allclose(f.grad(w)[:, i, j], f.grad(w[:, i, j]), rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("f", ALL, ids=name)
def test_each_is_an_objective(f):
    assert isinstance(f, Objective)


def test_a_quadratic_knows_its_minimiser_and_curvatures():
    f = Quadratic([[3.0, 1.0], [1.0, 2.0]], [1.0, -2.0])
    np.testing.assert_allclose(f.grad(f.minimiser), 0, atol=1e-15)
    np.testing.assert_allclose(f.eigenvalues.prod(), 5)  # the determinant


def test_three_slopes_is_the_published_function_piece_by_piece():
    """Lessard, Recht & Packard 2016, eq. 4.11, and its integral from 0; at the breaks both pieces agree."""
    f = three_slopes()
    for x, value, slope in [(-2, 50, -50), (1, 12.5, 25), (1.5, 25.125, 25.5), (2, 38, 26), (3, 76.5, 51)]:
        assert (f(np.array([x])), f.grad(np.array([x]))[0]) == (value, slope)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Quadratic([[1.0, 2.0], [0.0, 1.0]]), "needs a symmetric matrix A"),
        (lambda: Quadratic([[1.0, 2.0]]), "needs a symmetric matrix A"),
        (lambda: Quadratic(np.eye(2), [1.0]), "b of shape (1,) does not fit A of shape (2, 2)"),
        (lambda: Quadratic([[np.nan]]), "needs a symmetric matrix"),
        (lambda: Quadratic([[1.0]], [np.inf]), "b holds NaN or infinity"),
        (lambda: Ravine(0.5), "a condition number is at least 1"),
    ],
)
def test_what_is_no_bowl_is_refused(call, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the message is compared below)
        call()
    assert message in str(caught.value)
