"""Bounds on symbols, turned into new symbols that are merely positive: L > μ is L = μ + p with p > 0.

A symbol between two bounds, a < x ≤ b, is their mean with positive weights: x = (a p + b q) / (p + q).
"""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp
from sympy.core.relational import GreaterThan, LessThan, StrictGreaterThan, StrictLessThan


class Bounds:
    """The relations of a ``where`` that bound the symbol on their left; others serve only to choose points."""

    def __init__(self, where: Iterable = ()):
        self.bound: dict[sp.Symbol, dict[str, tuple]] = {}
        for relation in where:
            if isinstance(relation.lhs, sp.Symbol) and not relation.rhs.has(relation.lhs):
                self._note(relation)
        self.as_free = {x: self._weighted(x, **sides) for x, sides in self.bound.items()}

    def _note(self, relation) -> None:
        sides = self.bound.setdefault(relation.lhs, {})
        if isinstance(relation, GreaterThan | StrictGreaterThan):
            sides.setdefault("lower", (relation.rhs, isinstance(relation, StrictGreaterThan)))
        elif isinstance(relation, LessThan | StrictLessThan):
            sides.setdefault("upper", (relation.rhs, isinstance(relation, StrictLessThan)))

    @staticmethod
    def _weighted(x, lower=None, upper=None):
        if lower is None and x.is_nonnegative:
            lower = (sp.Integer(0), bool(x.is_positive))
        if lower is None and upper is None:
            return x
        over, under = (_distance(x, side) for side in (lower, upper))
        if upper is None:
            return lower[0] + over
        if lower is None:
            return upper[0] - under
        return (lower[0] * under + upper[0] * over) / (under + over)

    def free(self, e):
        """``e`` in the new symbols."""
        for _ in self.as_free:
            e = e.subs(self.as_free)
        return e


def _distance(x, side):
    """A new symbol for how far ``x`` is from one of its bounds."""
    return sp.Dummy(str(x), **{"positive" if side and side[1] else "nonnegative": True})
