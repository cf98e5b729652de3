"""The checks that readers use: right work passes, and each mistake that people make is caught."""

import numpy as np
import pytest

import gdlib as gl
from gdlib.checks import check_grad, check_rotation, check_sweep
from gdlib.empirical import LeastSquares, Logistic, NonlinearLeastSquares, Softmax
from gdlib.objectives import Function, MonkeySaddle, Quadratic, Ravine, Rosenbrock, Saddle, parabola, waves

RNG = np.random.default_rng(11)
X, Y = RNG.normal(size=(20, 3)), RNG.normal(size=20)
F = LeastSquares(X, Y)
RIGHT = {
    "a ravine": (Ravine(50), 2),
    "a quadratic": (Quadratic([[2.0, 1.0, 0], [1.0, 3.0, 0], [0, 0, 1.0]], [1.0, 2.0, 3.0]), 3),
    "a valley": (Rosenbrock(), 2),
    "a saddle": (Saddle(), 2),
    "a monkey saddle": (MonkeySaddle(), 2),
    "a parabola": (parabola(), 1),
    "waves": (waves(), 1),
    "least squares": (F, 3),
    "logistic": (Logistic(X, np.sign(Y), lam=0.1), 3),
    "softmax": (Softmax(X, np.arange(20) % 3, lam=0.1), 9),
    "nonlinear": (
        NonlinearLeastSquares(
            lambda w, x: w[0] * np.exp(w[1] * x),
            lambda w, x: [np.exp(w[1] * x), w[0] * x * np.exp(w[1] * x)],
            X[:, 0],
            Y,
        ),
        2,
    ),
}


@pytest.mark.parametrize("batch", [(), (4,), (2, 3)])
@pytest.mark.parametrize("name", RIGHT)
def test_every_gradient_of_the_library_is_right(name, batch):
    f, d = RIGHT[name]
    for seed in range(3):
        rng = np.random.default_rng(seed)
        # central differences, where f takes no complex numbers, are good to ε^⅔ · |f‴|, here below 1e-8
        assert check_grad(f, rng.normal(size=(d, *batch)), rng) < 1e-7


@pytest.mark.parametrize("name", [name for name in RIGHT if name != "logistic"])
def test_the_complex_step_leaves_only_rounding(name):
    f, d = RIGHT[name]
    assert check_grad(f, np.random.default_rng(1).normal(size=d), np.random.default_rng(2)) < 1e-13


def off_by_one(w):
    g = F.grad(w)
    return np.roll(g, 1)


BUGS = {
    "the sign": lambda w: -F.grad(w),
    "a factor of 2": lambda w: 2 * F.grad(w),
    "1/n forgotten": lambda w: len(F) * F.grad(w),
    "the matrix not transposed": lambda w: X[:3] @ (X[:3] @ w - Y[:3]),
    "an index off by one": off_by_one,
    "one coordinate wrong by 1 in 1,000": lambda w: F.grad(w) * [1, 1, 1.001],
    "not a number": lambda w: F.grad(w) * np.nan,
}


@pytest.mark.parametrize("bug", BUGS)
def test_the_usual_mistakes_are_caught(bug):
    w = np.random.default_rng(3).normal(size=3)
    assert check_grad(Function(F, BUGS[bug]), w, np.random.default_rng(4)) > 1e-5


def cubes(units):
    """Σ |w_i / unit_i|³: each coordinate matters on a scale of its own, and no complex step can help."""

    def whole(w):
        return w / np.reshape(units, (-1, *[1] * (w.ndim - 1)))

    def gradient(w):
        return 3 * np.abs(whole(w)) * whole(w) / np.reshape(units, (-1, *[1] * (w.ndim - 1)))

    return Function(lambda w: (np.abs(whole(w)) ** 3).sum(axis=0), gradient)


@pytest.mark.parametrize("batch", [(), (4,)])
@pytest.mark.parametrize("powers", [(0, 20, -20), (40, 0, 3), (-15, 9, -24)])
def test_the_units_of_the_coordinates_do_not_matter_bit_for_bit(powers, batch):
    units = 2.0 ** np.array(powers)  # powers of 2, so that nothing is rounded; and 0.5 · 2⁻²⁴ is not yet taken for 0
    w = np.random.default_rng(5).uniform(0.5, 2, size=(3, *batch))
    plain = check_grad(cubes(np.ones(3)), w, np.random.default_rng(6))
    in_units = check_grad(cubes(units), (w.T * units).T, np.random.default_rng(6))
    assert in_units == plain < 1e-9


@pytest.mark.parametrize("factor", [-1.0, 2.0, 1.01])
@pytest.mark.parametrize("which", range(3))
def test_a_mistake_in_one_coordinate_is_caught_whatever_its_units(which, factor):
    right = cubes([1e-6, 1.0, 1e6])
    mistake = np.where(np.arange(3) == which, factor, 1.0)
    wrong = Function(right, lambda w: right.grad(w) * mistake)
    assert check_grad(wrong, [1e-6, -1.0, 1e6], np.random.default_rng(7)) > 1e-3


@pytest.mark.parametrize("near", [0.0, 1e-300, 1e-12, 1e-9, 1e-7])
def test_a_mistake_is_caught_at_points_close_to_zero(near):
    slope = Function(lambda w: 1 + np.abs(w.sum(axis=0) + 1) * 2, lambda w: -2 + 0 * w)
    assert check_grad(slope, [near, near], np.random.default_rng(8)) > 1e-3


def test_at_a_minimum_rounding_is_not_taken_for_an_error():
    assert check_grad(F, F.minimiser, np.random.default_rng(0)) < 1e-9
    logistic = Logistic([[1.0], [-1.0]], [1, 1])  # its minimum is at 0, with the value log 2
    assert check_grad(logistic, [0.0], np.random.default_rng(0)) < 1e-4
    assert check_grad(parabola(), [0.0], np.random.default_rng(0)) == 0


def test_a_function_that_means_something_else_by_complex_numbers_is_measured_by_differences():
    def size(w):
        return (np.abs(w) ** 3).sum(axis=0)  # |w| of a complex w is real

    f = Function(size, lambda w: 3 * np.abs(w) * w)
    assert check_grad(f, [1.0, -2.0], np.random.default_rng(0)) < 1e-8


@pytest.mark.parametrize("family", [gl.gd, gl.momentum, gl.nesterov, gl.adam], ids=lambda family: family.__name__)
def test_the_librarys_sweeps_are_exact(family):
    assert check_sweep(family, Rosenbrock(), [-1, 2], lr=np.geomspace(1e-4, 1e-3, 4).reshape(2, 2)) == 0


def test_a_sweep_that_diverges_in_one_place_is_still_compared():
    assert check_sweep(gl.gd, Ravine(20), [1, 1], steps=5000, lr=np.array([0.01, 0.5])) == 0


def test_a_rule_that_mixes_the_members_of_a_sweep_is_caught():
    @gl.rule
    def mixed(w, grad, *, lr):
        g = grad(w)
        return w - lr * g / (1 + np.abs(g).max())

    assert check_sweep(mixed, Ravine(20), [1.0, 1.0], lr=np.array([0.1, 0.5])) > 0.01


def test_rules_with_one_step_length_turn_with_the_axes_and_the_others_do_not():
    for rule in (gl.gd(lr=1e-3), gl.momentum(lr=1e-3), gl.nesterov(lr=1e-3)):
        assert check_rotation(rule, Rosenbrock(), [-1, 2], np.random.default_rng(0)) < 1e-13
    for rule in (gl.adagrad(lr=0.05), gl.rmsprop(lr=0.05), gl.adam(lr=0.05)):
        assert check_rotation(rule, Ravine(20), [-1, 1], np.random.default_rng(0)) > 0.01


def test_rotation_in_five_dimensions():
    f = Quadratic(np.diag([1.0, 2, 3, 4, 5]))
    assert check_rotation(gl.momentum(lr=0.1), f, np.ones(5), np.random.default_rng(0)) < 1e-14
