"""A schedule is a pure function of the number of updates made, and what is built from schedules is one too."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gl
from gdlib.objectives import Ravine
from gdlib.schedules import (
    constant,
    cosine,
    cosine_restarts,
    exponential,
    inverse_sqrt,
    inverse_time,
    one_cycle,
    piecewise,
    polynomial,
    step_decay,
    triangular,
    warmup,
)

steps = st.integers(4, 60)
factor = st.floats(0.05, 1.0)
end = st.floats(0.0, 2.0)

FROM_ONE = [
    st.just(constant()),
    st.just(inverse_sqrt()),
    st.builds(step_decay, factor, steps),
    st.builds(piecewise, factor, st.lists(st.integers(1, 60), max_size=4)),
    st.builds(exponential, factor),
    st.builds(inverse_time, st.floats(0, 3)),
    st.builds(polynomial, steps, st.floats(0.2, 3), end),
    st.builds(cosine, steps, end),
    st.builds(cosine_restarts, steps, st.integers(1, 3), end),
]
RISING = [
    st.builds(warmup, steps),
    st.builds(one_cycle, steps, st.floats(0.4, 0.7), end, end),
    st.builds(triangular, steps, steps, end, factor),
]
shapes = st.one_of(*FROM_ONE, *RISING)
built = st.one_of(
    shapes,
    st.builds(lambda s, c: c * s, shapes, st.floats(0.01, 3)),
    st.builds(lambda a, b: a * b, shapes, shapes),
    st.builds(lambda a, b, k: a.then(b, after=k), shapes, shapes, st.integers(0, 40)),
    st.builds(lambda s, n: s.per_epoch(n), shapes, st.integers(1, 9)),
)
moments = st.integers(0, 200)


@given(built, st.lists(moments, min_size=1, max_size=20))
def test_asking_twice_and_out_of_order_changes_nothing(schedule, ks):
    first = [schedule(k) for k in ks]
    assert [schedule(k) for k in reversed(ks)] == first[::-1]


@given(built, st.lists(moments, max_size=20))
def test_an_array_of_k_is_the_numbers_one_by_one(schedule, ks):
    assert schedule(np.array(ks, dtype=int)).tolist() == [schedule(k) for k in ks]
    assert schedule(np.array([ks, ks], dtype=int)).shape == (2, len(ks))


@given(built, moments)
def test_one_k_gives_a_python_float_whatever_kind_of_integer_it_is(schedule, k):
    assert type(schedule(k)) is float
    assert schedule(k) == schedule(np.int64(k)) == schedule(np.array(k))


@given(st.one_of(*FROM_ONE))
def test_a_decay_starts_at_one(shape):
    assert shape(0) == 1


@given(built, built, st.floats(-3, 3), moments)
def test_a_product_is_the_product_of_the_numbers(a, b, c, k):
    assert (a * b)(k) == a(k) * b(k)
    assert (c * a)(k) == (a * c)(k) == c * a(k)


@given(built, built, st.integers(0, 30), moments)
def test_what_comes_after_starts_its_own_clock(a, b, after, k):
    joined = a.then(b, after=after)
    assert joined(k) == (a(k) if k < after else b(k - after))


@given(built, st.integers(1, 12), moments)
def test_per_epoch_changes_after_whole_epochs_only(schedule, n, k):
    assert schedule.per_epoch(n)(k) == schedule(k // n)


@given(shapes, moments)
def test_scaling_by_an_array_is_a_sweep(schedule, k):
    grid = np.geomspace(0.01, 1, 6).reshape(3, 2)
    assert (grid * schedule)(k).tolist() == [[c * schedule(k) for c in row] for row in grid.tolist()]
    assert (grid * schedule)(np.arange(4)).shape == (4, 3, 2)


def test_a_sweep_over_scaled_schedules_is_the_runs_one_by_one():
    f, start, base = Ravine(20), [1.0, -1.0], np.array([[0.01], [0.05], [0.08]])
    rule = gl.momentum(lr=base * cosine(30), beta=np.array([0.0, 0.5]))
    assert rule.batch == (3, 2)
    paths, ends = gl.descend(f, start, rule, 30).w, gl.sweep(f, start, rule, 30, chunk=4).w
    for i, j in np.ndindex(3, 2):
        alone = gl.descend(f, start, gl.momentum(lr=float(base[i, 0]) * cosine(30), beta=0.5 * j), 30).w
        np.testing.assert_array_equal(paths[..., i, j], alone)
        np.testing.assert_array_equal(ends[:, i, j], alone[-1])


def test_ngs_rates_in_epochs_are_0_1_then_0_067_0_05_0_04():
    rate = 0.2 * inverse_time(1).per_epoch(7)
    first_update_of_epoch = np.arange(1, 5) * 7
    assert [f"{x:.2g}" for x in rate(first_update_of_epoch)] == ["0.1", "0.067", "0.05", "0.04"]


def test_robbins_and_monro_want_sums_that_tell_1_over_k_from_an_exponential():
    k = np.arange(100_000)
    assert inverse_time(1)(k).sum() == pytest.approx(math.log(1e5) + 0.5772156649, rel=1e-5)  # H_n = ln n + γ + 1/2n
    assert exponential(math.exp(-0.1))(k).sum() == pytest.approx(1 / (1 - math.exp(-0.1)), rel=1e-12)


def test_matched_cosine_and_straight_line_have_the_same_area():
    k = np.arange(1001)  # the trapezium rule is exact for both: the cosine is odd about its middle
    area = [np.trapezoid(shape(k)) / 1000 for shape in (cosine(1000), polynomial(1000), cosine(1000, end=0.2) * 1.0)]
    np.testing.assert_allclose(area, [0.5, 0.5, 0.6], rtol=1e-12)


def test_a_cosine_stays_down_and_restarts_come_back():
    assert cosine(10, end=0.1)(np.array([10, 11, 15, 20, 1000])).tolist() == [0.1] * 5
    restarts = cosine_restarts(10, mult=2)
    assert [k for k in range(1, 200) if restarts(k) == 1] == [10, 30, 70, 150]
    assert restarts(np.arange(200)).min() > 0


def test_warm_up_wastes_no_update_and_is_full_at_its_last():
    assert warmup(4)(np.arange(6)).tolist() == [0.25, 0.5, 0.75, 1, 1, 1]


def test_names_are_what_one_would_type():
    assert repr(0.5 * cosine(1000)) == "0.5·cosine(1000)"
    assert repr(cosine(10, end=0.1)) == "cosine(10, end=0.1)"
    assert repr(piecewise(0.1, at=[30, 60])) == "piecewise(0.1, [30, 60])"
    assert repr(warmup(5).then(0.1 * cosine(95), after=5)) == "warmup(5).then(0.1·cosine(95), after=5)"
    assert repr((2 * warmup(5)).per_epoch(3)) == "(2·warmup(5)).per_epoch(3)"
    assert repr(np.ones((4, 1)) * constant()) == "<4×1>·constant()"


@pytest.mark.parametrize("k", [-1, np.array([0, -2]), np.int64(-3)])
@pytest.mark.parametrize("schedule", [constant(), 0.5 * cosine(10), warmup(3).then(constant(), after=3)], ids=repr)
def test_a_negative_k_is_refused(schedule, k):
    with pytest.raises(ValueError, match=r"was asked for k = -\d; k counts the updates made, from 0"):
        schedule(k)


def test_k_is_a_whole_number():
    with pytest.raises(TypeError, match="a whole number of updates made"):
        cosine(10)(0.5)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: cosine(0), "cosine takes a whole number of steps, 1 or more; got 0"),
        (lambda: warmup(2.5), "warmup takes a whole number of steps"),
        (lambda: polynomial(-3), "polynomial takes a whole number of steps"),
        (lambda: polynomial(10, power=0), "polynomial takes a finite power above 0; got 0"),
        (lambda: step_decay(1.5, 10), "step_decay takes a finite factor above 0 and at most 1; got 1.5"),
        (lambda: step_decay(0.5, 0), "step_decay takes a whole number of updates (every)"),
        (lambda: exponential(0.0), "exponential takes a finite factor above 0; got 0.0"),
        (lambda: exponential(math.nan), "exponential takes a finite factor above 0; got nan"),
        (lambda: inverse_time(-1), "inverse_time takes a finite decay of at least 0; got -1"),
        (lambda: piecewise(0.1, at=[3, -1]), "piecewise takes a whole number of updates in its list"),
        (lambda: cosine(10, end=math.inf), "cosine takes a finite end of at least 0; got inf"),
        (lambda: cosine_restarts(10, mult=0), "cosine_restarts takes a whole number of periods"),
        (lambda: one_cycle(3), "one_cycle peaks inside its 3 steps: take rise between 0.333 and 1, not 0.3"),
        (lambda: constant().then(constant(), after=-1), "then takes a whole number of updates (after), 0 or more"),
        (lambda: constant().per_epoch(0), "per_epoch takes a whole number of updates, 1 or more; got 0"),
        (lambda: cosine("ten"), "cosine takes a whole number of steps, 1 or more; got 'ten'"),
    ],
)
def test_a_mistake_is_one_sentence(make, sentence):
    with pytest.raises(ValueError, match=r"^[^\n]+$") as mistake:
        make()
    assert str(mistake.value).startswith(sentence)
