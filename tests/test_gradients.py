"""Transforms of the gradient: clipping is projection, decay is a penalty, noise is what was asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import gdlib as gl
from gdlib.arrays import dot, norm
from gdlib.gradients import add_noise, clip_norm, clip_value, weight_decay
from gdlib.objectives import Ravine, Rosenbrock

finite = st.floats(-1e6, 1e6)
gradients = hnp.arrays(float, hnp.array_shapes(min_dims=1, max_dims=3, max_side=4), elements=finite)
thresholds = st.floats(1e-3, 1e3)


def of(transform, g):
    """What becomes of one gradient, whatever the point."""
    return transform(lambda w: g)(np.ones_like(g))


@given(gradients, thresholds)
def test_clip_norm_is_the_projection_onto_the_ball(g, most):
    clipped = of(clip_norm(most), g)
    assert np.all(norm(clipped) <= most * (1 + 1e-15 * len(g)))  # one rounding for each square in the norm
    # u is the projection of g on a ball if <g − u, x − u> ≤ 0 for all x in it; the worst x is along g − u
    rest = g - clipped
    assert np.all(most * norm(rest) - dot(rest, clipped) <= 1e-9 * (1 + norm(g) * most))


@given(gradients, thresholds)
def test_clipping_leaves_alone_what_is_inside_bit_for_bit(g, most):
    inside = norm(g) <= most
    np.testing.assert_array_equal(of(clip_norm(most), g)[:, inside], g[:, inside])
    inside = np.abs(g).max(axis=0) <= most
    np.testing.assert_array_equal(of(clip_value(most), g)[:, inside], g[:, inside])


@given(gradients, thresholds)
def test_clipping_twice_is_clipping_once(g, most):
    for clip in (clip_norm(most), clip_value(most)):
        once = of(clip, g)
        np.testing.assert_allclose(of(clip, once), once, rtol=1e-15)


@given(gradients, thresholds)
def test_clip_value_is_the_nearest_point_of_the_box(g, most):
    clipped = of(clip_value(most), g)
    assert np.all(np.abs(clipped) <= most)
    np.testing.assert_array_equal(clipped, np.where(np.abs(g) <= most, g, most * np.sign(g)))


@given(hnp.arrays(float, (3, 4), elements=finite), thresholds)
def test_each_member_of_a_batch_is_clipped_by_its_own_norm(g, most):
    together = of(clip_norm(most), g)
    for j in range(g.shape[1]):
        # a sum of three along the last axis or the first may round differently
        np.testing.assert_allclose(together[:, j], of(clip_norm(most), g[:, j]), rtol=1e-15)


def test_clip_norm_keeps_the_direction_and_clip_value_does_not():
    g = np.array([3.0, 0.3])
    by_norm, by_value = of(clip_norm(1.0), g), of(clip_value(1.0), g)
    assert by_norm[1] / by_norm[0] == pytest.approx(0.1)
    assert by_value.tolist() == [1.0, 0.3]


def test_a_zero_gradient_stays_zero_and_an_overflowing_one_keeps_its_direction():
    g = np.array([[0.0, 3e200, 0.6, 3e-200], [0.0, -4e200, 0.0, 0.0]])
    expected = [[0.0, 0.6, 0.6, 3e-200], [0.0, -0.8, 0.0, 0.0]]
    np.testing.assert_allclose(of(clip_norm(1.0), g), expected, rtol=1e-15)


def test_infinity_and_nan_pass_without_a_warning_and_do_not_touch_their_neighbours():
    g = np.array([[np.inf, np.nan, 6.0], [1.0, 1.0, 8.0]])  # warnings are errors here
    clipped = of(clip_norm(5.0), g)
    assert np.isnan(clipped[0, :2]).all()
    np.testing.assert_allclose(clipped[:, 2], [3.0, 4.0], rtol=1e-15)
    assert of(clip_value(5.0), g)[0].tolist()[0] == 5.0


@given(st.floats(0.1, 2), st.floats(0.01, 1))
def test_a_clipped_step_is_never_longer_than_the_rate_times_the_threshold(most, lr):
    run = gl.descend(Rosenbrock(), [-1.5, 2.0], gl.chain(clip_norm(most), gl.gd(lr=lr)), steps=20)
    moves = norm(np.diff(run.w, axis=0).T)
    assert np.all(moves <= lr * most + 1e-14)  # w is about 2, so a move is rounded to 4e-16


def test_weight_decay_is_the_gradient_of_a_ridge():
    f, ridge = Ravine(5), 0.3
    with_ridge = gl.objectives.Quadratic(f.hessian() + ridge * np.eye(2))
    decayed = gl.descend(f, [1.0, -2.0], gl.chain(weight_decay(ridge), gl.momentum(lr=0.1)), steps=30).w
    np.testing.assert_allclose(
        decayed, gl.descend(with_ridge, [1.0, -2.0], gl.momentum(lr=0.1), steps=30).w, rtol=1e-12
    )


def test_transforms_act_left_to_right():
    g, w = np.array([3.0, 4.0]), np.ones(2)
    clip_first = gl.chain(clip_norm(1.0), weight_decay(1.0), gl.gd(lr=1.0))
    decay_first = gl.chain(weight_decay(1.0), clip_norm(1.0), gl.gd(lr=1.0))
    f = gl.objectives.Function(lambda w: dot(g, w), lambda w: g)
    np.testing.assert_allclose(gl.descend(f, w, clip_first, 1).w[1], -np.array([0.6, 0.8]))
    np.testing.assert_allclose(gl.descend(f, w, decay_first, 1).w[1], w - np.array([4, 5]) / 41**0.5)


def test_noise_has_mean_zero_its_variance_and_its_seed():
    noisy = add_noise(0.5, np.random.default_rng(1))(lambda w: 0 * w + 2)
    draws = noisy(np.zeros((2, 40_000)))
    # 4 standard errors: of the mean σ/√n = 0.5/283, of the variance √2 σ²/√n
    assert draws.mean() == pytest.approx(2, abs=4 * 0.5 / 80_000**0.5)
    assert draws.var() == pytest.approx(0.25, abs=4 * 2**0.5 * 0.25 / 80_000**0.5)
    again = add_noise(0.5, np.random.default_rng(1))(lambda w: 0 * w + 2)
    np.testing.assert_array_equal(draws, again(np.zeros((2, 40_000))))


def test_a_chain_shows_its_transforms():
    rule = gl.chain(clip_norm(1.0), clip_value(0.5), add_noise(0.1, np.random.default_rng(0)), gl.gd(lr=0.1))
    assert repr(rule) == "chain(clip_norm(1), clip_value(0.5), add_noise(0.1), gd(lr=0.1))"


@pytest.mark.parametrize("bad", [0, -1.0, np.nan, np.inf, "1", None])
def test_a_threshold_is_a_finite_number_above_0(bad):
    for clip in (clip_norm, clip_value):
        with pytest.raises(ValueError, match=f"^{clip.__name__} takes a finite threshold above 0; got"):
            clip(bad)


def test_noise_needs_a_generator_and_strengths_are_not_negative():
    with pytest.raises(TypeError, match=r"add_noise needs a random generator, np.random.default_rng\(seed\); got 0"):
        add_noise(1.0, 0)
    with pytest.raises(ValueError, match="add_noise takes a finite sigma of at least 0; got -1"):
        add_noise(-1, np.random.default_rng(0))
    with pytest.raises(ValueError, match="weight_decay takes a finite strength of at least 0; got -1"):
        weight_decay(-1)
