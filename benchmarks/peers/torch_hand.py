"""torch with the gradient written by hand: no graph, no optimiser object, arrays made once."""

from functools import partial

import torch

from benchmarks.problems import BETA, BETA2, EPS, KAPPA, LR, RIM, RUNAWAY, START, STEP, digits, order, settings

tensor = partial(torch.tensor, dtype=torch.float64)
empty, zeros = partial(torch.empty, dtype=torch.float64), partial(torch.zeros, dtype=torch.float64)


def f(w):
    x, y = w
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def grad(w):
    x, y = w
    rise = y - x * x
    return torch.stack((-2 * (1 - x) - 400 * x * rise, 200 * rise))


def gd(w, g, t, lr, state):
    return w - lr * g


def momentum(w, g, t, lr, state):
    v = state["v"] = BETA * state.get("v", 0) + g
    return w - lr * v


def nesterov(w, g, t, lr, state):
    v = state.get("v", 0.0)
    v = state["v"] = BETA * v + grad(w - lr * BETA * v)
    return w - lr * v


def adam(w, g, t, lr, state):
    m = state["m"] = BETA * state.get("m", 0) + (1 - BETA) * g
    s = state["s"] = BETA2 * state.get("s", 0) + (1 - BETA2) * g * g
    return w - lr * (m / (1 - BETA**t)) / (torch.sqrt(s / (1 - BETA2**t)) + EPS)


RULES = {"gd": gd, "momentum": momentum, "nesterov": nesterov, "adam": adam}


def path(rule, steps):
    step, lr = RULES[rule], LR[rule]

    def run():
        w, state = tensor(START), {}
        points, losses, norms = empty(steps + 1, 2), empty(steps + 1), empty(steps + 1)
        for t in range(steps + 1):
            g = grad(w)
            points[t], losses[t], norms[t] = w, f(w), torch.linalg.norm(g)
            w = step(w, g, t + 1, lr, state)
        return points.numpy(), losses.numpy(), norms.numpy()

    return run


def grid(points, steps):
    lr, beta = map(torch.tensor, settings(points))
    lr = lr[:, None]
    curvature = tensor([1.0, KAPPA])[:, None, None]

    def run():
        w = tensor(RIM)[:, None, None].expand(2, points, points)
        v = torch.zeros_like(w)
        for _ in range(steps):
            v = beta * v + curvature * w
            w = w - lr * v
        f = 0.5 * (w[0] ** 2 + KAPPA * w[1] ** 2)
        return f.numpy(), (~(f <= RUNAWAY)).numpy()

    return run


def epoch(batch, seed=0):
    X, y = digits()
    X, Y = torch.tensor(X), torch.nn.functional.one_hot(torch.tensor(y).long()).double()

    def run():
        shuffled = torch.tensor(order(len(X), seed))
        Xs, Ys = X[shuffled], Y[shuffled]
        W = zeros(X.shape[1], Y.shape[1])
        for i in range(0, len(X), batch):
            x = Xs[i : i + batch]
            W = W - STEP * (x.T @ (torch.softmax(x @ W, dim=1) - Ys[i : i + batch])) / len(x)
        return (W.numpy(),)

    return run
