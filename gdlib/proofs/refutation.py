"""Try to refute before you prove: both sides at random rational points, to 50 digits; a counterexample is the message.

Points respect the symbols' assumptions and the relations in ``where``; a symbol without assumptions is a real number.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import sympy as sp
from sympy.core.function import AppliedUndef

DIGITS = 50
AGREE = sp.Float("1e-40", DIGITS)  # relative: ten digits are left to the rounding of the sides
ZERO = sp.Float("1e-90", DIGITS)  # what is left of an exact 0 once evalf has doubled its precision
SIGNS = {"positive", "negative", "nonnegative", "nonpositive", "zero", "even", "odd", "real", "irrational"}
TRIES = 2000  # random points drawn before where is held to be impossible
RELATIONS = {"=": "=", r"\le": "≤", r"\ge": "≥", "<": "<", ">": ">"}


class ProofError(AssertionError):
    """A statement is wrong, or no proof of it was found."""


def refute(left, relation: str, right, where=(), points: int = 20, seed: int = 0) -> None:
    """Raise ProofError with a counterexample if ``left relation right`` is wrong at one of ``points`` random points."""
    symbols, rng = sorted(_free(left, right, *where), key=str), random.Random(seed)
    for point in _points(symbols, where, points, rng):
        a, b, shown = _values(left, right, point, rng)
        if not holds(a, relation, b):
            at = ", ".join(f"{symbol} = {value}" for symbol, value in shown.items())
            gap = sp.N(a - b, 6) if (a - b).is_finite else "undefined"
            raise ProofError(
                f"wrong: the left side is {sp.N(a, 10)}, the right side {sp.N(b, 10)} (left − right = {gap})"
                f", but {RELATIONS[relation]} is claimed" + (f"; at {at}" if at else "")
            )


def holds(a, relation: str, b) -> bool:
    """Whether two numbers of 50 digits stand in the relation; an undefined number stands in none."""
    if not (a.is_finite and b.is_finite):
        return False
    gap = (a - b).evalf(DIGITS)
    same = abs(gap) <= AGREE * max(abs(a), abs(b)) or abs(gap) <= ZERO
    if relation == "=" or same:
        return bool(same) and relation in ("=", r"\le", r"\ge")
    return bool(gap.is_real and (gap < 0) == (relation in ("<", r"\le")))


def _free(*expressions) -> set[sp.Symbol]:
    free = set().union(*(e.free_symbols for e in expressions))
    bases = {b.label for e in expressions for b in e.atoms(sp.IndexedBase)}
    return {s for s in free if isinstance(s, sp.Symbol)} - bases


def _points(symbols, where, points: int, rng: random.Random) -> Iterator[dict]:
    found = 0
    for _ in range(TRIES):
        point = {symbol: _draw(symbol, rng) for symbol in symbols}
        if all(_true(relation.xreplace(point)) for relation in where):
            yield point
            found += 1
        if found == points:
            return
    raise ProofError(
        f"only {found} of {TRIES} random points satisfy where={list(where)}: "
        "an equation belongs in given, and a sign in the symbols' assumptions"
    )


def _true(relation) -> bool:
    return (relation if relation in (sp.true, sp.false) else sp.simplify(relation)) == sp.true


def _draw(symbol, rng: random.Random):
    """A random number that the symbol's assumptions allow: an integer up to 8 or a fraction, half of them below 1."""
    assumptions = {name: truth for name, truth in symbol.assumptions0.items() if name in SIGNS}
    for _ in range(1000):
        if symbol.is_integer:
            value = sp.Integer(rng.randint(-8, 8))
        else:
            value = sp.Rational(rng.randint(1, 999), 1000 if rng.random() < 0.5 else 100) * rng.choice((1, -1))
        if all(getattr(value, f"is_{name}") in (truth, None) for name, truth in assumptions.items()):
            return value
    raise ProofError(f"no rational number satisfies the assumptions of {symbol}")


def _values(left, right, point: dict, rng: random.Random):
    """Both sides at a point, and the point with what it gives to indexed symbols and unknown functions."""
    sides = [side.xreplace(point).doit() for side in (left, right)]
    point = dict(point)
    for _ in range(4):  # the argument of an unknown function may hold another
        unknown = set().union(*(side.atoms(sp.Indexed, AppliedUndef) for side in sides))
        inner = [u for u in unknown if not any(a.atoms(sp.Indexed, AppliedUndef) for a in u.args)]
        drawn = {u: _draw(u, rng) for u in sorted(inner, key=str)}
        point |= drawn
        sides = [side.xreplace(drawn).doit() for side in sides]
    return *(_number(side, point) for side in sides), point


def _number(side, point: dict):
    value = side.evalf(DIGITS, maxn=2 * DIGITS)
    if not value.is_number:
        raise ProofError(f"no number comes out at {point}: {value}")
    return value
