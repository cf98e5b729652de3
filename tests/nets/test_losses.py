"""Losses: what they are worth where one knows it, at the ends of the number range, and for data that do not fit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib.checks import check_grad
from gdlib.nets import accuracy, cross_entropy, logistic, squared
from gdlib.objectives import Function
from tests.nets.cases import rng, seeds

LOSSES = {
    "squared": (squared, lambda n, seed: rng(seed).standard_normal((n, 3)), 3),
    "cross_entropy": (cross_entropy, lambda n, seed: rng(seed).integers(3, size=n), 3),
    "logistic": (logistic, lambda n, seed: rng(seed).choice([-1, 1], n), 1),
}
each = pytest.mark.parametrize("name", LOSSES)


@each
@given(seed=seeds, n=st.integers(1, 6))
def test_the_gradient_is_the_slope_of_the_value(name, seed, n):
    loss, draw, m = LOSSES[name]
    y = draw(n, seed)
    f = Function(lambda z: loss(z.reshape(n, m), y), lambda z: loss.grad(z.reshape(n, m), y).ravel())
    # logistic takes no complex numbers: central differences are good to 1e-8
    assert check_grad(f, rng(seed + 1).standard_normal(n * m), rng(seed + 2)) < 1e-7


@each
@given(seed=seeds, n=st.integers(2, 6))
def test_a_loss_is_the_mean_of_its_rows(name, seed, n):
    loss, draw, m = LOSSES[name]
    Z, y = rng(seed).standard_normal((n, m)), draw(n, seed)
    rows = [slice(i, i + 1) for i in range(n)]
    np.testing.assert_allclose(loss(Z, y), np.mean([loss(Z[i], y[i]) for i in rows]), rtol=1e-13)
    np.testing.assert_allclose(loss.grad(Z, y), np.concatenate([loss.grad(Z[i], y[i]) for i in rows]) / n, rtol=1e-13)


def test_before_training_a_classifier_loses_log_c():
    assert cross_entropy(np.zeros((5, 10)), np.arange(5)) == pytest.approx(np.log(10), rel=1e-15)
    assert logistic(np.zeros((2, 1)), [-1, 1]) == pytest.approx(np.log(2), rel=1e-15)


def test_two_outputs_of_cross_entropy_are_the_logistic_loss_of_their_difference():
    Z, y = rng(0).standard_normal((6, 2)), np.arange(6) % 2
    assert cross_entropy(Z, y) == pytest.approx(logistic(Z[:, 1:] - Z[:, :1], 2 * y - 1), rel=1e-14)


def test_adding_a_number_to_all_scores_of_a_row_changes_nothing():
    Z, y = rng(0).standard_normal((6, 4)), np.arange(6) % 4
    shifted = Z + 1000 * rng(1).standard_normal((6, 1))
    assert cross_entropy(shifted, y) == pytest.approx(cross_entropy(Z, y), rel=1e-12)
    np.testing.assert_allclose(cross_entropy.grad(Z, y).sum(axis=1), 0, atol=1e-16)


@given(st.floats(1, 1e300))
def test_huge_scores_neither_overflow_nor_warn(size):
    Z = size * np.eye(2)
    assert cross_entropy(Z, [1, 0]) == pytest.approx(size + np.log1p(np.exp(-size)))
    assert 0 <= cross_entropy(Z, [0, 1]) < 0.32  # log(1 + 1/e)
    assert np.isfinite(cross_entropy.grad(Z, [1, 0])).all()
    assert logistic(Z[:, :1], [-1, 1]) == pytest.approx((np.logaddexp(0, size) + np.log(2)) / 2)
    assert np.isfinite(logistic.grad(Z[:, :1], [-1, 1])).all()


def test_accuracy_is_the_share_of_rows_whose_label_scores_highest():
    Z = np.array([[1.0, 2, 0], [3, 2, 1], [0, 0, 1], [0, 1, 0]])
    assert accuracy(Z, [1, 0, 2, 2]) == 0.75
    assert accuracy(Z, np.array([0.0, 1, 1, 0])) == 0


def test_a_column_of_targets_may_be_a_plain_list_and_never_becomes_a_square():
    Z = np.array([[1.0], [2.0], [4.0]])
    assert squared(Z, [1, 2, 3]) == pytest.approx(1 / 6)
    assert squared.grad(Z, [1, 2, 3]).shape == (3, 1)


@each
def test_neither_the_scores_nor_the_targets_are_written_into(name):
    loss, draw, m = LOSSES[name]
    Z, y = rng(0).standard_normal((4, m)), draw(4, 0)
    Z.flags.writeable = y.flags.writeable = False
    assert np.isfinite(loss(Z, y))
    assert loss.grad(Z, y).shape == Z.shape


@pytest.mark.parametrize(
    ("loss", "outputs", "y", "message"),
    [
        (cross_entropy, 3, [0, 1, 3], "cross_entropy of 3 outputs takes labels 0 … 2, and y holds 3; number the"),
        (cross_entropy, 3, [0, -1, 2], "takes labels 0 … 2, and y holds -1; number the classes from 0"),
        (cross_entropy, 3, [0, 0.5, 2], "takes labels 0 … 2, and y holds 0.5; number the classes from 0"),
        (cross_entropy, 3, [0, 1], r"cross_entropy takes one label a row, y of shape \(3,\); got shape \(2,\)"),
        (cross_entropy, 3, np.eye(3), r"takes one label a row, y of shape \(3,\); got shape \(3, 3\)"),
        (cross_entropy, 3, [0, np.nan, 1], r"cross_entropy takes finite targets, and y holds 1 NaN or infinite value"),
        (cross_entropy, 3, ["cat", "dog", "cat"], "cross_entropy takes numbers, and y holds something else"),
        (logistic, 1, [0, 1, 1], "logistic takes labels −1 and \\+1, and y holds 0; write 2 \\* y - 1 for 0 and 1"),
        (logistic, 2, [1, -1, 1], "logistic takes a network with 1 output and this has 2; or take cross_entropy"),
        (logistic, 1, [1, -1], r"logistic takes one label a row, y of shape \(3,\); got shape \(2,\)"),
        (squared, 2, [1, 2, 3], r"squared takes a target for each output, shape \(3, 2\); y has shape \(3,\)"),
        (squared, 1, [[1, 2, 3]], r"squared takes a target for each output, shape \(3, 1\); y has shape \(1, 3\)"),
        (squared, 1, [1, np.inf, np.nan], r"squared takes finite targets, and y holds 2 NaN or infinite value\(s\)"),
    ],
)
def test_targets_that_do_not_fit_are_refused_in_one_sentence(loss, outputs, y, message):
    for ask in (loss, loss.grad):
        with pytest.raises(ValueError, match=message):
            ask(np.zeros((3, outputs)), y)
