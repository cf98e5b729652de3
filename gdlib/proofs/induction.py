"""Proof by induction that a closed form solves a recurrence: the first value, and the step from k to k + 1."""

from __future__ import annotations

import inspect

import sympy as sp

from .refutation import ProofError
from .statements import check, check_links, read
from .verdict import Verdict


def induct(closed, step, k, base, start, options) -> Verdict:
    """closed(start) = base and closed(k + 1) = step(closed(k), k)."""
    closed = sp.sympify(closed)
    takes_k = len(inspect.signature(step).parameters) == 2
    after = step(closed, k) if takes_k else step(closed)
    claims = {
        f"the first value (k = {start})": (closed.subs(k, start), base),
        "the step from k to k + 1": (closed.subs(k, k + 1), after),
    }
    parts = []
    for claim, sides in claims.items():
        try:
            parts.append(check(sides[0], "=", sides[1], **options))
        except ProofError as error:
            raise ProofError(f"{claim}: {error}") from None
    return Verdict("induction" if all(part.proved for part in parts) else None, parts[0].points)


def induct_label(label, step, k, base, start, names, folder, options) -> Verdict:
    """The labelled equation's other relations, and induction on what it defines; several names make a column."""
    found, defined = read(label, names, folder)
    if not defined:
        raise ValueError(f"({label}) defines nothing: give the name of the closed form as ... in names")
    closed = sp.Matrix(list(defined.values())) if len(defined) > 1 else next(iter(defined.values()))
    parts = [check_links(label, found, options)] if found else []
    try:
        parts.append(induct(closed, step, k, base, start, options))
    except ProofError as error:
        raise ProofError(f"({label}) {error}") from None
    return Verdict.of(parts, label)
