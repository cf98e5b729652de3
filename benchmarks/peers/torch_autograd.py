"""torch as its tutorials use it: autograd for the gradient, ``torch.optim`` for the step."""

from functools import partial

import torch

from benchmarks.problems import BETA, BETA2, EPS, KAPPA, LR, RIM, RUNAWAY, START, STEP, digits, order, settings

STORES_LOOKAHEAD = True  # torch.optim keeps Nesterov's shifted point
tensor = partial(torch.tensor, dtype=torch.float64)
empty, zeros = partial(torch.empty, dtype=torch.float64), partial(torch.zeros, dtype=torch.float64)

RULES = {
    "gd": lambda w, lr: torch.optim.SGD([w], lr=lr),
    "momentum": lambda w, lr: torch.optim.SGD([w], lr=lr, momentum=BETA),
    "nesterov": lambda w, lr: torch.optim.SGD([w], lr=lr, momentum=BETA, nesterov=True),
    "adam": lambda w, lr: torch.optim.Adam([w], lr=lr, betas=(BETA, BETA2), eps=EPS),
}


def path(rule, steps):
    def run():
        w = tensor(START, requires_grad=True)
        optimiser = RULES[rule](w, LR[rule])
        points, losses, norms = empty(steps + 1, 2), empty(steps + 1), empty(steps + 1)
        for t in range(steps + 1):
            optimiser.zero_grad()
            x, y = w
            loss = (1 - x) ** 2 + 100 * (y - x * x) ** 2
            loss.backward()
            points[t], losses[t], norms[t] = w.detach(), loss.detach(), torch.linalg.norm(w.grad)
            optimiser.step()
        return points.numpy(), losses.numpy(), norms.numpy()

    return run


def ravine(w):
    return 0.5 * (w[0] ** 2 + KAPPA * w[1] ** 2)


def grid(points, steps):
    lr, beta = map(torch.tensor, settings(points))
    lr = lr[:, None]

    def run():
        w = tensor(RIM)[:, None, None].repeat(1, points, points)
        v = torch.zeros_like(w)
        for _ in range(steps):
            (g,) = torch.autograd.grad(ravine(w.requires_grad_()).sum(), w)
            v = beta * v + g
            w = w.detach() - lr * v
        f = ravine(w)
        return f.numpy(), (~(f <= RUNAWAY)).numpy()

    return run


def epoch(batch, seed=0):
    X, y = digits()
    X, y = torch.tensor(X), torch.tensor(y).long()

    def run():
        shuffled = torch.tensor(order(len(X), seed))
        Xs, ys = X[shuffled], y[shuffled]
        W = zeros(X.shape[1], 10, requires_grad=True)
        optimiser = torch.optim.SGD([W], lr=STEP)
        for i in range(0, len(X), batch):
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(Xs[i : i + batch] @ W, ys[i : i + batch]).backward()
            optimiser.step()
        return (W.detach().numpy(),)

    return run
