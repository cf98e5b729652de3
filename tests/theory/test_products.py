"""The rates of random products are those of products that were multiplied out, and of SciPy's digamma function."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import polygamma, psi

from gdlib import theory
from gdlib.nets import sigma

sizes = st.integers(1, 60)


@given(sizes, st.floats(0.01, 100))
def test_the_exponents_are_digammas_of_halves(n, std):
    expected = (np.log(2) + psi((n - np.arange(n)) / 2)) / 2 + np.log(std)
    # sums of up to 30 terms of order 1, each rounded
    assert theory.lyapunov_exponents(n, std) == pytest.approx(expected, abs=1e-13)


@given(sizes)
def test_the_variance_is_a_quarter_of_the_trigamma(n):
    assert theory.lyapunov_variance(n) == pytest.approx(polygamma(1, n / 2) / 4, rel=1e-11)  # π²/2 less 30 terms


@given(st.integers(1, 12))
def test_the_sum_of_the_exponents_is_the_mean_logarithm_of_a_determinant(n):
    # |det W| is a product of independent χ_n … χ_1 (Goodman 1963)
    logs = [(np.log(2) + psi(k / 2)) / 2 for k in range(1, n + 1)]
    assert theory.lyapunov_exponents(n).sum() == pytest.approx(sum(logs), abs=1e-13)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_vector_grows_as_the_first_exponent_says(n):
    rng, runs, factors = np.random.default_rng(n), 2000, 20
    v = np.ones((runs, n)) / n**0.5
    for _ in range(factors):
        v = np.einsum("ri,rij->rj", v, rng.normal(0, 0.7, (runs, n, n)))
    logs = np.log(np.linalg.norm(v, axis=1))
    deviation = (factors * theory.lyapunov_variance(n)) ** 0.5
    assert abs(logs.mean() - factors * theory.lyapunov_exponents(n, 0.7)[0]) < 4 * deviation / runs**0.5
    assert logs.std() == pytest.approx(deviation, rel=0.1)  # 2000 draws of a deviation: 2 %, more with fat tails


@given(sizes)
def test_at_the_critical_deviation_the_first_exponent_is_zero_and_the_mean_square_grows(n):
    std = theory.critical_std(n)
    assert theory.lyapunov_exponents(n, std)[0] == pytest.approx(0, abs=1e-13)
    assert n * std**2 > 1


def test_exponents_broadcast_over_the_deviation():
    assert theory.lyapunov_exponents(3, np.ones((2, 5))).shape == (3, 2, 5)


@given(st.floats(4.01, 500), st.floats(-3, 3), st.sampled_from([-1, 1]))
def test_inside_the_window_a_sigmoid_chain_grows_and_outside_it_shrinks(w, b, sign):
    w, half = sign * w, theory.sigmoid_window(w) / 2
    a = -b / w + half * np.array([-1.001, -0.999, 0.999, 1.001])
    s = sigma(w * a + b)
    assert (abs(w) * s * (1 - s) > 1).tolist() == [False, True, True, False]


@given(st.floats(-4, 4))
def test_up_to_a_weight_of_four_there_is_no_window(w):
    assert theory.sigmoid_window(w) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("n", [0, 2.5, -1, True])
def test_a_size_that_is_no_whole_number_is_refused(n):
    with pytest.raises(ValueError, match="whole number n of rows"):
        theory.lyapunov_exponents(n)


def test_a_deviation_of_zero_is_refused():
    with pytest.raises(ValueError, match="std must be above 0"):
        theory.lyapunov_exponents(3, [1.0, 0.0])
