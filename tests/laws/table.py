"""The one table that every law runs over: each rule of the book, with hyper-parameters that suit it."""

import numpy as np

import gdlib as gl
from gdlib.gradients import clip_norm, clip_value

SMALL = {"lr": 1e-3}
RULES = {
    "gd": gl.gd,
    "momentum": gl.momentum,
    "nesterov": gl.nesterov,
    "ema_momentum": gl.ema_momentum,
    "adagrad": gl.adagrad,
    "rmsprop": gl.rmsprop,
    "adam": gl.adam,
    "amsgrad": gl.amsgrad,
    "adamw": gl.adamw,
}
AVERAGING = ("momentum", "nesterov", "ema_momentum")
TURNS_WITH_THE_AXES = ("gd", *AVERAGING)
PER_COORDINATE = ("adagrad", "rmsprop", "adam", "amsgrad", "adamw")
CLIPS = {"clip_norm": clip_norm, "clip_value": clip_value}


def turned(f, angle):
    """The objective f seen in axes turned by ``angle``: w ↦ f(Qw), and the matrix Q."""
    c, s = np.cos(angle), np.sin(angle)
    Q = np.array([[c, -s], [s, c]])
    return gl.objectives.Function(lambda w: f(Q @ w), lambda w: Q.T @ f.grad(Q @ w), dim=2), Q
