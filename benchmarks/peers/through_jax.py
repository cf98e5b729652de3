"""JAX through time: a scan, compiled before, its gradient by the weights and by a nudge of every state."""

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.peers.through_ours import network, sequences

jax.config.update("jax_enable_x64", True)


def rnn(P, state, x):
    return (jnp.tanh(x @ P["U"] + state[0] @ P["W"] + P["b"]),)


def lstm(P, state, x):
    h, c = state
    a = jnp.einsum("nd,kdh->knh", x, P["U"]) + jnp.einsum("nm,kmh->knh", h, P["W"]) + P["b"][:, None]
    f, i, o = jax.nn.sigmoid(a[:3])
    c = f * c + i * jnp.tanh(a[3])
    return o * jnp.tanh(c), c


STEPS = {"RNN": (rnn, 1), "LSTM": (lstm, 2)}


def loss_of(kind, hidden, T):
    """The loss as a function of the weights and of a nudge of every state, whose gradient is the error there."""
    X, y = map(jnp.array, sequences(T))
    step, parts = STEPS[kind]
    start = (jnp.zeros((len(y), hidden)),) * parts

    def loss(P, nudges):
        def once(state, now):
            h, *rest = step(P, state, now[0])
            return (h + now[1], *rest), None

        state, _ = jax.lax.scan(once, start, (X.swapaxes(0, 1), nudges))
        return 0.5 * jnp.mean(((state[0] @ P["V"] + P["c"])[:, 0] - y) ** 2)

    return loss, jnp.zeros((T, len(y), hidden))


def through_time(kind, hidden, T):
    net, theta = network(kind, hidden)
    P = {name: jnp.array(a) for name, a in net.layout.views(theta).items()}
    loss, still = loss_of(kind, hidden, T)

    @jax.jit
    def gradient(P):
        G, errors = jax.grad(loss, argnums=(0, 1))(P, still)
        return G["W"], G["V"], jnp.sqrt((errors**2).sum(axis=(1, 2)))

    return lambda: tuple(np.asarray(a) for a in gradient(P))
