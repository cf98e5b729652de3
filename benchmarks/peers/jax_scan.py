"""JAX, compiled: ``jit`` around ``scan``, ``vmap`` over the map, optax for the rules of the path."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax

from benchmarks.problems import BETA, BETA2, EPS, KAPPA, LR, RIM, RUNAWAY, START, STEP, digits, order, settings

STORES_LOOKAHEAD = True  # optax keeps Nesterov's shifted point
jax.config.update("jax_enable_x64", True)


def rules():
    """The optimisers of optax."""
    return {
        "gd": lambda lr: optax.sgd(lr),
        "momentum": lambda lr: optax.sgd(lr, momentum=BETA),
        "nesterov": lambda lr: optax.sgd(lr, momentum=BETA, nesterov=True),
        "adam": lambda lr: optax.adam(lr, b1=BETA, b2=BETA2, eps=EPS),
    }


def rosenbrock(w):
    x, y = w
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def path(rule, steps):
    optimiser = rules()[rule](LR[rule])

    def step(carry, _):
        w, state = carry
        loss, g = jax.value_and_grad(rosenbrock)(w)
        change, state = optimiser.update(g, state, w)
        return (w + change, state), (w, loss, jnp.linalg.norm(g))

    @jax.jit
    def descend(w):
        return jax.lax.scan(step, (w, optimiser.init(w)), length=steps + 1)[1]

    def run():
        return tuple(map(np.asarray, descend(jnp.array(START))))

    return run


def grid(points, steps):
    lr, beta = settings(points)
    curvature = jnp.array([1.0, KAPPA])

    def end(lr, beta):
        def step(carry, _):
            w, v = carry
            v = beta * v + curvature * w
            return (w - lr * v, v), None

        (w, _), _ = jax.lax.scan(step, (jnp.array(RIM), jnp.zeros(2)), length=steps)
        f = 0.5 * (w[0] ** 2 + KAPPA * w[1] ** 2)
        return f, ~(f <= RUNAWAY)

    ends = jax.jit(jax.vmap(jax.vmap(end, (None, 0)), (0, None)))

    def run():
        return tuple(map(np.asarray, ends(lr, beta)))

    return run


@partial(jax.jit, static_argnums=2)
def descend_epoch(X, Y, batch, shuffled):
    X, Y = X[shuffled], Y[shuffled]
    whole = len(X) // batch * batch

    def step(W, rows):
        x, y = rows
        return W - STEP * (x.T @ (jax.nn.softmax(x @ W, axis=1) - y)) / len(x), None

    stacked = X[:whole].reshape(-1, batch, X.shape[1]), Y[:whole].reshape(-1, batch, Y.shape[1])
    W, _ = jax.lax.scan(step, jnp.zeros((X.shape[1], Y.shape[1])), stacked)
    return step(W, (X[whole:], Y[whole:]))[0] if whole < len(X) else W


def epoch(batch, seed=0):
    X, y = digits()
    X, Y = jnp.array(X), jnp.array(np.eye(10)[y.astype(int)])

    def run():
        return (np.asarray(descend_epoch(X, Y, min(batch, len(X)), jnp.array(order(len(X), seed)))),)

    return run
