"""Networks by hand: a shape, a forward pass and a backward pass; the parameters are one flat vector θ outside.

``Risk(net, X, y, loss)`` of ``gdlib.empirical`` makes an objective of a network, and then everything else applies.
"""

from gdlib.nets.activations import Activation, elu, identity, leaky, relu, sigma, sigmoid, softplus, softsign, tanh
from gdlib.nets.gru import GRU
from gdlib.nets.initialisers import (
    constant,
    eye,
    glorot_normal,
    glorot_uniform,
    he,
    he_backward,
    he_leaky,
    lecun,
    lsuv,
    normal,
    orthogonal,
    scaled,
    torch_default,
)
from gdlib.nets.layout import Layout
from gdlib.nets.losses import Loss, accuracy, cross_entropy, logistic, squared
from gdlib.nets.lstm import LSTM
from gdlib.nets.memory import carried, memory
from gdlib.nets.mlp import MLP
from gdlib.nets.normalisation import Moments, Normalisation, batch_norm, layer_norm, running
from gdlib.nets.recurrent import Recurrent
from gdlib.nets.rnn import IRNN, RNN
from gdlib.nets.starts import chrono, torch_start
from gdlib.nets.stepwise import each_step
from gdlib.nets.tape import Signals, Tape
from gdlib.nets.unrolled import Errors, Unrolled

__all__ = [
    "GRU",
    "IRNN",
    "LSTM",
    "MLP",
    "RNN",
    "Activation",
    "Errors",
    "Layout",
    "Loss",
    "Moments",
    "Normalisation",
    "Recurrent",
    "Signals",
    "Tape",
    "Unrolled",
    "accuracy",
    "batch_norm",
    "carried",
    "chrono",
    "constant",
    "cross_entropy",
    "each_step",
    "elu",
    "eye",
    "glorot_normal",
    "glorot_uniform",
    "he",
    "he_backward",
    "he_leaky",
    "identity",
    "layer_norm",
    "leaky",
    "lecun",
    "logistic",
    "lsuv",
    "memory",
    "normal",
    "orthogonal",
    "relu",
    "running",
    "scaled",
    "sigma",
    "sigmoid",
    "softplus",
    "softsign",
    "squared",
    "tanh",
    "torch_default",
    "torch_start",
]
