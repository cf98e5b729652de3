"""What the tasks promise: where the marks stand, what the answer is, and what guessing scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib.tasks import adding, adding_1997, copy, fixed_lag, windows
from tests.nets.cases import rng, seeds

TASKS = {task.name: task for task in (adding, adding_1997, copy, fixed_lag)}
everywhere = pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
counts, lengths = st.integers(1, 8), st.integers(2, 40)


@everywhere
def test_the_same_seed_draws_the_same_and_another_draws_another(task):
    for a, b in zip(task(6, 30, rng(1)), task(6, 30, rng(1)), strict=True):
        np.testing.assert_array_equal(a, b)
    assert not np.array_equal(task(6, 30, rng(1))[0], task(6, 30, rng(2))[0])


@everywhere
def test_a_network_for_it_has_the_widths_that_it_names(task):
    X, y = task(5, 30, rng(0))
    assert X.shape[0] == len(y) == 5
    assert X.shape[2] == task.inputs
    assert y.ndim == 1 or y.max() < task.outputs


@given(counts, lengths, seeds)
def test_adding_marks_one_number_in_each_half_and_asks_for_their_sum(n, T, seed):
    X, y = adding(n, T, rng(seed))
    assert X.shape == (n, T, 2)
    values, marks = X[:, :, 0], X[:, :, 1]
    assert ((values >= 0) & (values < 1)).all()
    assert set(np.unique(marks)) <= {0, 1}
    np.testing.assert_array_equal(marks[:, : T // 2].sum(axis=1), 1)
    np.testing.assert_array_equal(marks[:, T // 2 :].sum(axis=1), 1)
    np.testing.assert_allclose((values * marks).sum(axis=1), y, rtol=1e-15)


@given(counts, st.integers(20, 60), seeds)
def test_adding_of_1997_marks_one_of_the_first_ten_and_another_of_the_first_half(n, T, seed):
    X, y = adding_1997(n, T, rng(seed))
    values, marks = X[:, :, 0], X[:, :, 1]
    assert (np.abs(values) <= 1).all()
    np.testing.assert_array_equal(marks[:, [0, -1]], -1)
    seen = marks == 1
    assert (seen.sum(axis=1) <= 2).all()
    assert (seen.sum(axis=1) >= 1).all()  # one may be hidden at the start, two may not
    assert not seen[:, T // 2 :].any()
    assert seen[:, :10].any(axis=1)[seen.sum(axis=1) == 2].all()
    np.testing.assert_allclose(0.5 + (values * seen).sum(axis=1) / 4, y, rtol=1e-15)


@given(counts, st.integers(1, 30), seeds)
def test_copy_asks_for_ten_letters_after_T_blanks(n, T, seed):
    X, y = copy(n, T, rng(seed))
    symbols = X.argmax(axis=2)
    np.testing.assert_array_equal(np.eye(10)[symbols], X)
    assert symbols.shape == y.shape == (n, T + 20)
    assert (symbols[:, :10] < 8).all()
    np.testing.assert_array_equal(symbols[:, :10], y[:, -10:])
    np.testing.assert_array_equal(y[:, :-10], 8)
    np.testing.assert_array_equal(symbols[:, 10 : T + 9], 8)
    np.testing.assert_array_equal(symbols[:, T + 9], 9)  # T − 1 blanks, and then the signal
    np.testing.assert_array_equal(symbols[:, T + 10 :], 8)


@given(counts, lengths, seeds)
def test_the_first_number_is_asked_for_T_steps_later(n, T, seed):
    X, y = fixed_lag(n, T, rng(seed))
    assert X.shape == (n, T, 1)
    np.testing.assert_array_equal(X[:, 0, 0], y)
    X[0, 0, 0] = 9  # the answer is a number of its own
    assert y[0] != 9


@pytest.mark.parametrize(("task", "T"), [(adding, 30), (adding_1997, 30), (adding_1997, 20), (fixed_lag, 10)])
def test_the_best_constant_scores_what_chance_says(task, T):
    _, y = task(200_000, T, rng(0))
    # five standard errors of a variance: those of a square of bounded kurtosis, below 3, in 200,000 draws
    assert y.var() == pytest.approx(task.chance(T), rel=5 * (3 / 200_000) ** 0.5)


@pytest.mark.parametrize("T", [1, 10, 100])
def test_the_best_guess_at_copying_scores_what_chance_says(T):
    _, y = copy(2000, T, rng(0))
    p = np.zeros((T + 20, 9))
    p[:-10, 8] = 1
    p[-10:, :8] = 1 / 8
    guessed = p[np.arange(T + 20), y]
    assert -np.log(guessed).mean() == pytest.approx(copy.chance(T), rel=1e-12)


def test_each_place_is_marked_as_often_as_another():
    X, _ = adding(60_000, 6, rng(0))
    # five standard errors of a share of 1/3
    np.testing.assert_allclose(X[:, :, 1].mean(axis=0), 1 / 3, atol=5 * (2 / 9 / 60_000) ** 0.5)


@given(st.integers(2, 30), st.data())
def test_windows_slide_over_a_series_by_one(N, data):
    T, series = data.draw(st.integers(1, N - 1)), np.arange(float(N))
    X, y = windows(series, T)
    assert X.shape == (N - T, T, 1)
    np.testing.assert_array_equal(y, X[:, -1, 0] + 1)
    np.testing.assert_array_equal(X[:, :, 0], np.arange(N - T)[:, None] + np.arange(T))
    X[:] = -1
    assert (series >= 0).all()  # windows are copies


@everywhere
@pytest.mark.parametrize("T", [0, -1, 2.5, True, None])
def test_a_length_at_which_nothing_can_be_asked_says_so(task, T):
    for call in (lambda: task(3, T, rng(0)), lambda: task.chance(T)):
        with pytest.raises(
            ValueError, match=f"{task.name} takes a whole number T of steps, {task.shortest} or more; got"
        ):
            call()


def test_one_step_leaves_nothing_to_remember():
    for task in (adding, fixed_lag):
        with pytest.raises(ValueError, match="of steps, 2 or more; got 1"):
            task(3, 1, rng(0))


@everywhere
def test_a_task_draws_examples_with_a_generator(task):
    with pytest.raises(ValueError, match=f"{task.name} takes a whole number n of examples, 1 or more; got 0"):
        task(0, 30, rng(0))
    with pytest.raises(TypeError, match=f"{task.name} needs a random generator"):
        task(3, 30, 0)


@pytest.mark.parametrize("T", [0, 5, 6, -1, 1.5, True])
def test_windows_do_not_reach_beyond_the_data(T):
    with pytest.raises(ValueError, match="windows takes T from 1 to 4, one less than the data; got T = "):
        windows(np.arange(5.0), T)


def test_windows_are_cut_from_one_series():
    with pytest.raises(ValueError, match=r"windows takes one series, \(N,\); got shape \(3, 2\)"):
        windows(np.ones((3, 2)), 1)
