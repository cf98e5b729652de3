"""Laws for drawn cases: what SymPy prints is read back as it was, and no sign or bound is claimed in error."""

import random

import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gdlib.proofs.bounds import Bounds
from gdlib.proofs.equations import links
from gdlib.proofs.signs import sign

mu, L = sp.symbols("mu L", positive=True)
x, y = sp.symbols("x y", real=True)
NAMES = {r"\mu": mu, "L": L, "x": x, "y": y, "e": sp.E}
ATOMS = st.sampled_from([mu, L, x, y, *map(sp.Integer, (-3, -1, 0, 1, 2, 12)), sp.Rational(1, 2), sp.Rational(-7, 12)])


def grown(inner):
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(sum),
        pairs.map(lambda two: two[0] * two[1]),
        pairs.map(lambda two: two[0] / (two[1] ** 2 + 1)),
        inner.map(lambda e: e**2),
        inner.map(lambda e: sp.sqrt(e**2 + mu)),
        inner.map(lambda e: sp.exp(-e)),
    )


expressions = st.recursive(ATOMS, grown, max_leaves=6)
terms = st.tuples(st.integers(-3, 3), *(st.integers(0, 2) for _ in range(4)))
polynomials = st.lists(terms, min_size=1, max_size=4).map(
    lambda drawn: sum(c * mu**i * L**j * x**k * y**m for c, i, j, k, m in drawn)
)


@settings(max_examples=100, deadline=None)
@given(expressions)
def test_what_sympy_prints_is_read_back_as_it_was(expression):
    read = links(sp.latex(expression, mul_symbol="dot") + " = q", NAMES | {"q": sp.Symbol("q")})[0][0].left
    point = {mu: sp.Rational(3, 7), L: sp.Rational(9, 4), x: sp.Rational(-5, 3), y: sp.Rational(2, 11)}
    assert abs(sp.N(read.xreplace(point) - expression.xreplace(point), 20)) < 1e-15  # 20 digits of numbers near 1


@settings(max_examples=80, deadline=None)
@given(polynomials, st.integers(0, 10**6))
def test_a_claimed_sign_is_never_contradicted(polynomial, seed):
    claim, rng = sign(sp.sympify(polynomial)), random.Random(seed)
    assume(claim.nonnegative or claim.nonpositive)
    for _ in range(30):
        point = {
            s: sp.Rational(rng.randint(1, 40), 8) * (1 if s in (mu, L) else rng.choice((-1, 0, 1)))
            for s in (mu, L, x, y)
        }
        value = sp.sympify(polynomial).xreplace(point)
        assert value >= 0 or not claim.nonnegative
        assert value <= 0 or not claim.nonpositive
        assert value != 0 or not claim.never_zero


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=4, max_size=4))
def test_the_new_symbols_never_leave_the_bounds(drawn):
    lam = sp.Symbol("lambda", positive=True)
    free = Bounds([lam >= mu, lam <= L, mu < L]).free(sp.Matrix([mu, lam, L]))
    low, middle, high = free.xreplace(dict(zip(sorted(free.free_symbols, key=str), drawn, strict=False)))
    assert low <= middle <= high


def test_the_new_symbols_reach_both_bounds():
    (middle,) = Bounds([x >= -1, x <= 2]).free(sp.Matrix([x]))
    p, q = middle.free_symbols
    assert {middle.subs({p: 1, q: 0}), middle.subs({p: 0, q: 1})} == {-1, 2}
