"""Long short-term memory: a cell that is added to, and three gates that decide what stays, enters and shows.

The gates come first in every array, in the order f, i, o, g; the forget gate is that of Gers, Schmidhuber & Cummins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from gdlib.nets.activations import sigma
from gdlib.nets.initialisers import Initialiser
from gdlib.nets.recurrent import Recurrent, State
from gdlib.nets.unrolled import Unrolled


@dataclass(frozen=True, repr=False)
class LSTM(Recurrent):
    """f, i, o = σ(x U + h W + b),  g = tanh(x U + h W + b),  c ← f ⊙ c + i ⊙ g,  h = o ⊙ tanh c.

    Hochreiter & Schmidhuber 1997, with the forget gate of Gers, Schmidhuber & Cummins 2000 and no peepholes.
    U (4, d, h), W (4, h, h) and b (4, h) hold the gates in the order f, i, o, g.

    >>> from gdlib.nets import orthogonal
    >>> net = LSTM((2, 3, 1))
    >>> theta = net.init(orthogonal, np.random.default_rng(0), forget=1.0)
    >>> net, net.layout.size, net.layout.views(theta)["b"][:2].tolist()
    (LSTM((2, 3, 1)), 76, [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    """

    gates: ClassVar[tuple[int, ...]] = (4,)

    def init(
        self,
        spread: Initialiser,
        rng: np.random.Generator,
        recurrent: Initialiser | None = None,
        forget: Any = 1.0,
        admit: Any = 0.0,
    ) -> np.ndarray:
        """A start θ (p,): matrices as drawn, gate by gate; biases b_f = ``forget``, b_i = ``admit``, and 0.

        A bias is a number or one for each unit, as ``chrono`` draws them.  The forget bias of 1 is that of Jozefowicz,
        Zaremba & Sutskever 2015; torch's is 0 on average.
        """
        theta = super().init(spread, rng, recurrent)
        b = self.layout.views(theta)["b"]
        b[0], b[1] = forget, admit
        return theta

    def _unroll(self, P: dict[str, np.ndarray], X: np.ndarray, A: np.ndarray) -> Unrolled:
        _, T, n, h = A.shape
        H, C, tanh_c = (np.zeros((T + k, n, h), A.dtype) for k in (1, 1, 0))
        for t in range(T):
            a = A[:, t]
            a += H[t] @ P["W"] + P["b"][:, None]
            sigma(a[:3], out=a[:3])
            np.tanh(a[3], out=a[3])
            f, i, o, g = a
            C[t + 1] = f * C[t] + i * g
            tanh_c[t] = np.tanh(C[t + 1])
            H[t + 1] = o * tanh_c[t]
        return Unrolled(X, H, A, C, tanh_c)

    def back(self, WT: np.ndarray, tape: Unrolled, t: Any, error: State, dA: np.ndarray) -> State:
        """δ of each gate from ∂L/∂h and ∂L/∂c of the state t + 1; ∂L/∂c_t = ∂L/∂c_{t+1} ⊙ f, the cell's own way."""
        (dh, dc), (f, i, o, g), c, tanh_c = error, tape.gates[:, t], tape.C[t], tape.kept[t]
        dc = dc + dh * o * (1 - tanh_c * tanh_c)
        dA[0] = dc * c * f * (1 - f)
        dA[1] = dc * g * i * (1 - i)
        dA[2] = dh * tanh_c * o * (1 - o)
        dA[3] = dc * i * (1 - g * g)
        return sum(map(np.matmul, dA, WT)), dc * f
