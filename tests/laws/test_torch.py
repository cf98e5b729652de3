"""torch.optim as the oracle: the same path from the same start, for every rule that torch has.

Nesterov is compared after the change of variables of the chapter on it: torch stores the point it looks ahead to.
"""

import numpy as np
import pytest

import gdlib as gl
from gdlib.gradients import clip_norm, clip_value
from gdlib.objectives import Rosenbrock

torch = pytest.importorskip("torch")
START = [-1.0, 2.0]
STEPS = 60
CASES = [
    (gl.gd(lr=1e-3), "SGD", {"lr": 1e-3}),
    (gl.momentum(lr=1e-4, beta=0.9), "SGD", {"lr": 1e-4, "momentum": 0.9}),
    (gl.adagrad(lr=0.1), "Adagrad", {"lr": 0.1}),
    (gl.rmsprop(lr=1e-2, beta2=0.99), "RMSprop", {"lr": 1e-2, "alpha": 0.99}),
    (gl.adam(lr=1e-2), "Adam", {"lr": 1e-2}),
    (gl.adam(lr=1e-2, beta1=0.5, beta2=0.9, eps=1e-3), "Adam", {"lr": 1e-2, "betas": (0.5, 0.9), "eps": 1e-3}),
    (gl.amsgrad(lr=1e-1, beta2=0.9), "Adam", {"lr": 1e-1, "betas": (0.9, 0.9), "amsgrad": True}),
    (gl.adamw(lr=1e-2, decay=0.1), "AdamW", {"lr": 1e-2, "weight_decay": 0.1}),
]


def torch_path(name: str, options: dict) -> np.ndarray:
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimiser = getattr(torch.optim, name)([w], **options)
    path = [w.detach().numpy().copy()]
    for _ in range(STEPS):
        optimiser.zero_grad()
        x, y = w
        ((1 - x) ** 2 + 100 * (y - x * x) ** 2).backward()
        optimiser.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


@pytest.mark.parametrize(("rule", "name", "options"), CASES, ids=[repr(case[0]) for case in CASES])
def test_the_path_is_that_of_torch(rule, name, options):
    ours = gl.descend(Rosenbrock(), START, rule, STEPS).w
    np.testing.assert_allclose(ours, torch_path(name, options), rtol=1e-10)  # 60 steps, sums in another order


def test_nesterov_is_that_of_torch_at_the_point_it_looks_ahead_to():
    lr, beta = 1e-4, 0.9
    run = gl.descend(Rosenbrock(), START, gl.nesterov(lr=lr, beta=beta), STEPS)
    looked_ahead = run.w - lr * beta * run.state["v"]
    np.testing.assert_allclose(
        looked_ahead, torch_path("SGD", {"lr": lr, "momentum": beta, "nesterov": True}), rtol=1e-10
    )


def clipped_by_torch(clip, g: np.ndarray, most: float) -> np.ndarray:
    w = torch.zeros(len(g), dtype=torch.float64, requires_grad=True)
    w.grad = torch.tensor(g)
    clip(w, most)
    return w.grad.numpy()


@pytest.mark.parametrize("most", [0.3, 5.0, 1e6])
def test_clipping_is_that_of_torch_up_to_the_millionth_that_it_adds_to_the_norm(most):
    g = np.random.default_rng(3).normal(size=40) * 10
    size, utils = np.linalg.norm(g), torch.nn.utils
    shorter = size / (size + 1e-6) if size > most else 1.0
    ours = clip_norm(most)(lambda w: g)(g)
    np.testing.assert_allclose(clipped_by_torch(utils.clip_grad_norm_, g, most), shorter * ours, rtol=1e-14)
    ours = clip_value(most)(lambda w: g)(g)
    np.testing.assert_array_equal(clipped_by_torch(utils.clip_grad_value_, g, most), ours)
