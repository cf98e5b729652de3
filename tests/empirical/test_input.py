"""Data are looked at once, when the objective is made, and what is wrong with them is said in one sentence."""

import numpy as np
import pytest

from gdlib.empirical import LeastSquares, Logistic, NonlinearLeastSquares, Softmax

X = np.arange(12.0).reshape(4, 3)
LABELS = {LeastSquares: [1.0, 2, 3, 4], Logistic: [1, -1, 1, -1], Softmax: [0, 1, 2, 0]}
each = pytest.mark.parametrize("make", LABELS, ids=lambda c: c.__name__)


def refused(sentence, make, *args, **kwargs):
    with pytest.raises(ValueError, match=r"^[^\n]+$") as mistake:
        make(*args, **kwargs)
    assert sentence in str(mistake.value)


@each
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_or_infinity_in_the_data(make, bad):
    holed = np.where(X == 7, bad, X)
    refused(f"{make.__name__} takes finite data, and X holds 1 NaN or infinite value(s)", make, holed, LABELS[make])
    refused("and y holds 1 NaN", make, X, [*LABELS[make][:3], bad])


@each
def test_shapes_that_do_not_fit(make):
    refused("y must have shape (4,) to fit X, and has (3,)", make, X, LABELS[make][:3])
    refused("y must have shape (4,) to fit X, and has (4, 1)", make, X, np.array(LABELS[make])[:, None])
    refused("takes X of shape (n, d), one example a row; got shape (3,)", make, X[0], LABELS[make])
    refused("takes X of shape (n, d), one example a row; got shape (0, 3)", make, X[:0], [])


@each
def test_data_that_are_no_numbers(make):
    refused("takes numbers, and X holds something else", make, [["a", "b"]], [0])
    refused("takes numbers, and y holds something else", make, X, ["yes", "no", "yes", "no"])


@each
@pytest.mark.parametrize("lam", [-1, np.nan, np.inf, [0.1, 0.2]])
def test_a_ridge_that_is_none(make, lam):
    refused("takes a ridge strength lam of 0 or more", make, X, LABELS[make], lam=lam)


def test_labels_that_are_not_plus_or_minus_one():
    refused("Logistic takes labels −1 and +1, and y holds 0; write 2 * y - 1 for 0 and 1", Logistic, X, [0, 1, 1, 0])
    refused("y holds 0.5", Logistic, X, [1, -1, 0.5, 1])


def test_labels_that_are_not_whole_numbers_from_0():
    refused("Softmax takes labels 0, 1, 2, …, and y holds -1", Softmax, X, [0, 1, -1, 2])
    refused("y holds 1.5; number the classes from 0", Softmax, X, [0, 1, 1.5, 2])
    refused("was given 2 classes, and y holds the label 2; raise classes", Softmax, X, [0, 1, 2, 2], classes=2)


def test_a_nonlinear_model_is_two_functions_and_its_data():
    def curve(w, x):
        return w[0] * x

    refused("x of shape (n,) or (n, k); got shape ()", NonlinearLeastSquares, curve, curve, 1.0, 1.0)
    refused("x holds 1 NaN", NonlinearLeastSquares, curve, curve, [1, np.nan], [1, 2])
    refused("y must have shape (2,)", NonlinearLeastSquares, curve, curve, [1, 2], [1, 2, 3])
    with pytest.raises(TypeError, match=r"takes \(model, jacobian, x, y\)"):
        NonlinearLeastSquares([1, 2], [1, 2], curve, curve)


def test_more_classes_than_the_labels_show_may_be_asked_for():
    f = Softmax(X, [0, 1, 0, 1], classes=5)
    assert f.dim == 15
    assert f(np.zeros(15)) == pytest.approx(np.log(5))
    assert f.on([0]).classes == 5


@each
def test_the_data_given_are_not_changed_and_integers_become_floats(make):
    data, labels = np.arange(12).reshape(4, 3), np.array(LABELS[make])
    f = make(data, labels)
    assert f.X.dtype == float
    assert f.X.flags.c_contiguous
    np.testing.assert_array_equal(data, np.arange(12).reshape(4, 3))
    assert make(np.asfortranarray(X), labels).X.flags.c_contiguous


@each
def test_it_is_frozen_and_says_what_it_is(make):
    f = make(X, LABELS[make], 0.5)
    with pytest.raises(AttributeError):
        f.lam = 1.0
    assert repr(f).startswith(f"{make.__name__}(4 examples, 3 coordinates")
    assert "lam=0.5" in repr(f)
