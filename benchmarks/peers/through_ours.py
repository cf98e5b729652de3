"""gdlib through time: one forward and one backward pass, the gradient by θ, and the size of the error at every step."""

import numpy as np

from gdlib.nets import LSTM, RNN, glorot_uniform, squared
from gdlib.tasks import adding

NETS = {"RNN": RNN, "LSTM": LSTM}


def network(kind, hidden):
    """The network and its θ, the same for every peer."""
    net = NETS[kind]((2, hidden, 1))
    return net, net.init(glorot_uniform, np.random.default_rng(0))


def sequences(T, n=64):
    """The adding problem: X (n, T, 2) and y (n,), the same for every peer."""
    return adding(n, T, np.random.default_rng(1))


def through_time(kind, hidden, T):
    (net, theta), (X, y) = network(kind, hidden), sequences(T)

    def run():
        Z, tape = net.forward(theta, X)
        dtheta, errors = net.backward(theta, tape, squared.grad(Z, y))
        G = net.layout.views(dtheta)
        return G["W"], G["V"], np.array([np.linalg.norm(dh) for dh, *_ in errors.state[1:]])

    return run
