"""Four updates called momentum, and what each must be told so that it walks where another does.

Whatever a library keeps, its step is s ← c s − p g: a push p for the new gradient, and a share c of the last step.
"""

import numpy as np

from gdlib.rules import ema_momentum, momentum, rule


@rule
def inside(w, grad, u=0.0, *, lr, beta=0.9):
    """Step inside: u ← β u − η ∇f(w);  w ← w + u.  Sutskever et al. 2013, eq. 1–2; Keras."""
    u = beta * u - lr * grad(w)
    w = w + u
    return w, u


@rule
def dampened(w, grad, t, v=0.0, *, lr, beta=0.9, d=0.9):
    """Dampening d, as in torch: v ← β v + (1 − d) ∇f(w), but v ← ∇f(w) at first;  w ← w − η v."""
    v = beta * v + (1 - d if t > 1 else 1) * grad(w)
    w = w - lr * v
    return w, v


BALLS = {"outside": momentum, "inside": inside, "average": ema_momentum, "dampened": dampened}


def scale(kind: str, beta: float) -> float:
    """What one gradient counts in the long run: 1 in a sum, 1 − β in a mean (and under a dampening of β)."""
    return 1 - beta if kind in ("average", "dampened") else 1.0


def terms(kind: str, lr: np.ndarray, beta: float) -> tuple[np.ndarray, np.ndarray]:
    """Push and carried share of each update, for rates (T,) and one β; before the first step nothing is carried."""
    push, carry = lr * scale(kind, beta), np.full(len(lr), beta)
    if kind == "dampened":
        push[0] = lr[0]
    if kind != "inside":
        carry[1:] = beta * lr[1:] / lr[:-1]
    carry[0] = 0.0
    return push, carry


def told(kind: str, push: np.ndarray, carry: np.ndarray, beta: float) -> tuple[np.ndarray, np.ndarray]:
    """The rates and memories (T,) at which ``kind`` makes these very steps: the inverse of ``terms``.

    >>> rates = np.array([0.1, 0.1, 0.01])
    >>> told("inside", *terms("outside", rates, 0.9), 0.9)[1].tolist()
    [0.0, 0.9, 0.09]
    """
    if kind == "inside":
        return push, carry
    lr, memory = push / scale(kind, beta), np.zeros(len(push))
    if kind == "dampened":
        lr[0] = push[0]
    for k in range(1, len(push)):
        if kind == "average":  # its push depends on the memory that is looked for
            lr[k] = push[k] + carry[k] * lr[k - 1]
        memory[k] = carry[k] * lr[k - 1] / lr[k]
    memory[0] = beta if kind == "average" else 0.0
    return lr, memory
