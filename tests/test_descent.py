"""The loop: what it keeps, what it refuses, and that running away is data."""

import warnings
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdlib as gl
from gdlib.descent import ran_away
from gdlib.objectives import Function, Quadratic, Ravine, Rosenbrock, Saddle, parabola


def test_a_trajectory_holds_the_start_and_every_step():
    run = gl.descend(Ravine(2), [1, 1], gl.momentum(lr=0.1), steps=7)
    assert run.w.shape == run.state["v"].shape == (8, 2)
    assert run.f.shape == run.grad_norm.shape == (8,)
    assert len(run) == 7
    np.testing.assert_array_equal(run.w[0], [1, 1])
    np.testing.assert_array_equal(run.state["v"][0], 0)
    assert run.rule.name == "momentum"


def test_loss_and_gradient_norm_are_those_of_each_point():
    run = gl.descend(Rosenbrock(), [-1, 2], gl.adam(lr=0.05), steps=30)
    f = Rosenbrock()
    np.testing.assert_array_equal(run.f, [f(w) for w in run.w])
    np.testing.assert_allclose(run.grad_norm, [np.linalg.norm(f.grad(w)) for w in run.w], rtol=1e-15)


def test_no_steps_is_the_start_alone():
    assert gl.descend(Ravine(2), [3, 4], gl.gd(lr=0.1), steps=0).w.tolist() == [[3, 4]]


def test_a_number_will_do_as_a_start_on_a_curve():
    run = gl.descend(parabola(), 10, gl.gd(lr=0.2), steps=10)
    np.testing.assert_allclose(run.w[:, 0], 10 * 0.6 ** np.arange(11), rtol=1e-14)


@settings(max_examples=20, deadline=None)
@given(k=st.integers(0, 10), steps=st.integers(0, 10))
def test_going_on_from_a_step_is_the_walk_in_one_piece(k, steps):
    rule = gl.adam(lr=0.1)
    whole = list(islice(gl.walk(Rosenbrock(), [0, 0], rule), k + steps + 1))
    rest = list(islice(gl.walk(Rosenbrock(), whole[k], rule), steps + 1))
    assert [s.t for s in rest] == [s.t for s in whole[k:]]
    np.testing.assert_array_equal([s.w for s in rest], [s.w for s in whole[k:]])


@pytest.mark.parametrize("rule", [gl.gd(lr=10.0), gl.momentum(lr=10.0), gl.nesterov(lr=10.0)], ids=repr)
def test_running_away_is_data_not_a_warning(rule):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = gl.descend(Rosenbrock(), [-1, 2], rule, steps=500)
        assert run.diverged
        assert not np.isfinite(run.f[-1])
        assert run.grad_norm.shape == (501,)


def test_sliding_down_a_saddle_for_ever_is_running_away():
    assert gl.descend(Saddle(), [1, 1e-9], gl.gd(lr=1.0), steps=2000).diverged
    assert not gl.descend(Saddle(), [1, 0], gl.gd(lr=0.5), steps=2000).diverged


def test_a_long_way_downhill_is_not_running_away():
    far = Quadratic([[1.0]], [1e9])
    assert not gl.descend(far, 0.0, gl.gd(lr=0.5), steps=50).diverged
    assert ran_away(np.array([np.nan]), np.array(0.0), np.array(0.0))


def test_batches_stand_in_for_the_objective():
    even, odd = Quadratic([[1.0]], [1.0]), Quadratic([[1.0]], [3.0])
    run = gl.descend(even, 0.0, gl.gd(lr=1.0), steps=4, batches=iter([even, odd, even, odd]))
    assert run.w[:, 0].tolist() == [0, 1, 3, 1, 3]


def test_the_start_is_not_written_into():
    start = np.array([1.0, 2.0])
    gl.descend(Ravine(2), start, gl.gd(lr=0.1), steps=3)
    assert start.tolist() == [1, 2]
    assert start.flags.writeable


bare = lambda w: w.sum()  # noqa: E731 (an objective without a gradient)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: gl.descend(Ravine(2), [1, 2, 3], gl.gd(lr=1)), ValueError, "Ravine takes points of 2 coordinate(s)"),
        (lambda: gl.descend(Ravine(2), [1, np.nan], gl.gd(lr=1)), ValueError, "the start holds NaN or infinity"),
        (lambda: gl.descend(Ravine(2), [1, 2], gl.gd), TypeError, "a configured rule such as gd(lr=0.1); got 'gd'"),
        (lambda: gl.descend(bare, [1, 2], gl.gd(lr=1)), TypeError, "Function(f, grad) makes one"),
        (lambda: gl.descend(Ravine(2), [1, 2], gl.gd(lr=1), -1), ValueError, "steps is a count of updates"),
        (lambda: gl.descend(Ravine(2), [1, 2], gl.gd(lr=1), 2.5), ValueError, "steps is a count of updates"),
        (
            lambda: gl.descend(Ravine(2), [1, 2], gl.gd(lr=1), 3, batches=[Ravine(2)]),
            ValueError,
            "the batches ran out after 1 of 3 updates",
        ),
        (lambda: Function(1, bare), TypeError, "Function takes two callables"),
    ],
)
def test_bad_input_is_named_with_its_remedy(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert message in str(caught.value)
