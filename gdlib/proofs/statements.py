"""Check one statement: substitute, try to refute, then try to prove; matrices go entry by entry."""

from __future__ import annotations

from typing import Any

import sympy as sp

from .bounds import Bounds
from .cursor import LatexError
from .equations import Link, find, links
from .refutation import ProofError, refute
from .strategies import identity, order
from .verdict import DECLARED, Verdict


def check(left, relation: str, right, *, where=(), given=None, need=True, points=20, seed=0) -> Verdict:
    """``left relation right``, or ProofError; with ``need`` also if no proof is found."""
    left, right = _exact(left), _exact(right)
    if isinstance(left, sp.MatrixBase) or isinstance(right, sp.MatrixBase):
        return _entries(left, relation, right, where=where, given=given, need=need, points=points, seed=seed)
    where = [where] if isinstance(where, sp.Basic) else where
    left, right, *where = (_substituted(_exact(e), given) for e in (left, right, *where))
    where = [relation for relation in where if relation != sp.true]
    refute(left, relation, right, where, points, seed)
    how = _prove(left.doit(), relation, right.doit(), Bounds(where))
    if need and how is None:
        raise ProofError(
            f"no proof was found, though it holds at {points} random points: "
            "give a step between, or let the page say so with need=False"
        )
    return Verdict(how, points)


def _exact(e):
    """SymPy's own type, and 0.1 as one tenth: a float is the decimal that it is written as."""
    e = sp.sympify(e)
    return e.xreplace({number: sp.Rational(str(number)) for number in e.atoms(sp.Float)})


def _substituted(e, given):
    """Replace until nothing changes, so that given={kappa: L/mu, L: …} needs no order."""
    for _ in given or ():
        e = e.subs(given)
    return e


def _prove(left, relation: str, right, bounds: Bounds) -> str | None:
    if relation == "=":
        return identity(left, right, bounds)
    gap = left - right if relation in (r"\ge", ">") else right - left
    return order(gap, bounds, strict=relation in "<>")


def _entries(left, relation: str, right, **options) -> Verdict:
    shapes = [getattr(side, "shape", "a number") for side in (left, right)]
    if shapes[0] != shapes[1]:
        raise ProofError(f"wrong: the left side is {shapes[0]}, the right side {shapes[1]}")
    parts = []
    for i in range(left.rows):
        for j in range(left.cols):
            try:
                parts.append(check(left[i, j], relation, right[i, j], **options))
            except ProofError as error:
                raise ProofError(f"entry ({i + 1}, {j + 1}): {error}") from None
    return Verdict.of(parts)


def check_label(label: str, names, folder, options) -> Verdict:
    """Every relation of the labelled equation; an error names the relation."""
    return check_links(label, read(label, names, folder)[0], options)


def read(label: str, names, folder) -> tuple[list[Link], dict[str, Any]]:
    """The relations of the labelled equation and what it defines."""
    try:
        return links(find(label, folder), names)
    except LatexError as error:
        raise LatexError(f"({label}) {error}") from None


def check_links(label: str, found: list[Link], options) -> Verdict:
    """Every relation read from the equation ``label``."""
    if not found:
        raise ProofError(f"({label}) only defines a name: there is nothing to prove")
    parts = []
    for link in found:
        try:
            verdict = check(link.left, link.relation, link.right, **options)
            parts.append(Verdict(DECLARED, verdict.points) if link.declared else verdict)
        except ProofError as error:
            raise ProofError(f"({label}) {link.text}: {error}") from None
    return Verdict.of(parts, label)
