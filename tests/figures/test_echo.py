"""What the figure of chapter 17 is dragged by: eigenvalues, and a gap of the singular values, make its matrix."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib.figures import Echo
from gdlib.figures.echo import STEPS, inputs

states = st.tuples(st.floats(-1.25, 1.25), st.floats(0, 1.25), st.floats(0, 6))


@given(states)
def test_the_matrix_has_the_eigenvalues_and_the_gap_that_were_asked_for(state):
    x, y, gap = state
    W = Echo(eigenvalue=[x, y], gap=gap).weights()
    first, second = np.linalg.svd(W, compute_uv=False)
    # sums of a few terms of sizes up to 7, and a root of what is left of them
    assert first - second == pytest.approx(gap, abs=1e-12)
    assert np.trace(W) / 2 == pytest.approx(x, abs=1e-12)
    assert np.linalg.det(W) == pytest.approx(x * x + y * y, abs=1e-12)


@given(st.floats(-1.25, 1.25), st.floats(0.1, 1.25))
def test_without_a_gap_the_matrix_is_normal_and_the_error_a_power(x, y):
    left = Echo(eigenvalue=[x, y], gap=0.0).numbers()["left"]
    np.testing.assert_allclose(left, np.hypot(x, y) ** np.arange(STEPS + 1), rtol=1e-12)


def test_tanh_units_multiply_each_step_by_their_slopes():
    figure = Echo(eigenvalue=[0.7, 0.5], gap=1.0, units="tanh")
    W, h, factors = figure.weights(), np.zeros(2), []
    for x in inputs():
        h = np.tanh(x + h @ W)
        factors.append(np.diag(1 - h**2) @ W.T)
    product, left = np.eye(2), [1.0]
    for factor in reversed(factors):
        product = product @ factor
        left.append(np.linalg.norm(product, 2))
    np.testing.assert_allclose(figure.numbers()["left"], left, rtol=1e-11)  # 60 products, one after the other


def test_the_first_picture_is_the_one_of_the_text():
    left = Echo().numbers()["left"]
    assert (left.argmax(), round(left.max(), 1)) == (9, 19.4)
