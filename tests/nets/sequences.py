"""Recurrent networks of every kind for Hypothesis to draw, and sequences for them."""

from functools import partial

import numpy as np
from hypothesis import strategies as st

from gdlib.nets import GRU, IRNN, LSTM, RNN, identity, relu, sigmoid, softsign, tanh

ACTIVATIONS = {a.name: a for a in (identity, sigmoid, tanh, softsign, relu)}
SMOOTH = {
    **{f"RNN {name}": partial(RNN, activation=ACTIVATIONS[name]) for name in ("identity", "sigmoid", "tanh")},
    "LSTM": LSTM,
    **{f"GRU {form}": partial(GRU, form=form) for form in ("cho", "chung", "torch")},
}
KINDS = {**SMOOTH, "RNN relu": partial(RNN, activation=relu), "IRNN": IRNN}
ONE_OF_EACH = {"RNN": RNN, "LSTM": LSTM, "GRU": GRU}

small = st.integers(1, 4)
widths = st.tuples(small, st.integers(1, 5), small)
lengths = st.integers(1, 6)
either = st.booleans()


@st.composite
def recurrent(draw, kinds=tuple(KINDS), every_step=either):
    """A recurrent network whose output is read at the last step or at every step."""
    return KINDS[draw(st.sampled_from(kinds))](draw(widths), every_step=draw(every_step))


def sequences(net, seed, n=3, T=5):
    return np.random.default_rng(seed + 1).standard_normal((n, T, net.widths[0]))


def upstream(net, seed, n=3, T=5):
    """A gradient by the output, as a loss would hand it over."""
    shape = (n, T, net.widths[2]) if net.every_step else (n, net.widths[2])
    return np.random.default_rng(seed + 2).standard_normal(shape)
