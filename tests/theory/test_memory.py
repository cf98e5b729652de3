"""What is left after many steps: against networks that were run, matrices that were multiplied, and Pascanu's bound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib import theory
from gdlib.nets import LSTM, RNN, identity, memory, sigma, sigmoid, tanh

biases = st.floats(-5, 10)
rng = np.random.default_rng


@given(biases, st.integers(0, 60))
def test_the_share_of_a_cell_is_its_forget_gate_to_the_power_of_the_steps(b, k):
    assert theory.cell_share(b, k) == pytest.approx(sigma(b) ** k, rel=1e-10)


@given(biases)
def test_after_a_half_life_half_is_left(b):
    assert theory.cell_share(b, theory.cell_half_life(b)) == pytest.approx(0.5, rel=1e-12)


@pytest.mark.parametrize("b", [-1.0, 0.0, 1.0, 4.0])
def test_a_cell_behind_closed_doors_forgets_as_the_share_says(b):
    net, T = LSTM((1, 4, 1)), 80
    theta = np.zeros(net.layout.size)
    net.layout.views(theta)["b"][0] = b
    log = memory(net, theta, np.zeros((T, 1)))  # ∂h_T/∂c_t = ½ f^(T − t), since o = ½ and tanh′(0) = 1
    assert log[0] == pytest.approx(np.log10(0.5 * theory.cell_share(b, T)), abs=1e-9)


@given(biases, biases, st.floats(-1.5, 1.5))
def test_at_rest_an_error_keeps_the_share_of_both_paths_a_step(forget, admit, w):
    net = LSTM((1, 1, 1))
    theta = net.init(lambda n, m, rng: np.full((n, m), w), rng(0), forget=forget, admit=admit)
    log = memory(net, theta, np.zeros((4, 1)))
    # the first step back begins with h alone; after it every step has the same factor, unless that is 0
    expected = theory.cell_at_rest(forget, 1, w, admit)
    assert log[0] - log[1] == pytest.approx(expected, abs=1e-9) or expected < -6


def test_an_eigenvalue_may_turn_an_error_as_well():
    assert theory.cell_at_rest(0.0, 2, 2j) == pytest.approx(2 * np.log10(abs(0.5 + 0.5j)))


@given(st.integers(2, 10**6))
def test_the_chrono_bias_leaves_about_1_over_e(T):
    assert sigma(theory.chrono_bias(T)) == pytest.approx(1 - 1 / T, rel=1e-12)
    # (1 − 1/T)^T = e^(−1 − 1/2T − …), and ¼ for T = 2
    assert theory.cell_share(theory.chrono_bias(T), T) == pytest.approx(np.exp(-1 - 0.5 / T), rel=0.3 / T)


def test_why_a_forget_bias_of_1_still_forgets_in_64_steps():
    assert theory.cell_share(1.0, 64) < 2e-9
    assert theory.cell_half_life(1.0) == pytest.approx(2.213, abs=1e-3)
    assert theory.cell_half_life(theory.chrono_bias(64)) == pytest.approx(np.log(2) * 63.5, rel=1e-3)


@pytest.mark.parametrize(("activation", "slope"), [(tanh, 1.0), (sigmoid, 0.25), (identity, 1.0)], ids=repr)
@pytest.mark.parametrize("size", [0.3, 1.0, 3.0])
def test_no_network_remembers_more_than_the_bound_allows(activation, slope, size):
    net, T = RNN((2, 6, 1), activation), 30
    theta = size * rng(0).standard_normal(net.layout.size)
    log = memory(net, theta, rng(1).standard_normal((T, 2)))
    bound = theory.jacobian_bound(net.layout.views(theta)["W"], np.arange(T, -1, -1), slope)
    assert (log <= bound + 1e-10).all()


def test_a_logistic_unit_needs_a_weight_of_4_before_its_error_can_keep_its_size():
    assert theory.jacobian_bound([[4.0]], 100, slope=0.25) == 0
    assert theory.jacobian_bound([[2.0]], 100, slope=0.25) == pytest.approx(100 * np.log10(0.5))


def test_the_bound_is_kept_by_an_orthogonal_matrix_and_a_linear_network():
    net = RNN((2, 5, 1), identity)
    theta = net.init(lambda n, m, r: 1.1 * np.linalg.qr(r.standard_normal((max(n, m),) * 2))[0][:n, :m], rng(0))
    log = memory(net, theta, np.zeros((40, 2)))
    np.testing.assert_allclose(log, theory.jacobian_bound(1.1 * np.eye(5), np.arange(40, -1, -1)), atol=1e-11)


@given(st.integers(1, 5), st.integers(0, 12), st.floats(0.1, 3), st.integers(0, 2**32 - 1))
def test_the_sizes_of_powers_are_those_of_the_powers(n, k, size, seed):
    W = size * rng(seed).standard_normal((n, n))
    expected = [np.linalg.norm(np.linalg.matrix_power(W, j), 2) for j in range(k + 1)]
    np.testing.assert_allclose(theory.power_sizes(W, k), np.log10(expected), atol=1e-9)


def test_powers_are_followed_beyond_what_floats_hold():
    assert theory.power_sizes(1e-3 * np.eye(2), 2000)[-1] == pytest.approx(-6000, abs=1e-9)
    assert theory.power_sizes(1e3 * np.eye(2), 2000)[-1] == pytest.approx(6000, abs=1e-9)


def test_a_largest_singular_value_above_1_is_not_enough_to_explode():
    nilpotent = [[0.0, 2.0], [0.0, 0.0]]
    assert theory.jacobian_bound(nilpotent, 10) == pytest.approx(10 * np.log10(2))
    assert theory.power_sizes(nilpotent, 3).tolist() == [0, pytest.approx(np.log10(2)), -np.inf, -np.inf]


def test_a_matrix_that_is_far_from_normal_grows_before_it_shrinks():
    growth = theory.transient_growth([[0.9, 5.0], [0.0, 0.9]])
    assert growth.norm == pytest.approx(19.38, abs=0.005)
    assert growth.power == 9
    assert theory.transient_growth(0.9 * np.eye(3)) == (1.0, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: theory.chrono_bias(1), "chrono_bias takes the longest lag T, 2 steps or more; got 1.0"),
        (lambda: theory.cell_share(1.0, -1), "a number of steps is 0 or more; got -1.0"),
        (lambda: theory.power_sizes(np.ones((2, 3)), 2), r"a recurrent matrix is square, \(h, h\); got shape \(2, 3\)"),
        (lambda: theory.jacobian_bound(np.eye(2), 1, 0.0), "the largest slope of an activation is above 0; got 0.0"),
    ],
)
def test_what_cannot_be_asked_says_so(call, message):
    with pytest.raises(ValueError, match=message):
        call()
