"""Where training starts: each initialiser draws a weight matrix, ``spread(fan_in, fan_out, rng) -> (fan_in, fan_out)``.

A row of W belongs to one input and a column to one unit, as in Z = H W.  Any function of these three arguments will do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Initialiser = Callable[[int, int, np.random.Generator], np.ndarray]


def constant(value: float) -> Initialiser:
    """W_ij = value: every unit of a layer computes the same, and goes on doing so for ever."""
    return _named(f"constant({value:g})", lambda n, m, rng: np.full((n, m), float(value)))


def normal(std: float) -> Initialiser:
    """W_ij ~ N(0, std²), whatever the width: 0.01 was usual before 2010, and 1 for biases is Nielsen's choice."""
    if not std >= 0:
        raise ValueError(f"normal takes a standard deviation of 0 or more; got {std!r}")
    return _named(f"normal({std:g})", lambda n, m, rng: rng.normal(0, std, (n, m)))


def scaled(gain: float, spread: Initialiser) -> Initialiser:
    """W = gain · (what ``spread`` draws), for a gain of one's own, such as 5/3 for tanh."""
    return _named(f"scaled({gain:g}, {spread.__name__})", lambda n, m, rng: gain * spread(n, m, rng))


def lecun(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """W_ij ~ N(0, 1/n_in): a sum of n_in inputs keeps their variance.  LeCun, Bottou, Orr & Müller 1998, eq. 16."""
    return rng.normal(0, (1 / fan_in) ** 0.5, (fan_in, fan_out))


def glorot_normal(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """W_ij ~ N(0, 2/(n_in + n_out)), between forward and backward.  Glorot & Bengio 2010, eq. 12 (Xavier)."""
    return rng.normal(0, (2 / (fan_in + fan_out)) ** 0.5, (fan_in, fan_out))


def glorot_uniform(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """W_ij ~ U(±√6/√(n_in + n_out)), the same variance.  Glorot & Bengio 2010, eq. 16, "normalized initialization"."""
    return _uniform((6 / (fan_in + fan_out)) ** 0.5, fan_in, fan_out, rng)


def he(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """W_ij ~ N(0, 2/n_in): ReLU lets half of the square through.  He, Zhang, Ren & Sun 2015, eq. 10."""
    return rng.normal(0, (2 / fan_in) ** 0.5, (fan_in, fan_out))


def he_backward(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """W_ij ~ N(0, 2/n_out): the same for the errors on their way back.  He, Zhang, Ren & Sun 2015, eq. 14."""
    return rng.normal(0, (2 / fan_out) ** 0.5, (fan_in, fan_out))


def he_leaky(a: float) -> Initialiser:
    """W_ij ~ N(0, 2/((1 + a²) n_in)), for ``leaky(a)``.  He, Zhang, Ren & Sun 2015, eq. 15."""
    return _named(f"he_leaky({a:g})", lambda n, m, rng: rng.normal(0, (2 / ((1 + a * a) * n)) ** 0.5, (n, m)))


def torch_default(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """W_ij ~ U(±1/√n_in), of variance 1/(3 n_in): Glorot & Bengio 2010, eq. 1, and what torch.nn.Linear does.

    torch draws its biases so too: ``net.init(torch_default, rng, bias=torch_default)``.
    """
    return _uniform(fan_in**-0.5, fan_in, fan_out, rng)


def orthogonal(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """WᵀW = I (or WWᵀ = I, where n_out > n_in), uniformly among all such W.  Saxe, McClelland & Ganguli 2014.

    Q of a Gaussian matrix is uniform only once R has a positive diagonal: Mezzadri 2007.
    """
    Q, R = np.linalg.qr(rng.normal(size=(max(fan_in, fan_out), min(fan_in, fan_out))))
    Q = Q * np.sign(np.diag(R))
    return Q if fan_in >= fan_out else Q.T


def eye(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """W = I, ones on the diagonal: what a linear recurrent network starts with to keep its state."""
    return np.eye(fan_in, fan_out)


def lsuv(net: Any, X: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """W_l ← W_l / std(H_{l−1} W_l), layer after layer, from orthogonal W.  Mishkin & Matas 2016, algorithm 1.

    Gives the start θ (p,) of the network for the data X (n, d).  Their loop, with its tolerance, is for layers whose
    variance cannot be scaled exactly; here the biases are 0, and one division leaves a variance of 1.

    Raises
    ------
    ValueError
        If a layer gives the same number for all of the data, so that there is no variance to set to 1.
    """
    theta = net.init(orthogonal, rng)
    weights = [view for name, view in net.layout.views(theta).items() if name.startswith("W")]
    for l, W in enumerate(weights, start=1):
        _, tape = net.forward(theta, X)
        std = (tape.H[l - 1] @ W).std()
        if not std > 0:
            raise ValueError(f"lsuv needs data that differ in layer {l}; there every example gives the same number")
        W /= std
    return theta


def drawn(spread: Initialiser, n: int, m: int, rng: np.random.Generator) -> np.ndarray:
    """What an initialiser draws, if it is a matrix: a number would make all units of a layer alike."""
    W = spread(n, m, rng)
    if np.shape(W) != (n, m):
        name = getattr(spread, "__name__", spread)
        raise ValueError(f"an initialiser draws a matrix of shape {(n, m)} here; {name} gave shape {np.shape(W)}")
    return W


def _uniform(limit: float, fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(-limit, limit, (fan_in, fan_out))


def _named(name: str, draw: Initialiser) -> Initialiser:
    """The same function under the name that one would type, for legends and tables."""
    draw.__name__ = draw.__qualname__ = name
    return draw
