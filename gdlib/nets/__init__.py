"""Networks by hand: a shape, a forward pass and a backward pass; the parameters are one flat vector θ outside.

``Risk(net, X, y, loss)`` of ``gdlib.empirical`` makes an objective of a network, and then everything else applies.
"""

from gdlib.nets.activations import Activation, elu, identity, leaky, relu, sigma, sigmoid, softplus, softsign, tanh
from gdlib.nets.initialisers import (
    constant,
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
from gdlib.nets.mlp import MLP
from gdlib.nets.normalisation import Moments, Normalisation, batch_norm, layer_norm, running
from gdlib.nets.tape import Signals, Tape

__all__ = [
    "MLP",
    "Activation",
    "Layout",
    "Loss",
    "Moments",
    "Normalisation",
    "Signals",
    "Tape",
    "accuracy",
    "batch_norm",
    "constant",
    "cross_entropy",
    "elu",
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
]
