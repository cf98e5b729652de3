"""The sign of an expression for all values of its symbols: factor it and look at each factor.

A factor has a sign if SymPy's assumptions give one, if all its coefficients do, or if it has no root on the way.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True)
class Sign:
    """What is known for certain about a sign."""

    nonnegative: bool = False
    nonpositive: bool = False
    never_zero: bool = False

    def __neg__(self) -> Sign:
        return Sign(self.nonpositive, self.nonnegative, self.never_zero)

    def __mul__(self, other: Sign) -> Sign:
        up = (self.nonnegative and other.nonnegative) or (self.nonpositive and other.nonpositive)
        down = (self.nonnegative and other.nonpositive) or (self.nonpositive and other.nonnegative)
        return Sign(up, down, self.never_zero and other.never_zero)


POSITIVE, NONNEGATIVE, UNKNOWN = Sign(True, False, True), Sign(True, False, False), Sign()


def sign(e) -> Sign:
    """The sign of ``e``.

    >>> from sympy.abc import x, y
    >>> sign(x**2 - 2*x*y + y**2)
    Sign(nonnegative=True, nonpositive=False, never_zero=False)
    """
    known = assumed(e)
    if known != UNKNOWN:
        return known
    total = POSITIVE
    for factor in sp.Mul.make_args(sp.factor(sp.together(e))):
        total = total * _factor(factor)
    return total


def assumed(e) -> Sign:
    """What SymPy derives from the assumptions on the symbols."""
    return Sign(bool(e.is_nonnegative), bool(e.is_nonpositive), bool(e.is_nonzero))


def _factor(factor) -> Sign:
    base, exponent = factor.as_base_exp()
    if exponent.is_integer:
        inner = _base(base)
        if exponent.is_even:
            return POSITIVE if inner.never_zero or exponent.is_negative else NONNEGATIVE
        if exponent.is_odd:
            return Sign(inner.nonnegative, inner.nonpositive, inner.never_zero or bool(exponent.is_negative))
    inner = _base(base)
    return POSITIVE if inner.nonnegative and inner.never_zero else NONNEGATIVE if inner.nonnegative else assumed(factor)


def _base(e) -> Sign:
    known = assumed(e)
    if known != UNKNOWN or not e.free_symbols:
        return known
    return _coefficients(e) if e.is_Add else UNKNOWN


def _coefficients(e) -> Sign:
    """The sign that all the terms of a sum share; for one symbol, the sign if there is no root."""
    terms = [assumed(term) if assumed(term) != UNKNOWN else _term(term) for term in sp.Add.make_args(sp.expand(e))]
    for this in (lambda s: s, lambda s: -s):
        if all(this(term).nonnegative for term in terms):
            found = Sign(True, False, any(term.never_zero for term in terms))
            return this(found)
    tries = (attempt(e) for attempt in (_rootless, _square_completed, _squares_compared))
    return next((found for found in tries if found != UNKNOWN), UNKNOWN)


def _term(term) -> Sign:
    total = POSITIVE
    for factor in sp.Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        total = total * (NONNEGATIVE if exponent.is_even and not base.is_nonzero else assumed(factor))
    return total


def _rootless(e) -> Sign:
    """A polynomial in one symbol without a root where the symbol lives keeps the sign that it has at 1."""
    x, *others = e.free_symbols
    polynomial = sp.Poly(e, x) if not others and e.is_polynomial(x) else None
    if polynomial is None or not all(coefficient.is_Rational for coefficient in polynomial.coeffs()):
        return UNKNOWN
    if polynomial.count_roots(0 if x.is_nonnegative else None, None):
        return UNKNOWN
    return POSITIVE if polynomial.eval(1) > 0 else -POSITIVE


def _square_completed(e) -> Sign:
    """The sign of a, for a x² + b x + c with 4 a c ≥ b²."""
    for x in sorted(e.free_symbols, key=str):
        if e.is_polynomial(x) and sp.degree(e, x) == 2:
            a, b, c = sp.Poly(e, x).all_coeffs()
            leading, rest = sign(a), sign(4 * a * c - b**2)
            if leading.never_zero and rest.nonnegative:
                return leading * rest
    return UNKNOWN


def _squares_compared(e) -> Sign:
    """√a − √b has the sign of a − b."""
    terms = sp.Add.make_args(e)
    if len(terms) != 2 or not any(p.exp.is_Rational and p.exp.q == 2 for p in e.atoms(sp.Pow)):
        return UNKNOWN
    more, less = sorted(terms, key=lambda term: not assumed(term).nonnegative)
    if assumed(more).nonnegative and assumed(less).nonpositive:
        return sign(more**2 - less**2)
    return UNKNOWN
