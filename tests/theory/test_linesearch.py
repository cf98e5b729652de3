"""Exact line search zig-zags as Strang says, and never worse than Kantorovich allows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gdlib import theory
from gdlib.objectives import Quadratic


def searched(f, w):
    """One exact line search along −∇f, on a bowl with its minimum at 0."""
    g = f.grad(w)
    return w - (g @ g) / (g @ f.hessian() @ g) * g


@given(st.floats(0.01, 1.0), st.integers(0, 30))
def test_the_zigzag_is_what_exact_line_search_does(b, steps):
    w, f = np.array([b, 1.0]), Quadratic(np.diag([1.0, b]))
    for expected in theory.zigzag_path(b, steps):
        np.testing.assert_allclose(w, expected, atol=1e-12)
        if w @ w < 1e-20:  # at the minimum there is no direction left
            break
        w = searched(f, w)


def test_strangs_numbers_for_b_a_hundredth():
    path = theory.zigzag_path(0.01, 10)
    f = Quadratic(np.diag([1.0, 0.01]))(path.T)
    np.testing.assert_allclose(f[1:] / f[:-1], 0.9608, atol=5e-5)
    assert f[10] / f[0] == pytest.approx(0.670, abs=5e-4)
    assert theory.kantorovich_bound(0.01, 1.0) == pytest.approx(0.960788, abs=5e-7)


@given(st.floats(0.01, 1.0))
def test_strangs_start_is_the_worst_there_is(b):
    gradient = np.array([b, b])  # of ½(x² + b y²) at (b, 1)
    bound = theory.kantorovich_bound(b, 1.0)
    assert theory.line_search_factor([1.0, b], gradient) == pytest.approx(bound, abs=1e-12)


@given(hnp.arrays(float, 4, elements=st.floats(0.1, 100)), hnp.arrays(float, 4, elements=st.floats(0.01, 1)))
def test_the_factor_is_what_is_left_of_f_and_stays_below_the_bound(lam, w):
    f = Quadratic(np.diag(lam))
    factor = theory.line_search_factor(lam, f.grad(w))
    assert factor == pytest.approx(f(searched(f, w)) / f(w), rel=1e-9, abs=1e-12)
    assert factor <= theory.kantorovich_bound(lam.min(), lam.max()) + 1e-12


def test_many_gradients_at_once():
    g = np.arange(1.0, 7.0).reshape(2, 3)
    each = [theory.line_search_factor([1.0, 5.0], g[:, j]) for j in range(3)]
    assert theory.line_search_factor([1.0, 5.0], g).tolist() == each


@pytest.mark.parametrize("b", [0.0, -0.5, 1.5, np.nan])
def test_the_zigzag_needs_b_between_0_and_1(b):
    with pytest.raises(ValueError, match="with 0 < b ≤ 1; got b ="):
        theory.zigzag_path(b, 3)
