"""Each finite sum is the mean of its examples: in value, gradient, Hessian and shape."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gl
from gdlib.empirical import FiniteSum, LeastSquares, Logistic, NonlinearLeastSquares, Softmax
from gdlib.theory import best_momentum

RNG = np.random.default_rng(7)
X = RNG.normal(size=(12, 3))


def model(w, x):
    return w[0] * np.exp(-w[1] * x) + w[2]


def jacobian(w, x):
    return [np.exp(-w[1] * x), -w[0] * x * np.exp(-w[1] * x), 1.0]


SUMS = {
    "least squares": LeastSquares(X, RNG.normal(size=12)),
    "ridge": LeastSquares(X, RNG.normal(size=12), lam=0.3),
    "logistic": Logistic(X, np.sign(RNG.normal(size=12))),
    "logistic with ridge": Logistic(X, np.sign(RNG.normal(size=12)), lam=0.2),
    "softmax": Softmax(X, np.arange(12) % 4),
    "softmax with ridge": Softmax(X, np.arange(12) % 4, lam=0.1),
    "nonlinear": NonlinearLeastSquares(model, jacobian, np.linspace(0, 2, 12), RNG.normal(size=12)),
}
everywhere = pytest.mark.parametrize("f", SUMS.values(), ids=SUMS)
convex = pytest.mark.parametrize("f", [f for name, f in SUMS.items() if name != "nonlinear"], ids=repr)
rows = st.lists(st.integers(0, 11), min_size=1, max_size=20)
# sums of at most 20 terms of size 1, rounded in another order
CLOSE = {"rtol": 1e-12, "atol": 1e-13}


def point(f, *batch, seed=0):
    return np.random.default_rng(seed).normal(size=(getattr(f, "dim", 3), *batch))


@everywhere
@given(rows=rows)
def test_some_rows_are_the_mean_of_the_rows_one_by_one(f, rows):
    w = point(f)
    part = f.on(rows)
    assert len(part) == len(rows)
    np.testing.assert_allclose(part(w), np.mean([f.on([i])(w) for i in rows]), **CLOSE)
    np.testing.assert_allclose(part.grad(w), np.mean([f.on([i]).grad(w) for i in rows], axis=0), **CLOSE)


@everywhere
def test_all_rows_are_the_whole(f):
    w = point(f)
    assert f.on(slice(None))(w) == f(w)
    np.testing.assert_array_equal(f.on(slice(None)).grad(w), f.grad(w))


@everywhere
def test_the_gradients_of_the_examples_average_to_the_gradient(f):
    w = point(f)
    each = f.grads(w)
    assert each.shape == (len(f), len(w))
    np.testing.assert_allclose(each.mean(axis=0), f.grad(w), **CLOSE)
    for i in range(len(f)):
        np.testing.assert_allclose(each[i], f.on([i]).grad(w), **CLOSE)


@everywhere
def test_the_gradient_is_the_slope_of_the_value(f):
    w, h = point(f), 1e-5
    for j in range(len(w)):
        e = h * np.eye(len(w))[j]
        # central differences err by h² f‴/6 ≈ 1e-10 and by ε f/h ≈ 1e-11
        assert (f(w + e) - f(w - e)) / (2 * h) == pytest.approx(f.grad(w)[j], rel=1e-7, abs=1e-8)


@convex
def test_the_hessian_is_the_slope_of_the_gradient_and_nowhere_negative(f):
    w, h = point(f), 1e-5
    H = f.hessian(w)
    slopes = [(f.grad(w + e) - f.grad(w - e)) / (2 * h) for e in h * np.eye(len(w))]
    np.testing.assert_allclose(H, slopes, rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(H, H.T, atol=1e-15)
    assert np.linalg.eigvalsh(H).min() > -1e-15


@everywhere
@pytest.mark.parametrize("batch", [(), (1,), (5,), (4, 5), (12, 3)])
def test_a_batch_of_points_is_the_points_one_by_one(f, batch):
    w = point(f, *batch)
    value, slope, each = f(w), f.grad(w), f.grads(w)
    assert value.shape == batch
    assert slope.shape == w.shape
    assert each.shape == (len(f), *w.shape)
    for j in np.ndindex(batch):
        here = (slice(None), *j)
        np.testing.assert_allclose(value[j], f(w[here]), **CLOSE)
        np.testing.assert_allclose(slope[here], f.grad(w[here]), **CLOSE)
        np.testing.assert_allclose(each[(slice(None), *here)], f.grads(w[here]), **CLOSE)


@everywhere
def test_it_is_a_finite_sum_that_writes_into_nothing(f):
    assert isinstance(f, FiniteSum)
    w = point(f)
    w.flags.writeable = False
    before = f(w), f.grad(w)
    f.grads(w)
    assert f(w) == before[0]
    np.testing.assert_array_equal(f.grad(w), before[1])


@everywhere
def test_a_slice_of_rows_shares_memory_with_the_whole(f):
    part = f.on(slice(2, 5))
    name = "x" if isinstance(f, NonlinearLeastSquares) else "X"
    assert np.shares_memory(getattr(part, name), getattr(f, name))
    assert np.shares_memory(part.y, f.y)


@pytest.mark.parametrize("lam", [0.0, 0.5])
def test_the_minimiser_of_least_squares_has_no_slope_and_descent_finds_it(lam):
    f = LeastSquares(X, SUMS["ridge"].y, lam)
    np.testing.assert_allclose(f.grad(f.minimiser), 0, atol=1e-15)
    lam_all = f.eigenvalues
    np.testing.assert_allclose(lam_all, np.linalg.eigvalsh(f.hessian()), rtol=1e-12)
    lr, beta, _ = best_momentum(lam_all[0], lam_all[-1])
    found = gl.descend(f, np.zeros(3), gl.momentum(lr=lr, beta=beta), 200).w[-1]
    np.testing.assert_allclose(found, f.minimiser, rtol=1e-12)


def test_with_fewer_rows_than_columns_there_are_flat_directions():
    f = LeastSquares(X[:2], [1.0, 2.0])
    np.testing.assert_allclose(f.eigenvalues, np.linalg.eigvalsh(f.hessian()), atol=1e-15)
    np.testing.assert_allclose(f.grad(f.minimiser), 0, atol=1e-15)


def test_two_classes_of_softmax_are_the_logistic_loss():
    labels = np.arange(12) % 2
    softmax, logistic = Softmax(X, labels), Logistic(X, 2 * labels - 1)
    W = softmax.weights(point(softmax))
    assert softmax(W.reshape(-1)) == pytest.approx(logistic(W[:, 1] - W[:, 0]), rel=1e-14)


def test_the_predicted_class_is_the_likeliest():
    f = SUMS["softmax"]
    w = point(f)
    P = f.probabilities(w)
    np.testing.assert_allclose(P.sum(axis=1), 1, rtol=1e-15)
    np.testing.assert_array_equal(f.predict(w), P.argmax(axis=1))
    assert f(np.zeros(f.dim)) == pytest.approx(np.log(4), rel=1e-15)


@given(st.floats(1, 1e300))
def test_huge_scores_neither_overflow_nor_warn(size):
    far = np.array([size, 0.0])
    right, wrong = np.eye(2), np.eye(2)[::-1]
    logistic = Logistic([[1.0, 0.0], [-1.0, 0.0]], [1, -1])
    assert logistic(-far) == pytest.approx(size + np.log1p(np.exp(-size)))
    assert 0 <= logistic(far) < 0.32  # log(1 + 1/e)
    np.testing.assert_allclose(logistic.grad(-far), [-1 / (1 + np.exp(-size)), 0], rtol=1e-14)
    for rows in (right, wrong):
        softmax = Softmax(rows, [0, 1])
        assert np.isfinite(softmax(size * np.eye(2).ravel()))
        assert np.isfinite(softmax.grad(size * np.eye(2).ravel())).all()


def test_two_columns_of_inputs_reach_a_nonlinear_model_first():
    x = RNG.normal(size=(9, 2))
    f = NonlinearLeastSquares(
        lambda w, x: w[0] * x[0] + w[1] * x[1] ** 2, lambda w, x: (x[0], x[1] ** 2), x, np.arange(9.0)
    )
    linear = LeastSquares(np.column_stack([x[:, 0], x[:, 1] ** 2]), np.arange(9.0))
    for w in (np.array([0.5, -1.0]), RNG.normal(size=(2, 4))):
        np.testing.assert_allclose(f(w), linear(w), rtol=1e-13)
        np.testing.assert_allclose(f.grad(w), linear.grad(w), rtol=1e-12)
    np.testing.assert_allclose(f.gauss_newton(np.zeros(2)), linear.hessian(), rtol=1e-14)
