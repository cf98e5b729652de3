"""The gated recurrent unit: a state that moves a share z of the way, in the three forms in which it is published.

The forms differ in what z = 1 means, and in whether the reset gate acts before or after the recurrent matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from gdlib.nets.activations import sigma
from gdlib.nets.initialisers import Initialiser
from gdlib.nets.recurrent import Recurrent, State
from gdlib.nets.unrolled import Unrolled, rows


class Form(NamedTuple):
    """``z_keeps``: z = 1 keeps the old state; ``reset_first``: (r ⊙ h) W_h, else r ⊙ (h W_h + b_r)."""

    z_keeps: bool
    reset_first: bool


FORMS = {
    "cho": Form(z_keeps=True, reset_first=True),
    "chung": Form(z_keeps=False, reset_first=True),
    "torch": Form(z_keeps=True, reset_first=False),
}


@dataclass(frozen=True, repr=False)
class GRU(Recurrent):
    """z, r = σ(x U + h W + b),  h ← z ⊙ h + (1 − z) ⊙ h̃, in the form

    "cho": h̃ = tanh(x U_h + (r ⊙ h) W_h + b_h), with z = 1 to keep.  Cho et al. 2014;
    "chung": the same with z = 1 to replace, h ← (1 − z) ⊙ h + z ⊙ h̃.  Chung et al. 2014;
    "torch": z = 1 to keep, and h̃ = tanh(x U_h + b_h + r ⊙ (h W_h + b_r)), as cuDNN and torch compute it.

    U (3, d, h), W (3, h, h) and b (3, h) hold z, r and h̃ in this order; only "torch" has the second bias, ``br`` (h,).

    >>> GRU((2, 3, 1), "chung"), sorted(GRU((2, 3, 1), "torch").layout.shapes)
    (GRU((2, 3, 1), 'chung'), ['U', 'V', 'W', 'b', 'br', 'c'])
    """

    form: str = "cho"
    gates: ClassVar[tuple[int, ...]] = (3,)

    def __post_init__(self):
        super().__post_init__()
        if self.form not in FORMS:
            raise ValueError(f"a GRU has the form {', '.join(map(repr, FORMS))}; got {self.form!r}")

    def init(
        self,
        spread: Initialiser,
        rng: np.random.Generator,
        recurrent: Initialiser | None = None,
        keep: Any = 0.0,
    ) -> np.ndarray:
        """A start θ (p,): matrices as drawn, gate by gate, and biases 0 but for b_z, which is ±``keep`` to keep."""
        theta = super().init(spread, rng, recurrent)
        self.layout.views(theta)["b"][0] = keep if FORMS[self.form].z_keeps else -np.asarray(keep)
        return theta

    def _more(self) -> dict[str, tuple[int, ...]]:
        return {} if FORMS[self.form].reset_first else {"br": (self.widths[1],)}

    def _unroll(self, P: dict[str, np.ndarray], X: np.ndarray, A: np.ndarray) -> Unrolled:
        _, T, n, h = A.shape
        H, Q = np.zeros((T + 1, n, h), A.dtype), np.zeros((T, n, h), A.dtype)
        W, b, (z_keeps, reset_first) = P["W"], P["b"][:, None], FORMS[self.form]
        for t in range(T):
            (z, r), new = sigma(A[:2, t] + H[t] @ W[:2] + b[:2], out=A[:2, t]), A[2, t]
            Q[t] = r * H[t] if reset_first else H[t] @ W[2] + P["br"]
            np.tanh(new + (Q[t] @ W[2] if reset_first else r * Q[t]) + b[2], out=new)
            keep = z if z_keeps else 1 - z
            H[t + 1] = keep * H[t] + (1 - keep) * new
        return Unrolled(X, H, A, kept=Q)

    def back(self, WT: np.ndarray, tape: Unrolled, t: Any, error: State, dA: np.ndarray) -> State:
        """δ of each gate from ∂L/∂h_{t+1}; ∂L/∂h_t = ∂L/∂h_{t+1} ⊙ keep, and what comes through the gates."""
        (dh,), (z, r, new), h, q = error, tape.gates[:, t], tape.H[t], tape.kept[t]
        z_keeps, reset_first = FORMS[self.form]
        keep, sign = (z, 1) if z_keeps else (1 - z, -1)
        dA[0] = sign * dh * (h - new) * z * (1 - z)
        dA[2] = dh * (1 - keep) * (1 - new * new)
        dq = dA[2] @ WT[2] if reset_first else dA[2] * r
        dA[1] = (dq * h if reset_first else dA[2] * q) * r * (1 - r)
        through = dq * r if reset_first else dq @ WT[2]
        return (dh * keep + dA[0] @ WT[0] + dA[1] @ WT[1] + through,)

    def _weights(self, G: dict[str, np.ndarray], tape: Unrolled, dA: np.ndarray) -> None:
        """∂L/∂W_h = Σ (r ⊙ h)ᵀ δ_h̃, or Σ hᵀ (r ⊙ δ_h̃) where the reset comes after; the others as usual."""
        super()._weights(G, tape, dA)
        if FORMS[self.form].reset_first:
            G["W"][2] = rows(tape.kept).T @ rows(dA[2])
        else:
            dq = rows(dA[2] * tape.gates[1])
            G["W"][2] = rows(tape.H[:-1]).T @ dq
            G["br"][:] = dq.sum(axis=0)

    def _options(self) -> list[str]:
        return [repr(self.form), *super()._options()]
