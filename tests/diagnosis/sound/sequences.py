"""Transformers, and recurrent models that remember as far as they are asked to."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from tests.diagnosis.parts import forget, recurrent, remembered


class Language(nn.Module):
    """Tokens to tokens: embedding, pre-norm blocks, and a head that shares the embedding's matrix."""

    def __init__(self, blocks=6, d=32, std=0.02):
        super().__init__()
        self.embed, self.place = nn.Embedding(60, d), nn.Parameter(torch.randn(24, d) * std)
        make = lambda: nn.TransformerEncoderLayer(d, 4, 4 * d, 0.1, "gelu", batch_first=True, norm_first=True)  # noqa: E731
        self.blocks = nn.ModuleList(make() for _ in range(blocks))
        self.norm, self.head = nn.LayerNorm(d), nn.Linear(d, 60, bias=False)
        for p in self.parameters():
            if p.ndim > 1:
                nn.init.normal_(p, std=std)
        self.head.weight = self.embed.weight

    def forward(self, x):
        h = self.embed(x) + self.place[: x.shape[1]]
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))


def tokens(model):
    X, y = torch.randint(0, 60, (8, 24)), torch.randint(0, 60, (8, 24))
    return model, lambda m: cross_entropy(m(X).flatten(0, 1), y.flatten())


def post_norm(blocks=4):
    layer = nn.TransformerEncoderLayer(32, 4, 64, batch_first=True)
    model = nn.Sequential(nn.Linear(8, 32), nn.TransformerEncoder(layer, blocks), nn.Linear(32, 5))
    X = torch.randn(8, 12, 8)
    return model, lambda m: m(X).square().mean()


class Packed(nn.Module):
    """A GRU over sequences of different lengths, whose outputs are averaged and read."""

    def __init__(self):
        super().__init__()
        self.rnn, self.head = nn.GRU(4, 24, batch_first=True), nn.Linear(24, 3)

    def forward(self, x, lengths):
        out, _ = self.rnn(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))
        return self.head(pad_packed_sequence(out, batch_first=True)[0].mean(dim=1))


def packed():
    X, lengths, y = torch.randn(16, 9, 4), torch.randint(2, 10, (16,)), torch.randint(0, 3, (16,))
    return Packed(), lambda m: cross_entropy(m(X, lengths), y)


def long_memory(lstm, T=1000):
    """Tallec & Ollivier 2018, chrono initialisation: forget gates all but open, input gates all but shut."""
    H = lstm.hidden_size
    for name, p in lstm.named_parameters():
        if name.startswith("bias"):
            p.zero_()
    lstm.bias_ih_l0[H : 2 * H] = torch.empty(H).uniform_(1, T - 1).log()
    lstm.bias_ih_l0[:H] = -lstm.bias_ih_l0[H : 2 * H]


def identity_recurrence():
    """Le, Jaitly & Hinton 2015: ReLU and an identity matrix."""

    def change(rnn):
        nn.init.eye_(rnn.weight_hh_l0)
        nn.init.normal_(rnn.weight_ih_l0, std=0.001)
        rnn.bias_ih_l0.zero_()
        rnn.bias_hh_l0.zero_()

    return remembered(nn.RNN(2, 64, nonlinearity="relu"), 100, change=change)


def small_states(rnn):
    recurrent(1.0)(rnn)
    rnn.weight_ih_l0.mul_(0.05)
    rnn.bias_ih_l0.zero_()
    rnn.bias_hh_l0.zero_()


SEQUENCES = {
    "pre-norm transformer, tied head": lambda: tokens(Language()),
    "pre-norm transformer, 16 blocks": lambda: tokens(Language(blocks=16)),
    "post-norm transformer": post_norm,
    "LSTM, 50 steps, forget bias 4": lambda: remembered(nn.LSTM(3, 32), 50, change=forget(4.0)),
    "LSTM, 6 steps, torch's start": lambda: remembered(nn.LSTM(3, 32), 6),
    "LSTM, 60 steps, chrono": lambda: remembered(nn.LSTM(3, 32), 60, change=long_memory),
    "GRU, packed sequences up to 9": packed,
    "RNN, orthogonal, 40 steps": lambda: remembered(nn.RNN(3, 64), 40, change=small_states),
    "IRNN, 100 steps": identity_recurrence,
}
