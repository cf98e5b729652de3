"""Signal or error that vanishes along the layers: starts that are too small, activations that flatten.

In some of them the weight gradients look alike in every layer, because signal and error vanish together.
"""

from torch import nn
from torch.nn.functional import cross_entropy, mse_loss

from tests.diagnosis.parts import Again, autocast, classified, convolutions, examples, mlp, normal


def half_underflow():
    model = mlp(14, nn.Sigmoid, nn.init.xavier_normal_).half()
    X, y = examples()
    return model, lambda m: cross_entropy(m(X.half()).float(), y)


def autoencoder():
    X, _ = examples()
    return mlp(16, nn.Tanh, out=20), lambda m: mse_loss(m(X), X)


def over_and_over():
    again = Again(nn.Sequential(nn.Linear(64, 64), nn.Tanh()), 40)
    return classified(nn.Sequential(nn.Linear(20, 64), again, nn.Linear(64, 10)), *examples())


def layers_of_zeros():
    model = mlp(5, nn.Tanh, nn.init.xavier_normal_)
    for which in (6, 8):
        nn.init.zeros_(model[which].weight)
    return classified(model, *examples())


def beside(weight, *args, **more):
    """A deep trunk with two heads, of which the loss reads one with a weight of its own; it is called last."""

    def make():
        X, y = examples()
        model = nn.ModuleDict({"trunk": mlp(*args, **more), "main": nn.Linear(10, 10), "aside": nn.Linear(10, 1)})

        def loss(m):
            h = m["trunk"](X)
            return cross_entropy(m["main"](h), y) + weight * m["aside"](h).square().mean()

        return model, loss

    return make


def stack(*args, **more):
    return lambda: classified(mlp(*args, **more), *examples())


MAKERS = {
    "tanh, 20 layers, U(±1/√n): the blind spot": stack(20, nn.Tanh),
    "ReLU, 30 layers, std 0.01: the blind spot": stack(30, nn.ReLU, normal(0.01)),
    "sigmoid, 10 layers, Xavier": stack(10, nn.Sigmoid, nn.init.xavier_normal_),
    "sigmoid, 8 layers, torch's start": stack(8, nn.Sigmoid),
    "ReLU, 40 layers, Xavier": stack(40, nn.ReLU, nn.init.xavier_normal_, width=128),
    "GELU, 16 layers, torch's start": stack(16, nn.GELU),
    "autoencoder, tanh, 16 layers": autoencoder,
    "16 convolutions, std 0.02": lambda: convolutions(normal(0.02)),
    "one matrix 40 times over": over_and_over,
    "bfloat16 autocast, tanh, 24 layers": lambda: autocast(mlp(24, nn.Tanh), *examples()),
    "float16, sigmoid, 14 layers: lost": half_underflow,
    "tanh, the last two layers at 0": layers_of_zeros,
    "sigmoid, 10 layers, a head beside that hardly counts": beside(1e-6, 10, nn.Sigmoid, nn.init.xavier_normal_),
    "sigmoid, 10 layers, a head beside that does not count": beside(0, 10, nn.Sigmoid, nn.init.xavier_normal_),
    "all weights at 0": stack(5, nn.Sigmoid, nn.init.zeros_),
}
DEEP = {name: ("vanishing", make) for name, make in MAKERS.items()}
