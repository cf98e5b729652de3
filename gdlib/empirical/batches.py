"""Mini-batches: an endless stream of the objective restricted to a few examples at a time.

The data are permuted once an epoch and then only sliced, so that a batch is a view and costs about a microsecond.
"""

from __future__ import annotations

import copy
from numbers import Real
from typing import Any

import numpy as np

from gdlib.empirical.rows import FiniteSum


class Batches:
    """Endless ``f.on(rows)`` with ``size`` rows each, in epochs that are shuffled anew.

    An epoch shows each example once, so its last batch is short where ``size`` does not divide n.  Each batch is the
    mean over its own rows and therefore an unbiased view of f; whoever averages over an epoch weights by size, and
    then Σ len(b) ∇b(w) = n ∇f(w) holds exactly.  The plain average of batch means is not ∇f(w).

    With ``replace=True`` every row is drawn independently, every batch is full, and an epoch is only a count.

    >>> from gdlib.empirical import LeastSquares
    >>> f = LeastSquares(np.eye(5), np.arange(5))
    >>> batches = Batches(f, 2, np.random.default_rng(0))
    >>> [len(next(batches)) for _ in range(6)], batches.seen, batches.per_epoch
    ([2, 2, 1, 2, 2, 1], 10, 3)

    Raises
    ------
    ValueError
        If the size is not between 1 and len(f) (with replacement it may be larger).
    TypeError
        If f is not a finite sum or rng is not a ``numpy.random.Generator``.
    """

    def __init__(self, f: FiniteSum, size: int, rng: np.random.Generator, replace: bool = False):
        if not isinstance(f, FiniteSum):
            raise TypeError(f"Batches needs a finite sum such as LeastSquares(X, y), with len and on; got {f!r}")
        if not isinstance(rng, np.random.Generator):
            raise TypeError(f"Batches needs a random generator, np.random.default_rng(seed); got {rng!r}")
        if isinstance(size, bool) or not isinstance(size, Real) or size % 1 or size < 1:
            raise ValueError(f"a batch holds a whole number of examples, 1 or more; got size {size!r}")
        if size > len(f) and not replace:
            raise ValueError(f"a batch of {size} is more than the {len(f)} examples; take fewer, or replace=True")
        self.f, self.size, self.rng, self.replace = f, int(size), rng, bool(replace)
        self.per_epoch = -(-len(f) // self.size)
        self.seen = 0
        self._order = np.empty(0, dtype=int)
        self._at = 0

    def __repr__(self) -> str:
        return f"Batches({self.f!r}, {self.size}{', replace=True' if self.replace else ''})"

    def __iter__(self) -> Batches:
        return self

    def __next__(self) -> Any:
        if self._at >= len(self._order):
            self._order = self._shuffled()
            self._epoch = self.f.on(self._order)
            self._at = 0
        end = min(self._at + self.size, len(self._order))
        batch = self._epoch.on(slice(self._at, end))
        self.seen += end - self._at
        self._at = end
        return batch

    def _shuffled(self) -> np.ndarray:
        n = len(self.f)
        return self.rng.integers(n, size=self.per_epoch * self.size) if self.replace else self.rng.permutation(n)

    @property
    def epochs(self) -> float:
        """Epochs seen so far, counted in examples: ``seen / n``."""
        return self.seen / len(self.f)

    def state(self) -> dict[str, Any]:
        """Where the stream stands: a plain dict (order is an int array) that ``restore`` takes back."""
        generator = copy.deepcopy(self.rng.bit_generator.state)
        return {
            "generator": generator,
            "order": self._order.copy(),
            "at": self._at,
            "seen": self.seen,
            "size": self.size,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved ``state`` with the very batches that would have come next.

        Raises
        ------
        ValueError
            If the state was saved by batches of other data or of another kind of generator.
        """
        order = np.asarray(state["order"], dtype=int)
        if state["size"] != self.size:
            raise ValueError(f"this state was saved by batches of {state['size']}; it does not fit {self!r}")
        if order.size and len(order) != (self.per_epoch * self.size if self.replace else len(self.f)):
            raise ValueError(f"this state was saved with {len(order)} examples an epoch; it does not fit {self!r}")
        self.rng.bit_generator.state = state["generator"]
        self._order, self._at, self.seen = order, int(state["at"]), int(state["seen"])
        self._epoch = self.f.on(order)
