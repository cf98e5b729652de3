"""Models that train well, of many kinds: each maker gives model, loss_fn and perhaps an optimizer, seeded from outside.

None of them may be called ill, whatever it does that looks strange: closed branches, frozen parts, far inputs.
"""

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy, cross_entropy, mse_loss, relu
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from tests.diagnosis.parts import (
    Residual,
    classified,
    examples,
    forget,
    he,
    mlp,
    recurrent,
    remembered,
)


def images(model, n=16, side=16):
    return classified(model, torch.randn(n, 3, side, side), torch.randint(0, 10, (n,)))


def stage(n, m, norm=nn.BatchNorm2d):
    return nn.Sequential(nn.Conv2d(n, m, 3, padding=1, bias=False), norm(m), nn.ReLU(inplace=True))


def plain_convolutions():
    return nn.Sequential(
        *(stage(n, m) for n, m in [(3, 16), (16, 16), (16, 32), (32, 32), (32, 32), (32, 32)]),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(32, 10),
    )


def residual_network(blocks=8, closed=True):
    """As He et al. 2016 build it; ``closed`` branches begin at 0, as most start them nowadays."""
    parts = [
        Residual(nn.Sequential(stage(16, 16), nn.Conv2d(16, 16, 3, padding=1), nn.BatchNorm2d(16)))
        for _ in range(blocks)
    ]
    for block in parts:
        if closed:
            nn.init.zeros_(block.branch[-1].weight)
    return nn.Sequential(stage(3, 16), *parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))


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


def packed():
    class Packed(nn.Module):
        def __init__(self):
            super().__init__()
            self.rnn, self.head = nn.GRU(4, 24, batch_first=True), nn.Linear(24, 3)

        def forward(self, x, lengths):
            out, _ = self.rnn(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))
            return self.head(pad_packed_sequence(out, batch_first=True)[0].mean(dim=1))

    X, lengths, y = torch.randn(16, 9, 4), torch.randint(2, 10, (16,)), torch.randint(0, 3, (16,))
    return Packed(), lambda m: cross_entropy(m(X, lengths), y)


def trained_to_the_end():
    """A classifier whose outputs have all but reached 0 and 1, as they should."""
    X = torch.randn(64, 20)
    y = (X[:, :1] > 0).float()
    model = nn.Sequential(mlp(3, nn.Tanh, out=1), nn.Sigmoid())
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(150):
        optimizer.zero_grad()
        binary_cross_entropy(model(X), y).backward()
        optimizer.step()
    return model, lambda m: binary_cross_entropy(m(X), y)


def frozen_below():
    model = mlp(5, nn.ReLU, he)
    for layer in model[:4]:
        layer.requires_grad_(False)
    return classified(model, *examples())


def with_spares():
    """A model that owns layers it does not use."""

    class Spare(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.spare, self.b = nn.Linear(20, 64), nn.Linear(64, 64), nn.Linear(64, 10)

        def forward(self, x):
            return self.b(relu(self.a(x)))

    return classified(Spare(), *examples())


def far_inputs_normalised():
    X, y = examples()
    return classified(nn.Sequential(nn.Linear(20, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 10)), 1e5 * X, y)


def autocast():
    X, y = examples()

    def loss(m):
        with torch.autocast("cpu", torch.bfloat16):
            return cross_entropy(m(X), y)

    return mlp(6, nn.ReLU, he), loss


def weight_normalised():
    model = mlp(5, nn.ReLU, he)
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.utils.parametrizations.weight_norm(layer)
    return classified(model, *examples())


def autoencoder():
    X, _ = examples()
    model = nn.Sequential(mlp(3, nn.SiLU, out=4), nn.SiLU(), mlp(3, nn.SiLU, d=4, out=20))
    return model, lambda m: mse_loss(m(X), X)


def alternating(optimizer, activation=nn.ReLU):
    model, loss = classified(mlp(4, activation, he), *examples())
    return model, loss, optimizer(model.parameters())


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


def mixer(blocks=8):
    block = lambda: Residual(nn.Sequential(nn.LayerNorm(48), nn.Linear(48, 96), nn.GELU(), nn.Linear(96, 48)))  # noqa: E731
    return nn.Sequential(nn.Linear(20, 48), *(block() for _ in range(blocks)), nn.LayerNorm(48), nn.Linear(48, 10))


SOUND = {
    "ReLU, 3 layers, torch's start": lambda: classified(mlp(3, nn.ReLU), *examples()),
    "ReLU, 6 layers, torch's start": lambda: classified(mlp(6, nn.ReLU), *examples()),
    "ReLU, 30 layers, He": lambda: classified(mlp(30, nn.ReLU, he, width=256), *examples()),
    "tanh, 10 layers, Xavier": lambda: classified(mlp(10, nn.Tanh, nn.init.xavier_normal_), *examples()),
    "tanh, 30 layers, orthogonal": lambda: classified(mlp(30, nn.Tanh, nn.init.orthogonal_), *examples()),
    "sigmoid, 3 layers, Xavier": lambda: classified(mlp(3, nn.Sigmoid, nn.init.xavier_normal_), *examples()),
    "ELU with dropout": lambda: classified(mlp(5, nn.ELU, between=(lambda m: nn.Dropout(0.3),)), *examples()),
    "logistic regression": lambda: classified(nn.Linear(20, 10), *examples()),
    "convolutions with batch norm": lambda: images(plain_convolutions()),
    "residual network, closed branches": lambda: images(residual_network()),
    "residual network, open branches": lambda: images(residual_network(closed=False)),
    "convolutions with group norm": lambda: images(
        nn.Sequential(
            *(stage(n, 16, lambda m: nn.GroupNorm(4, m)) for n in (3, 16, 16)), nn.Flatten(), nn.Linear(16 * 256, 10)
        )
    ),
    "pre-norm transformer, tied head": lambda: tokens(Language()),
    "pre-norm transformer, 16 blocks": lambda: tokens(Language(blocks=16)),
    "post-norm transformer": post_norm,
    "residual perceptrons with layer norm": lambda: classified(mixer(), *examples()),
    "LSTM, 50 steps, forget bias 4": lambda: remembered(nn.LSTM(3, 32), 50, change=forget(4.0)),
    "LSTM, 6 steps, torch's start": lambda: remembered(nn.LSTM(3, 32), 6),
    "GRU, packed sequences up to 9": packed,
    "RNN, orthogonal, 40 steps": lambda: remembered(nn.RNN(3, 64), 40, change=small_states),
    "IRNN, 100 steps": identity_recurrence,
    "trained to the end": trained_to_the_end,
    "frozen below": frozen_below,
    "spare layers": with_spares,
    "far inputs, batch norm": far_inputs_normalised,
    "bfloat16 autocast": autocast,
    "weight norm": weight_normalised,
    "autoencoder": autoencoder,
    "SGD, rate 0.1": lambda: alternating(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    "Adam, rate 1e-3": lambda: alternating(torch.optim.Adam),
    "AdamW, tanh": lambda: alternating(torch.optim.AdamW, nn.Tanh),
}
