"""Training: what is written down, and that stopping, saving and going on changes no number."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdlib as gl
from gdlib.empirical import Batches, LeastSquares
from gdlib.objectives import Ravine
from gdlib.schedules import cosine


def problem(n=23, d=3):
    rng = np.random.default_rng(5)
    return LeastSquares(rng.normal(size=(n, d)), rng.normal(size=n))


def train(f, epochs, seed=0, size=5, rule=None, **options):
    rule = rule or gl.momentum(lr=0.1 * cosine(100), beta=0.5)
    return gl.fit(f, np.zeros(f.dim), rule, Batches(f, size, np.random.default_rng(seed)), epochs, **options)


def same(a, b):
    for name in ("steps", "seen"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    for name in a.watched:
        np.testing.assert_array_equal(a.watched[name], b.watched[name])
    np.testing.assert_array_equal(a.w, b.w)
    for name in a.last.state:
        np.testing.assert_array_equal(a.last.state[name], b.last.state[name])
    assert a.rule == b.rule


def test_a_record_is_made_at_the_start_and_after_each_epoch():
    history = train(problem(), epochs=4)
    assert history.steps.tolist() == [0, 5, 10, 15, 20]
    assert history.seen.tolist() == [0, 23, 46, 69, 92]
    assert history.watched["loss"].shape == (5,)
    assert history.watched["loss"][-1] == problem()(history.w)
    assert (np.diff(history.seconds) > 0).all()


def test_training_is_the_walk_over_the_batches():
    f, rule = problem(), gl.adam(lr=0.01)
    walked = gl.descend(f, np.zeros(3), rule, 10, batches=Batches(f, 5, np.random.default_rng(3)))
    np.testing.assert_array_equal(train(f, 2, seed=3, rule=rule).w, walked.w[-1])


def test_anything_can_be_watched_as_often_as_one_likes():
    history = train(problem(), 2, watch={"w": lambda w: w, "size": lambda w: np.abs(w).max()}, every=2)
    assert history.steps.tolist() == [0, 2, 4, 6, 8, 10]
    assert history.watched["w"].shape == (6, 3)
    assert history.watched["size"].shape == (6,)


def test_without_batches_an_update_uses_everything_and_is_an_epoch():
    history = gl.fit(Ravine(2), [1, 1], gl.gd(lr=0.5), epochs=3)
    np.testing.assert_array_equal(history.w, gl.descend(Ravine(2), [1, 1], gl.gd(lr=0.5), steps=3).w[-1])


def test_a_whole_sweep_can_be_trained_at_once():
    rates = np.array([0.01, 0.1])
    both = train(problem(), 3, rule=gl.gd(lr=rates))
    assert both.watched["loss"].shape == (4, 2)
    for i, lr in enumerate(rates):
        # products of matrices and of a vector round differently in the last place
        np.testing.assert_allclose(both.w[:, i], train(problem(), 3, rule=gl.gd(lr=lr)).w, rtol=1e-12)


@settings(max_examples=10, deadline=None)
@given(first=st.integers(0, 3), more=st.integers(0, 3), replace=st.booleans())
def test_going_on_is_the_run_in_one_piece(first, more, replace):
    f, rule = problem(), gl.adam(lr=0.05 * cosine(50))
    fresh = lambda: Batches(f, 5, np.random.default_rng(1), replace=replace)  # noqa: E731
    whole = gl.fit(f, np.zeros(3), rule, fresh(), first + more)
    part = gl.fit(f, np.zeros(3), rule, fresh(), first)
    same(gl.fit(f, np.zeros(3), rule, fresh(), first + more, resume=part), whole)


def test_a_saved_history_is_read_back_and_gone_on_from(tmp_path):
    f = problem()
    train(f, 2).save(tmp_path / "run.npz")
    same(gl.History.load(tmp_path / "run.npz"), train(f, 2))
    same(train(f, 5, resume=tmp_path / "run.npz"), train(f, 5))


def test_a_checkpoint_is_left_after_each_epoch(tmp_path):
    history = train(problem(), 3, checkpoint=tmp_path / "run.npz")
    same(gl.History.load(tmp_path / "run.npz"), history)
    assert [p.name for p in tmp_path.iterdir()] == ["run.npz"]


def test_an_interrupted_fit_leaves_its_last_checkpoint_whole(tmp_path):
    f, calls = problem(), []

    def stop(w):
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return f(w)

    with pytest.raises(KeyboardInterrupt):
        train(f, 9, watch={"loss": stop}, checkpoint=tmp_path / "run.npz")
    left = gl.History.load(tmp_path / "run.npz")
    assert left.steps[-1] == 10
    same(train(f, 5, resume=left), train(f, 5))


def test_a_process_that_is_killed_while_saving_leaves_a_whole_file(tmp_path):
    script = f"""
import os, signal, numpy as np, gdlib as gl
from gdlib.objectives import Ravine
gl.fit(Ravine(2), [1, 1], gl.gd(lr=0.1), epochs=3, checkpoint={str(tmp_path / "run.npz")!r})
real = np.savez
def cut(file, **arrays):
    file.write(b"half a file"); file.flush(); os.kill(os.getpid(), signal.SIGTERM)
np.savez = cut
gl.fit(Ravine(2), [1, 1], gl.gd(lr=0.1), epochs=5, checkpoint={str(tmp_path / "run.npz")!r})
"""
    subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": os.getcwd()}, check=False)
    assert gl.History.load(tmp_path / "run.npz").steps.tolist() == [0, 1, 2, 3]


@pytest.mark.slow
@pytest.mark.parametrize("told", ["", "1"])
def test_long_work_in_a_kernel_shows_a_bar_unless_told_not_to(told):
    script = """
import sys, time, types
sys.modules["ipykernel"] = types.ModuleType("ipykernel")
import gdlib as gl
from gdlib.objectives import Function
slow = Function(lambda w: w[0] ** 2, lambda w: time.sleep(0.1) or 2 * w, dim=1)
gl.fit(slow, 1.0, gl.gd(lr=0.1), epochs=25)
"""
    env = {**os.environ, "PYTHONPATH": os.getcwd(), "TQDM_DISABLE": told}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True)
    assert bool(done.stderr) != bool(told)


def test_a_run_that_diverges_is_written_down_without_a_word():
    history = train(problem(), 30, rule=gl.gd(lr=1e6))
    assert not np.isfinite(history.watched["loss"][-1])


def not_a_history(tmp_path):
    path = tmp_path / "other.npz"
    np.savez(path, x=np.zeros(3))
    return path


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda path: train(problem(), -1), "epochs is a count"),
        (lambda path: gl.History.load(not_a_history(path)), "is not a saved history"),
        (lambda path: train(problem(), 2, rule=gl.gd(lr=0.2), resume=train(problem(), 1)), "go on with the same rule"),
        (lambda path: train(problem(), 2, size=4, resume=train(problem(), 1)), "batches of 5"),
        (
            lambda path: gl.fit(problem(), np.zeros(3), gl.gd(lr=0.1), resume=train(problem(), 1, rule=gl.gd(lr=0.1))),
            "the history was made with batches and this run without",
        ),
    ],
)
def test_bad_input_is_named_with_its_remedy(call, message, tmp_path):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the message is compared below)
        call(tmp_path)
    assert message in str(caught.value)
