"""A stream of mini-batches shows each example once an epoch, is fair, and can be put down and taken up again."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gl
from gdlib.empirical import Batches, LeastSquares, Softmax
from gdlib.objectives import Ravine
from gdlib.theory import noise_trace

N = 11
X = np.random.default_rng(3).normal(size=(N, 2))
F = LeastSquares(X, np.arange(float(N)), lam=0.1)  # y names the example
sizes = st.integers(1, N)
seeds = st.integers(0, 2**32)


def rng(seed):
    return np.random.default_rng(seed)


def epoch(batches):
    return [next(batches) for _ in range(batches.per_epoch)]


@given(sizes, seeds)
def test_an_epoch_shows_each_example_once_and_the_next_in_another_order(size, seed):
    batches = Batches(F, size, rng(seed))
    orders = [np.concatenate([b.y for b in epoch(batches)]) for _ in range(3)]
    for order in orders:
        np.testing.assert_array_equal(np.sort(order), np.arange(N))
    assert len({tuple(order) for order in orders}) == 3  # 11! orders: two are alike once in 1e7 runs


@given(sizes, seeds)
def test_weighted_by_their_size_the_batches_of_an_epoch_are_the_whole(size, seed):
    w = np.array([0.5, -2.0])
    batches = epoch(Batches(F, size, rng(seed)))
    np.testing.assert_allclose(sum(len(b) * b.grad(w) for b in batches), N * F.grad(w), rtol=1e-12)
    np.testing.assert_allclose(sum(len(b) * b(w) for b in batches), N * F(w), rtol=1e-12)


def test_the_plain_average_of_batch_means_is_not_the_whole():
    w = np.array([0.5, -2.0])
    batches = epoch(Batches(F, 4, rng(0)))
    assert [len(b) for b in batches] == [4, 4, 3]
    assert np.abs(np.mean([b.grad(w) for b in batches], axis=0) - F.grad(w)).max() > 0.01


def test_every_batch_is_an_unbiased_view_even_the_short_last_one():
    w, f = np.array([0.5, -2.0]), F.on(slice(0, 5))
    stream = Batches(f, 2, rng(8))
    means = np.mean([[b.grad(w) for b in epoch(stream)] for _ in range(4000)], axis=0)
    spread = noise_trace(f.grads(w))  # of a single example, the last batch here
    assert np.abs(means - f.grad(w)).max() < 4 * (spread / 4000) ** 0.5  # four standard errors


def test_with_replacement_batches_are_full_and_rows_repeat():
    batches = Batches(F, 4, rng(1), replace=True)
    drawn = [next(batches).y for _ in range(300)]
    assert {len(b) for b in drawn} == {4}
    assert any(len(set(b)) < 4 for b in drawn)
    counts = np.bincount(np.concatenate(drawn).astype(int), minlength=N)
    expected = 1200 / N
    assert ((counts - expected) ** 2 / expected).sum() < 29.6  # χ² with 10 degrees of freedom: 1 in 1000
    assert len(next(Batches(F, 50, rng(1), replace=True))) == 50


@given(sizes, seeds, st.integers(0, 40), st.booleans())
def test_a_restored_stream_goes_on_with_the_very_same_batches(size, seed, drawn, replace):
    first = Batches(F, size, rng(seed), replace)
    for _ in range(drawn):
        next(first)
    state = first.state()
    second = Batches(F, size, rng(seed + 1), replace)
    second.restore(state)
    for _ in range(25):
        np.testing.assert_array_equal(next(first).y, next(second).y)
    assert first.seen == second.seen


def test_a_saved_state_is_not_changed_by_going_on():
    batches = Batches(F, 4, rng(2))
    next(batches)
    state = batches.state()
    copy = json.dumps({**state, "order": state["order"].tolist()})  # a plain dict: it fits JSON
    for _ in range(10):
        next(batches)
    assert json.dumps({**state, "order": state["order"].tolist()}) == copy


@given(sizes, st.integers(0, 30))
def test_it_counts_the_examples_it_has_shown(size, drawn):
    batches = Batches(F, size, rng(0))
    shown = sum(len(next(batches)) for _ in range(drawn))
    assert batches.seen == shown
    assert batches.epochs == batches.seen / N
    assert batches.per_epoch == -(-N // size)


def test_batches_are_views_of_one_permuted_copy():
    batches = epoch(Batches(F, 3, rng(0)))
    assert all(np.shares_memory(b.X, batches[0].X.base) for b in batches)


def test_the_same_seed_gives_the_same_descent():
    run = [gl.descend(F, [0, 0], gl.gd(lr=0.1), 30, batches=Batches(F, 3, rng(4))).w for _ in range(2)]
    np.testing.assert_array_equal(*run)


def test_a_batch_of_everything_is_gradient_descent():
    whole = gl.descend(F, [0, 0], gl.gd(lr=0.1), 30, batches=Batches(F, N, rng(4))).w
    np.testing.assert_allclose(whole, gl.descend(F, [0, 0], gl.gd(lr=0.1), 30).w, rtol=1e-12, atol=1e-14)


def test_all_classes_are_known_to_a_batch_that_lacks_some():
    f = Softmax(X, np.arange(N) % 3)
    assert {b.dim for b in epoch(Batches(f, 1, rng(0)))} == {6}


@pytest.mark.parametrize("size", [0, -1, 2.5, True, "3"])
def test_a_size_is_a_whole_number_from_1(size):
    with pytest.raises(ValueError, match="a batch holds a whole number of examples, 1 or more; got size"):
        Batches(F, size, rng(0))


def test_a_batch_larger_than_the_data_is_refused():
    with pytest.raises(ValueError, match="a batch of 12 is more than the 11 examples; take fewer, or replace=True"):
        Batches(F, 12, rng(0))


@pytest.mark.parametrize("bad", [0, None, np.random.RandomState(0), np.random])
def test_randomness_is_a_generator(bad):
    with pytest.raises(TypeError, match=r"Batches needs a random generator, np.random.default_rng\(seed\); got"):
        Batches(F, 2, bad)


def test_only_a_finite_sum_has_batches():
    with pytest.raises(TypeError, match=r"Batches needs a finite sum such as LeastSquares\(X, y\)"):
        Batches(Ravine(5), 2, rng(0))


def test_a_state_of_other_batches_is_refused():
    state = Batches(F, 4, rng(0)).state()
    with pytest.raises(ValueError, match="saved by batches of 4"):
        Batches(F, 3, rng(0)).restore(state)
    begun = Batches(F, 4, rng(0))
    next(begun)
    with pytest.raises(ValueError, match="saved with 11 examples an epoch"):
        Batches(F.on(slice(0, 9)), 4, rng(0)).restore(begun.state())
