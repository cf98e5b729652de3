"""Starts that belong to recurrent networks: torch's default, and forget biases for memories of many lengths.

The others are initialisers: ``net.init(glorot_uniform, rng, recurrent=orthogonal)``.
"""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np

from gdlib.nets.recurrent import Recurrent


def torch_start(net: Recurrent, rng: np.random.Generator) -> np.ndarray:
    """Every weight and bias ~ U(±1/√h), as torch.nn.RNN, LSTM, GRU and the Linear behind them start; θ is (p,).

    torch keeps two biases for a unit, b_ih and b_hh, and only their sum matters; b is drawn as that sum.  A forget
    bias is therefore 0 on average, and filling both with 1 makes it 2.

    >>> from gdlib.nets import LSTM
    >>> net = LSTM((2, 25, 1))
    >>> theta = torch_start(net, np.random.default_rng(0))
    >>> bool(abs(net.layout.views(theta)["W"]).max() <= 0.2), bool(abs(net.layout.views(theta)["b"]).max() > 0.2)
    (True, True)
    """
    limit = net.widths[1] ** -0.5
    theta = rng.uniform(-limit, limit, net.layout.size)
    P = net.layout.views(theta)
    alone = 1 if "br" in P else 0  # h̃ of torch's GRU has its two biases in two places
    b = P["b"][: len(P["b"]) - alone] if P["b"].ndim > 1 else P["b"]
    b += rng.uniform(-limit, limit, b.shape)
    return theta


def chrono(T: Any, hidden: int, rng: np.random.Generator) -> np.ndarray:
    """B ~ ln U(1, T − 1) for each hidden unit, (hidden,): memories of 1 to T steps.  Tallec & Ollivier 2018.

    For an LSTM ``net.init(…, forget=b, admit=-b)``, for a GRU ``net.init(…, keep=b)``.

    >>> chrono(2, 3, np.random.default_rng(0)).tolist()
    [0.0, 0.0, 0.0]

    Raises
    ------
    ValueError
        If T is not 2 or more: ln(T − 1) would not be finite.
    """
    if not isinstance(T, Real) or not 2 <= T < np.inf:
        raise ValueError(f"chrono takes the longest lag T, 2 steps or more; got {T!r}")
    return np.log(rng.uniform(1, T - 1, hidden))
