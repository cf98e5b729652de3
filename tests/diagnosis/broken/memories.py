"""Recurrent models whose errors vanish, or explode, on their way back through time."""

import torch
from torch import nn

from tests.diagnosis.parts import Loop, recurrent, remembered


def by_cell(T=80):
    X = torch.randn(T, 16, 3)
    return Loop(nn.RNNCell(3, 32), nn.Linear(32, 1)), lambda m: m(X).square().mean()


MEMORIES = {
    "RNN, 100 steps, torch's start": ("vanishing", lambda: remembered(nn.RNN(3, 32), 100)),
    "LSTM, 100 steps, torch's start": ("vanishing", lambda: remembered(nn.LSTM(3, 32), 100)),
    "GRU, 100 steps, torch's start": ("vanishing", lambda: remembered(nn.GRU(3, 32), 100)),
    "two LSTM layers, both ways, 80 steps": (
        "vanishing",
        lambda: remembered(nn.LSTM(3, 24, 2, bidirectional=True), 80),
    ),
    "RNNCell in a loop, 80 steps": ("vanishing", by_cell),
    "RNN, ReLU, recurrent gain 2.5, 60 steps": (
        "exploding",
        lambda: remembered(nn.RNN(3, 32, nonlinearity="relu"), 60, change=recurrent(2.5)),
    ),
}
