"""The data are those of the course's table: their sizes, their conditioning, and what is known about them."""

import builtins
import socket
import sys

import numpy as np
import pytest

from gdlib import data
from gdlib.data import condition_number, standardise, with_bias
from gdlib.empirical import LeastSquares, Logistic, NonlinearLeastSquares
from gdlib.theory import minibatch_variance, noise_scale, noise_trace

pytest.importorskip("sklearn")
pytest.importorskip("statsmodels")

TABLES = {"digits": (1797, 64), "diabetes": (442, 10), "cancer": (569, 30), "moons": (300, 2), "longley": (16, 6)}
SERIES = {"sunspots": (309,), "nile": (100,), "co2": (2225,), "elnino": (61, 12)}
# κ(XᵀX) of the table with a column of ones, as it comes and standardised; given to two digits, so within 5 %
CONDITION = {"digits": (6.5e6, 146), "diabetes": (5.2e7, 470), "cancer": (2.4e12, 1.0e5), "longley": (2.4e19, 1.2e4)}

nist = pytest.mark.parametrize("name", ["misra1a", "chwirut2", "lanczos3", "mgh09", "eckerle4"])


def certified(name):
    """A problem of NIST's and its objective."""
    problem = getattr(data, name)()
    return problem, NonlinearLeastSquares(problem.model, problem.jacobian, problem.x, problem.y)


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """No loader may open a connection."""

    def refuse(*_):
        raise AssertionError("a loader of data asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_floats_one_example_a_row(name):
    X, y = getattr(data, name)()
    assert X.shape == TABLES[name]
    assert y.shape == TABLES[name][:1]
    assert X.dtype == y.dtype == float
    assert X.flags.c_contiguous
    assert np.isfinite(X).all()
    assert np.isfinite(y).all()


@pytest.mark.parametrize("name", SERIES)
def test_a_series_is_times_that_grow_and_values(name):
    times, values = getattr(data, name)()
    assert values.shape == SERIES[name]
    assert times.shape == SERIES[name][:1]
    assert np.all(np.diff(times) > 0)
    assert np.isfinite(values).all()


@pytest.mark.parametrize("name", [*TABLES, *SERIES])
def test_loading_twice_gives_equal_arrays_of_ones_own(name):
    load = getattr(data, name)
    X, y = load()
    again = load()
    np.testing.assert_array_equal(X, again[0])
    np.testing.assert_array_equal(y, again[1])
    X[:] = 0
    np.testing.assert_array_equal(load()[0], again[0])


@pytest.mark.parametrize("name", CONDITION)
def test_the_condition_numbers_of_the_course(name):
    X, _ = getattr(data, name)()
    raw, scaled = CONDITION[name]
    assert condition_number(with_bias(X)) == pytest.approx(raw, rel=0.05)
    assert condition_number(standardise(X)) == pytest.approx(scaled, rel=0.05)


@pytest.mark.parametrize("name", TABLES)
def test_standardised_columns_have_mean_0_and_variance_1_or_are_0(name):
    X, y = getattr(data, name)(standardise=True)
    spread = X.std(axis=0)
    np.testing.assert_allclose(X.mean(axis=0), 0, atol=1e-10)  # Longley's years lose six digits of sixteen
    np.testing.assert_allclose(spread[spread > 0], 1, rtol=1e-10)
    np.testing.assert_array_equal(y, getattr(data, name)()[1])


def test_standardising_does_not_care_about_units():
    X, _ = data.diabetes()
    other_units = X * np.arange(1, 11) + 5
    np.testing.assert_allclose(standardise(other_units), standardise(X), atol=1e-12)


def test_the_condition_number_is_that_of_the_hessian_of_least_squares():
    X, y = data.diabetes(standardise=True)
    lam = LeastSquares(X, y).eigenvalues
    assert condition_number(X) == pytest.approx(lam[-1] / lam[0], rel=1e-10)


def test_labels_are_what_the_objectives_take():
    X, y = data.cancer()
    assert len(Logistic(X, y)) == 569
    assert ((y == 1).sum(), (y == -1).sum()) == (357, 212)
    assert sorted(set(data.digits()[1])) == list(range(10))
    assert set(data.moons()[1]) == {0, 1}


def test_sunspots_are_best_foretold_by_nine_years():
    """AR(p) by least squares on 1700 to 1920, error on 1921 to 2008: 29.3, 20.5, 17.4, 18.0 for p = 1, 2, 9, 12."""
    years, spots = data.sunspots()

    def error(p):
        lags = with_bias(np.stack([spots[p - j - 1 : len(spots) - j - 1] for j in range(p)], axis=1))
        train = years[p:] <= 1920
        w = np.linalg.lstsq(lags[train], spots[p:][train])[0]
        return np.mean((lags @ w - spots[p:])[~train] ** 2) ** 0.5

    np.testing.assert_allclose([error(p) for p in (1, 2, 9, 12)], [29.3, 20.5, 17.4, 18.0], atol=0.05)


def test_longley_has_the_coefficients_that_nist_certifies():
    X, y = data.longley()
    Z, y_centred = standardise(X), y - y.mean()
    w = LeastSquares(Z, y_centred).minimiser / X.std(axis=0)
    certified = [15.0618722713733, -0.358191792925910e-1, -2.02022980381683, -1.03322686717359, -0.511041056535807e-1]
    certified.append(1829.15146461355)
    np.testing.assert_allclose(w, certified, rtol=1e-9)  # √κ = 110 times ε, and Longley's digits lost in centring


@nist
def test_nists_residual_sum_of_squares_is_that_of_its_parameters(name):
    """Data, model and answer all agree, or the eleven certified digits would not come out."""
    problem, f = certified(name)
    # the parameters are printed to 11 digits, and at a minimum their error counts squared
    assert f.rss(np.array(problem.parameters)) == pytest.approx(problem.rss, rel=1e-10)


@nist
def test_nists_partials_are_the_slopes_of_its_models(name):
    problem, f = certified(name)
    for start in problem.starts:
        w = np.array(start)
        # complex steps lose no digits, so what differs is rounding, of each partial's largest value
        slopes = np.array([problem.model(w + 1e-30j * e, problem.x).imag / 1e-30 for e in np.eye(len(w))])
        size = np.abs(slopes).max(axis=1, keepdims=True)
        np.testing.assert_allclose(f.partials(w) / size, slopes / size, rtol=0, atol=1e-13)


@nist
def test_gauss_newton_finds_what_nist_certifies(name):
    problem, f = certified(name)
    b, lr = np.array(problem.starts[1]), 0.5 if name == "mgh09" else 1.0  # from MGH09's start a whole step is too long
    for _ in range(60):
        b = b - lr * np.linalg.solve(f.gauss_newton(b), f.grad(b))
    assert problem.digits(b) > 10


def test_digits_are_those_of_the_worst_parameter_and_broadcast():
    problem = data.misra1a()
    b = np.array(problem.parameters)
    assert problem.digits(b) == 11
    assert problem.digits(b * [1 + 1e-8, 1 - 1e-3]) == pytest.approx(3)
    many = b[:, None] * np.array([1 + 1e-2, 2.0, 101.0, np.nan])
    np.testing.assert_allclose(problem.digits(many), [2, 0, -2, np.nan], atol=1e-10)


@pytest.mark.parametrize(("name", "package"), [("digits", "scikit-learn"), ("nile", "statsmodels")])
def test_without_the_package_one_sentence_says_what_to_install(name, package, monkeypatch):
    real = builtins.__import__

    def missing(wanted, *args, **kwargs):
        if wanted.split(".")[0] in ("sklearn", "statsmodels"):
            raise ImportError(wanted)
        return real(wanted, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    for loaded in [m for m in sys.modules if m.split(".")[0] in ("sklearn", "statsmodels")]:
        monkeypatch.setitem(sys.modules, loaded, None)
    with pytest.raises(ImportError, match=f"ships inside {package}; install it with: pip install {package}"):
        getattr(data, name)()


def test_the_noise_of_diabetes_is_that_of_the_course():
    """At w = 0 and on the way to w*, standardised, with a bias, targets in hundreds, as printed."""
    X, y = data.diabetes(standardise=True)
    f = LeastSquares(with_bias(X), y / 100)
    trace = noise_trace(f.grads(np.zeros(f.dim)))
    assert minibatch_variance(trace, 128, n=442) == pytest.approx(0.1752, abs=5e-5)
    assert minibatch_variance(trace, 128, n=442, replace=True) == pytest.approx(0.2461, abs=5e-5)
    scales = [noise_scale(f.grads(share * f.minimiser)) for share in (0, 0.5, 0.9, 0.99)]
    np.testing.assert_allclose(scales, [9.9, 12.9, 103, 9157], rtol=5e-3)
