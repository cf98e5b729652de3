"""Ways to prove: that an expression is identically 0, or never negative, under assumptions and bounds.

Each is sound on its own, so the first that succeeds is named in the verdict; none that succeeds is no proof.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

import sympy as sp

from .bounds import Bounds
from .signs import sign


def identity(left, right, bounds: Bounds) -> str | None:
    """How ``left = right`` is proved, or None."""
    if left == right:
        return "evaluation"
    gap = _settle(left - right, bounds)
    for variant in dict.fromkeys((gap, bounds.free(gap))):
        for how, simplify in IDENTITIES.items():
            if all(_vanishes(simplify, case) for case in _cases(variant)):
                return how
    return None


def _vanishes(simplify, expression) -> bool:
    try:
        return simplify(expression) == 0
    except (sp.PolynomialError, NotImplementedError):
        return False


def order(gap, bounds: Bounds, strict: bool = False) -> str | None:
    """How ``gap ≥ 0`` (or > 0 if ``strict``) is proved, or None."""
    return "signs" if _never_negative(_settle(gap, bounds), bounds, strict) else None


def _never_negative(e, bounds: Bounds, strict: bool = False) -> bool:
    signs = [sign(bounds.free(case)) for case in _cases(e)]
    return all(sign.nonnegative and (sign.never_zero or not strict) for sign in signs)


def _expand_exponents(e):
    return sp.cancel(sp.together(sp.expand_power_exp(sp.expand_power_base(e))))


def _rational_roots(e):
    """Every positive symbol under a root becomes a power of a new one, and the rest is algebra of fractions."""
    for symbol in sorted(e.free_symbols, key=str):
        roots = [p for p in e.atoms(sp.Pow) if p.exp.is_Rational and p.has(symbol)]
        degrees = [p.exp.q for p in roots if p.exp.q > 1]
        if degrees and symbol.is_positive:
            e = e.subs(symbol, sp.Dummy(symbol.name, positive=True) ** math.lcm(*degrees))
    return sp.cancel(sp.together(sp.powdenest(sp.expand_power_base(e))))


IDENTITIES = {
    "expand": sp.expand,
    "cancel": lambda e: sp.cancel(sp.together(e)),
    "powers": _expand_exponents,
    "roots": _rational_roots,
    "radicals": lambda e: sp.simplify(sp.radsimp(sp.sqrtdenest(sp.expand(e)))),
    "simplify": sp.simplify,
    "exponentials": lambda e: sp.simplify(e.rewrite(sp.exp)),
}


def _settle(e, bounds: Bounds):
    """|x|, max and min without their bars wherever the bounds decide them."""
    for bars in sorted(e.atoms(sp.Abs), key=sp.count_ops):
        inner = sign(bounds.free(bars.args[0]))
        if inner.nonnegative or inner.nonpositive:
            e = e.xreplace({bars: bars.args[0] if inner.nonnegative else -bars.args[0]})
    for extreme in sorted(e.atoms(sp.Max, sp.Min), key=sp.count_ops):
        side = 1 if isinstance(extreme, sp.Max) else -1
        for best in extreme.args:
            if all(_never_negative(side * (best - other), bounds) for other in extreme.args):
                e = e.xreplace({extreme: best})
                break
    return e


def _cases(e) -> Iterable:
    """Expressions among whose values are all of ``e``'s: each |x| is x or −x, each max one of its arguments."""
    e = sp.piecewise_fold(e) if e.has(sp.Piecewise) else e
    if isinstance(e, sp.Piecewise):
        return [case for value, condition in e.args for case in _cases(_under(value, condition))]
    choices = {a: (a.args[0], -a.args[0]) for a in e.atoms(sp.Abs)} | {m: m.args for m in e.atoms(sp.Max, sp.Min)}
    if len(choices) > 5:
        return [e]
    return [e.xreplace(dict(zip(choices, chosen, strict=True))) for chosen in itertools.product(*choices.values())]


def _under(value, condition):
    """The value with a condition ``symbol = number`` put in; any other condition is not used."""
    if isinstance(condition, sp.Eq) and condition.lhs.is_Symbol:
        return value.subs(condition.lhs, condition.rhs).doit()
    return value
