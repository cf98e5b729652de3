"""The reader of LaTeX: what it understands, and that it refuses whatever it would have to guess."""

import pytest
import sympy as sp

from gdlib.proofs.cursor import LatexError
from gdlib.proofs.equations import links

x, y, eta, beta, L = sp.symbols("x y eta beta L", positive=True)
i, k, n = sp.symbols("i k n", integer=True, positive=True)
a, x0, best, norm, expected = sp.IndexedBase("a"), *sp.symbols("x0 best norm expected", real=True)
NAMES = {
    "x": x,
    "y": y,
    "L": L,
    "n": n,
    "k": k,
    r"\eta": eta,
    r"\beta": beta,
    "a": a,
    "x_0": x0,
    r"w^{\star}_{1}": best,
    r"\lVert g \rVert": norm,
    r"\mathbb{E}\,x^2": expected,
    r"\nabla f": lambda w: 2 * w,
    "z": lambda k: x**k,
    "S": sp.Matrix([[1, x], [0, 1]]),
}


def read(latex):
    return links(latex + " = 0", NAMES)[0][0].left


@pytest.mark.parametrize(
    ("latex", "meaning"),
    [
        (r"\beta(1-x)", beta * (1 - x)),
        (r"2\eta(1-\beta)", 2 * eta * (1 - beta)),
        (r"-x^2", -(x**2)),
        (r"\frac12 x + \frac{1}{12}", x / 2 + sp.Rational(1, 12)),
        (r"\tfrac{x}{y}", x / y),
        (r"0.01\,x", x / 100),
        (r"x y / L", x * y / L),
        (r"2/(L+x)", 2 / (L + x)),
        (r"\sqrt{x} \sqrt[3]{y}", sp.sqrt(x) * sp.cbrt(y)),
        (r"|x - y|^2 |x|", (x - y) ** 2 * x),
        (r"\left|\, |x| - |y| \right|", sp.Abs(x - y)),
        (r"\bigl[ (x+1) \bigr]^{2k}", (x + 1) ** (2 * k)),
        (r"\exp(-x) \log y \log L", sp.exp(-x) * sp.log(y) * sp.log(L)),
        (r"\tanh^2(x)", sp.tanh(x) ** 2),
        (r"\max\{x, y\}", sp.Max(x, y)),
        (r"\binom{n}{2}", sp.binomial(n, 2)),
        (r"\pi x", sp.pi * x),
        (r"x_0^2 + x^2_0", 2 * x0**2),
        (r"w_1^*", best),
        (r"w^\ast_{1}", best),
        (r"\|g\|^2", norm**2),
        (r"\mathbb{E}\, x^{2} - (x)^2", expected - x**2),
        (r"\nabla f(x - \eta)", 2 * (x - eta)),
        (r"z_{k+1}", x ** (k + 1)),
        (r"a_{k+1} a_0", a[k + 1] * a[0]),
        (r"S^\top S^{-1}", sp.Matrix([[1, -x], [x, 1 - x**2]])),
        (r"\left\| \begin{bmatrix} x \\ y \end{bmatrix} \right\|^2", x**2 + y**2),
    ],
)
def test_it_reads_what_a_person_reads(latex, meaning):
    assert sp.simplify(read(latex) - meaning) == 0 * meaning


def test_a_sum_reaches_to_the_next_plus():
    assert read(r"\sum_{i=1}^{3} a_i a_{i+1} + 1").doit() == a[1] * a[2] + a[2] * a[3] + a[3] * a[4] + 1
    assert read(r"\prod_{k=0}^{n-1} (x - k) y").has(sp.Product)


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        ("q", "q is not understood"),
        (r"\gamma x", r"\\gamma is not understood"),
        (r"\hat x", r"\\hat is not understood"),
        (r"\mathbb{E}\,y^2", r"\\mathbb is not understood"),
        (r"\operatorname{tr} S", r"\\operatorname is not understood"),
        (r"x \text{ or } y", "words are not checked"),
        (r"x \approx y", r"\\approx cannot be proved"),
        (r"x \pm y", "write both"),
        ("x_1", "the index _1 is not part of any declared name"),
        ("x_{k+1}", r"the index _\{k\+1\} is not part"),
        (r"x_0^\star", r"\* is not understood"),
        ("x^2^3", "a second exponent"),
        ("x'", "' is not understood"),
        ("x^12", "put 12 in braces"),
        ("x^{(k)}", "looks like an index"),
        ("{x + y} L", "braces do not show"),
        ("x 2", "a number after a factor"),
        ("2 3", "a number after a factor"),
        (r"2\tfrac12", "two numbers side by side"),
        ("x / y L", "two ways"),
        (r"\log 2 x", "guess"),
        (r"\tanh^{-1}(x)", "inverse"),
        (r"\max_i a_i", "brackets"),
        (r"\nabla f x", "must stand in brackets"),
        (r"a_{kn}", "reads as a product"),
        (r"\sum_i a_i", "bounds"),
        (r"\sum_{i=1} a_i", "upper bound"),
        (r"\sum_{x_0=1}^{n} a_k", "expected ="),
        ("(x + y", "expected \\), found"),
        ("(x + y]", "expected \\), found \\]"),
        ("x + y)", "a row needs a relation"),
        (r"\left| x", r"expected \\rvert, found ="),
        (r"\frac{x}", "a term is missing before ="),
        (r"\sqrt{x", "expected }, found ="),
        ("x + ", "a term is missing"),
        ("x - - y", "a term is missing before -"),
        ("x * y", r"\* is not understood"),
        ("x % y", "% is not understood"),
        (r"\begin{cases} x \end{cases}", "not understood"),
        (r"1 + S", "does not fit"),
        (r"|S|", "bars around a matrix"),
        ("", "a term is missing"),
    ],
)
def test_it_refuses_to_guess(latex, why):
    with pytest.raises(LatexError, match=why):
        read(latex)


def test_an_index_that_a_name_does_not_depend_on_is_not_a_constant():
    with pytest.raises(LatexError, match=r"\\lambda_i does not depend on i.*IndexedBase"):
        links(r"\sum_{i=1}^{n} \lambda_i = 1", {"n": n, r"\lambda_i": sp.Symbol("lambda_i")})


def test_a_row_needs_a_relation_and_an_environment_its_end():
    with pytest.raises(LatexError, match="a row needs a relation"):
        links("x + y", NAMES)
    with pytest.raises(LatexError, match="begin and end"):
        links(r"\begin{aligned} x = y", NAMES)
    with pytest.raises(LatexError, match="before the equation defines it"):
        links(r"x = 2 r, \quad r = 1", NAMES | {"r": ...})


def test_the_error_shows_where():
    with pytest.raises(LatexError, match=r"where the mark ▸ is: x \+ ▸ q y"):
        read("x + q y")
