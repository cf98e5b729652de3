"""torch as one looks into a network with it: a hook on each layer, and one on what the layer gave."""

import torch

from benchmarks.problems import deep


def model(widths, arrays):
    """The network, with its numbers in it."""
    parts = []
    for n, m, (W, b) in zip(widths[:-1], widths[1:], arrays, strict=True):
        linear = torch.nn.Linear(n, m, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(W.T))
            linear.bias.copy_(torch.tensor(b))
        parts += [linear, torch.nn.Tanh()]
    return torch.nn.Sequential(*parts[:-1])


def hooked(linears):
    """Two lists that fill with norms on the way forward and, from the last layer on, on the way back."""
    signals, errors = [], []

    def measure(module, inputs, z):
        signals.append(torch.linalg.norm(z.detach()))
        z.register_hook(lambda g: errors.append(torch.linalg.norm(g)))

    for linear in linears:
        linear.register_forward_hook(measure)
    return signals, errors


def look(depth, width):
    widths, arrays, X, y = deep(depth, width)
    net, X, y = model(widths, arrays), torch.tensor(X), torch.tensor(y)
    linears = [part for part in net if isinstance(part, torch.nn.Linear)]
    signals, errors = hooked(linears)

    def run():
        signals.clear()
        errors.clear()
        net.zero_grad()
        torch.nn.functional.cross_entropy(net(X), y).backward()
        weights = [torch.linalg.norm(linear.weight.grad) for linear in linears]
        return tuple(torch.stack(norms).numpy() for norms in (signals, errors[::-1], weights))

    return run
