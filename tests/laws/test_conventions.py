"""The conversion table of chapter 10: whose momentum walks where ours walks, and with which numbers.

Each law is walked under a learning rate that changes at every update; the libraries are asked where they are installed.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdlib as gl
from gdlib.objectives import Rosenbrock

START, STEPS, BETA = [-1.2, 1.0], 60, 0.9
ROUNDING = 1e-12  # 60 contracting steps of sums in another order, 1e-16 each


def rate(k):
    """A learning rate that changes at every update."""
    return 1e-4 * 0.95**k


@gl.rule
def inside(w, grad, u=0.0, *, lr, beta=0.9):
    """Polyak, Sutskever, Keras: u ← β u − η ∇f(w);  w ← w + u."""
    u = beta * u - lr * grad(w)
    return w + u, u


@gl.rule
def ahead_inside(w, grad, u=0.0, *, lr, beta=0.9):
    """Sutskever et al. 2013, eqs. 3–4: u ← β u − η ∇f(w + β u);  w ← w + u."""
    u = beta * u - lr * grad(w + beta * u)
    return w + u, u


@gl.rule
def dampened(w, grad, t, v=0.0, *, lr, beta=0.9, d=0.9):
    """torch's dampening: v ← β v + (1 − d) ∇f(w), but v ← ∇f(w) at first;  w ← w − η v."""
    v = beta * v + (1 - d if t > 1 else 1) * grad(w)
    return w - lr * v, v


def walked(rule):
    return gl.descend(Rosenbrock(), START, rule, STEPS).w


def by_torch(lr, **options):
    """The points that torch.optim.SGD holds on the way down Rosenbrock's valley."""
    torch = pytest.importorskip("torch")
    f, w = Rosenbrock(), torch.tensor(START, dtype=torch.float64, requires_grad=True)
    sgd, path = torch.optim.SGD([w], lr=1.0, momentum=BETA, **options), [np.array(START)]
    for k in range(STEPS):
        sgd.param_groups[0]["lr"] = lr(k)
        w.grad = torch.tensor(f.grad(path[-1]))
        sgd.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


def by_keras(lr, **options):
    """The points that keras.optimizers.SGD holds there."""
    keras = pytest.importorskip("keras")
    f, w = Rosenbrock(), keras.Variable(np.array(START), dtype="float64")
    sgd, path = keras.optimizers.SGD(learning_rate=1.0, momentum=BETA, **options), [np.array(START)]
    sgd.build([w])
    for k in range(STEPS):
        sgd.learning_rate = lr(k)
        sgd.apply([keras.ops.convert_to_tensor(f.grad(path[-1]), dtype="float64")])
        path.append(keras.ops.convert_to_numpy(w).copy())
    return np.array(path)


def by_optax(transform):
    """The points to which an optax transformation leads there."""
    jax, optax = pytest.importorskip("jax"), pytest.importorskip("optax")
    with jax.enable_x64(True):
        f, w = Rosenbrock(), jax.numpy.array(START)
        state, path = transform.init(w), [np.array(START)]
        for _ in range(STEPS):
            update, state = transform.update(jax.numpy.array(f.grad(path[-1])), state, w)
            w = optax.apply_updates(w, update)
            path.append(np.array(w))
    return np.array(path)


@settings(max_examples=25, deadline=None)
@given(shrink=st.floats(0.8, 1.1), beta=st.floats(0.0, 0.95))
def test_a_step_inside_with_the_memory_scaled_walks_where_a_step_outside_walks(shrink, beta):
    lr = lambda k: 1e-4 * shrink**k  # noqa: E731
    scaled = lambda k: beta * lr(k) / lr(k - 1)  # noqa: E731
    there = gl.descend(Rosenbrock(), START, inside(lr=lr, beta=scaled), 30).w
    here = gl.descend(Rosenbrock(), START, gl.momentum(lr=lr, beta=beta), 30).w
    np.testing.assert_allclose(there, here, rtol=1e-9, atol=ROUNDING)


def test_an_average_is_the_heavy_ball_at_a_smaller_rate_under_every_schedule():
    np.testing.assert_allclose(
        walked(gl.ema_momentum(lr=lambda k: rate(k) / (1 - BETA))), walked(gl.momentum(lr=rate)), atol=ROUNDING
    )


def test_torch_steps_outside_and_so_parts_from_a_step_inside_when_the_rate_changes():
    there = by_torch(rate)
    np.testing.assert_allclose(there, walked(gl.momentum(lr=rate)), atol=ROUNDING)
    assert np.abs(there - walked(inside(lr=rate))).max() > 1e-2


def test_with_a_constant_rate_a_step_inside_is_torch():
    np.testing.assert_allclose(by_torch(lambda k: 1e-4), walked(inside(lr=1e-4)), atol=ROUNDING)


def test_dampening_in_torch_leaves_the_first_gradient_whole():
    there = by_torch(rate, dampening=0.9)
    np.testing.assert_allclose(there, walked(dampened(lr=rate)), atol=ROUNDING)
    average = walked(gl.ema_momentum(lr=rate))
    np.testing.assert_allclose(there[1] - START, 10 * (average[1] - START), rtol=1e-12)


def test_torch_holds_the_point_looked_ahead_to_only_while_the_rate_is_constant():
    for lr, same in ((lambda k: 1e-4), True), (rate, False):
        run = gl.descend(Rosenbrock(), START, gl.nesterov(lr=lr), STEPS)
        ahead = run.w - BETA * np.array([[lr(k)] for k in range(STEPS + 1)]) * run.state["v"]
        gap = np.abs(by_torch(lr, nesterov=True) - ahead).max()
        assert gap < ROUNDING if same else gap > 1e-3


def test_keras_steps_inside():
    np.testing.assert_allclose(by_keras(rate), walked(inside(lr=rate)), atol=ROUNDING)


def test_keras_holds_the_point_looked_ahead_to_under_every_schedule():
    run = gl.descend(Rosenbrock(), START, ahead_inside(lr=rate), STEPS)
    np.testing.assert_allclose(by_keras(rate, nesterov=True), run.w + BETA * run.state["u"], atol=ROUNDING)


def test_optax_steps_outside_as_torch_does():
    optax = pytest.importorskip("optax")
    np.testing.assert_allclose(by_optax(optax.sgd(rate, momentum=BETA)), walked(gl.momentum(lr=rate)), atol=ROUNDING)
    there = by_optax(optax.sgd(rate, momentum=BETA, nesterov=True))
    np.testing.assert_allclose(there, by_torch(rate, nesterov=True), atol=ROUNDING)


def test_the_corrected_average_of_optax_is_the_heavy_ball_with_a_falling_rate():
    optax = pytest.importorskip("optax")
    falling = lambda k: 1e-3 * (1 - BETA) / (1 - BETA ** (k + 1))  # noqa: E731
    there = by_optax(optax.chain(optax.ema(BETA), optax.scale(-1e-3)))
    np.testing.assert_allclose(there, walked(gl.momentum(lr=falling)), atol=1e-9)  # optax keeps βᵗ in single precision
