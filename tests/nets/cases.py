"""Networks of every kind for Hypothesis to draw, and torch's answer to the same question."""

import numpy as np
from hypothesis import strategies as st

from gdlib.nets import MLP, batch_norm, elu, identity, layer_norm, leaky, relu, sigmoid, softplus, softsign, tanh

ACTIVATIONS = {a.name: a for a in (identity, sigmoid, tanh, softsign, relu, leaky(0.1), elu(0.7), softplus)}
NORMALISATIONS = {"plain": None, "batch": batch_norm, "layer": layer_norm}
SMOOTH = ("identity", "sigmoid", "tanh", "softplus")

seeds = st.integers(0, 2**32 - 1)
rates = st.floats(0.2, 1.5)


def rng(seed):
    return np.random.default_rng(seed)


@st.composite
def networks(draw, activations=tuple(ACTIVATIONS), normalisations=tuple(NORMALISATIONS), hidden=0):
    """A network of up to 5 layers, of which ``hidden`` or more are hidden, with skips or without."""
    widths = [
        draw(st.integers(1, 4)),
        *draw(st.lists(st.integers(1, 5), min_size=hidden, max_size=4)),
        draw(st.integers(1, 4)),
    ]
    skips = False
    if draw(st.booleans()):
        widths[1:-1] = [draw(st.integers(1, 5))] * draw(st.integers(2, 4))
        skips = True if draw(st.booleans()) else (draw(rates), draw(rates))
    activation = ACTIVATIONS[draw(st.sampled_from(activations))]
    return MLP(tuple(widths), activation, NORMALISATIONS[draw(st.sampled_from(normalisations))], skips)


def point(net, seed, size=0.8):
    """A θ at which nothing is special: no bias is 0 and no gain is 1."""
    return size * rng(seed).standard_normal(net.layout.size)


def inputs(net, seed, n=6):
    return rng(seed + 1).standard_normal((n, net.widths[0]))
