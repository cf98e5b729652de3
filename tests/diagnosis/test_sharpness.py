"""Sharpness against eigenvalues that are known."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlib.diagnosis import sharpness
from gdlib.diagnosis.sharpness import hessian_product
from gdlib.empirical import Logistic, Risk
from gdlib.nets import MLP, glorot_normal, squared, tanh
from gdlib.objectives import Function, MonkeySaddle, Quadratic, Ravine, Rosenbrock, Saddle

RNG = np.random.default_rng


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=6), st.integers(0, 10**6))
@settings(max_examples=40)
def test_it_is_the_largest_eigenvalue_and_not_the_largest_in_size(values, seed):
    largest, size = max(values), max(map(abs, values))
    if size < 1e-2 or any(largest - v < 0.1 * size for v in values if v != largest):
        return  # two that lie closer are told apart by more steps only
    Q, _ = np.linalg.qr(RNG(seed).standard_normal((len(values), len(values))))
    A = Q @ np.diag(values) @ Q.T
    f = Function(lambda w: 0.5 * w @ A @ w, lambda w: A @ w)
    # The residual is below 1e-6 of the size, and the eigenvalue is closer than the residual.
    assert math.isclose(sharpness(f, np.zeros(len(values)), RNG(seed)), largest, abs_tol=4e-6 * size)


@pytest.mark.parametrize(
    ("f", "w", "largest"),
    [
        (Ravine(50), [3.0, -1.0], 50),
        (Saddle(), [0.0, 0.0], 1),
        (Rosenbrock(), [1.0, 1.0], 501 + math.sqrt(501**2 - 400)),  # [[802, −400], [−400, 200]]
        (MonkeySaddle(), [1.0, 0.0], 6),
    ],
    ids=str,
)
def test_surfaces_have_the_curvature_that_they_are_known_for(f, w, largest):
    assert math.isclose(sharpness(f, w, RNG(0)), largest, rel_tol=1e-5)


def test_a_network_is_as_sharp_as_the_hessian_that_its_gradients_make():
    X = RNG(0).standard_normal((12, 2))
    net = MLP((2, 4, 1), tanh)
    f, w = Risk(net, X, X[:, :1] * X[:, 1:], squared), net.init(glorot_normal, RNG(1))
    H = np.stack([hessian_product(f, w, e) for e in np.eye(len(w))])
    assert math.isclose(sharpness(f, w, RNG(2)), np.linalg.eigvalsh((H + H.T) / 2)[-1], rel_tol=1e-4)


def test_data_far_from_0_do_not_matter():
    X = RNG(0).standard_normal((30, 3))
    f = Logistic(X, np.sign(X[:, 0]))
    H = np.stack([hessian_product(f, np.zeros(3), e) for e in np.eye(3)])
    assert math.isclose(sharpness(f, np.zeros(3), RNG(0)), np.linalg.eigvalsh(H)[-1], rel_tol=1e-5)


def test_a_diverged_gradient_gives_nan_and_no_warning():
    f = Function(lambda w: (w**2).sum(), lambda w: w * np.inf)
    assert math.isnan(sharpness(f, [1.0, 2.0], RNG(0)))


def test_a_flat_function_has_sharpness_0():
    assert sharpness(Quadratic(np.zeros((2, 2)), np.zeros(2)), [1.0, 1.0], RNG(0)) == 0


@pytest.mark.parametrize("w", [np.zeros((2, 3)), [np.nan, 0.0], 1.0], ids=["a batch", "NaN", "a number"])
def test_it_takes_one_finite_point(w):
    with pytest.raises(ValueError, match="sharpness takes one finite point"):
        sharpness(Ravine(2), w, RNG(0))
