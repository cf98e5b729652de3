"""The equation on the page is the statement that is proved: right ones pass, each planted misprint is refuted."""

import pytest
import sympy as sp

from gdlib.proofs import named, prove, prove_induction
from gdlib.proofs.cursor import LatexError
from gdlib.proofs.refutation import ProofError

eta, lam, mu, L, sigma = sp.symbols("eta lambda mu L sigma", positive=True)
w, x0, b = sp.symbols("w_k x_0 b", real=True)
k = sp.Symbol("k", integer=True, nonnegative=True)
n = sp.Symbol("n", integer=True, positive=True)
i = sp.Symbol("i", integer=True)
NAMES = named(eta, lam, mu, L, sigma, x0, k, n, b) | {
    r"\kappa": L / mu,
    r"\eta^\star": 2 / (mu + L),
    r"\rho": ...,
    "f": lambda w: lam * w**2 / 2,
    "w_k": w,
    "w_{k+1}": w - eta * lam * w,
    r"\mathbb{E}\,x_t^2": eta * sigma**2 / (lam * (2 - eta * lam)),
}

RATE = r"\rho = 1 - \eta^\star\mu = \frac{\kappa - 1}{\kappa + 1}"
DESCENT = r"""
\begin{aligned}
f(w_{k+1}) &= \tfrac12\,\lambda\,(1-\eta\lambda)^2\, w_k^2 \\
           &= (1-\eta\lambda)^2 f(w_k)
\end{aligned}
"""
FLOOR = r"\mathbb{E}\,x_t^2 = (1-\eta\lambda)^2\,\mathbb{E}\,x_t^2 + \eta^2\sigma^2"
ZIGZAG = r"\left(\frac{b-1}{b+1}\right)^2 = 1 - \frac{4b}{(1+b)^2}"


def names(latex):
    """All names, without the ρ that only one equation defines."""
    return {key: value for key, value in NAMES.items() if value is not ... or r"\rho" in latex}


@pytest.mark.parametrize("latex", [RATE, DESCENT, FLOOR, ZIGZAG])
def test_a_right_equation_is_proved(page, latex):
    page(latex)
    verdict = prove("eq-it", names(latex), where=[sp.Ne(b, -1)])
    assert verdict.proved
    assert repr(verdict).startswith("(eq-it) proved (")


@pytest.mark.parametrize(
    ("latex", "right", "misprint"),
    [
        (RATE, r"1 - \eta", r"1 + \eta"),  # a sign
        (RATE, r"{\kappa + 1}", r"{\kappa + 2}"),
        (RATE, r"\mu", r" L"),  # the wrong end of the spectrum
        (DESCENT, r"(1-\eta\lambda)^2\,", r"(1-\eta\lambda)\,"),  # a lost square
        (DESCENT, r"\tfrac12\,", ""),  # a lost factor ½
        (DESCENT, "f(w_k)", "f(w_{k+1})"),  # an index
        (DESCENT, r"(1-\eta\lambda)^2 f", r"1-\eta\lambda^2 f"),  # lost brackets
        (FLOOR, r"\eta^2\sigma^2", r"\eta\sigma^2"),
        (FLOOR, r"\eta^2\sigma^2", r"\eta^2\sigma"),
        (ZIGZAG, "4b", "2b"),
        (ZIGZAG, "^2 =", "="),
    ],
)
def test_a_misprint_is_refuted_with_a_counterexample(page, latex, right, misprint):
    assert right in latex
    page(latex.replace(right, misprint, 1))
    with pytest.raises(ProofError, match=r"\(eq-it\) .*wrong: the left side is .*; at .* = "):
        prove("eq-it", names(latex), where=[sp.Ne(b, -1)])


def test_inequalities_of_a_chain_are_proved_and_refuted(page):
    page(r"0 \le f(w_{k+1}) \le f(w_k), \qquad |1 - \eta\lambda| < 1")
    assert repr(prove("eq-it", names(""), where=[eta < 2 / lam])) == "(eq-it) proved (signs)"
    with pytest.raises(ProofError, match="≤ is claimed"):
        prove("eq-it", names(""), where=[eta < 3 / lam])


def test_what_is_equal_is_not_less(page):
    page("f(w_k) < f(w_k) + 0 k")
    with pytest.raises(ProofError, match="< is claimed"):
        prove("eq-it", names(""))


def test_a_row_that_begins_with_a_relation_goes_on_from_the_row_before(page):
    page(r"\begin{aligned} (k+1)^2 &= k^2 + 2k + 1 \\ &= k(k+2) + 2 \end{aligned}")
    with pytest.raises(ProofError, match=r"k \^ 2 \+ 2 k \+ 1 = k \( k \+ 2 \) \+ 2: wrong"):
        prove("eq-it", names(""))


def test_a_relation_may_begin_the_row_after_its_left_side(page):
    page(r"\begin{aligned} & (k+1)^2 - k^2 \\[4pt] &\quad = 2k + 1, \\ & k \ge 0 \end{aligned}")
    assert repr(prove("eq-it", names(""))) == "(eq-it) proved (expand, signs)"


def test_a_sum_over_indexed_symbols_is_understood(page):
    x = {"x": sp.IndexedBase("x", real=True), r"\bar x": sp.Sum(sp.IndexedBase("x", real=True)[i], (i, 1, n)) / n}
    page(r"\sum_{i=1}^{n} (x_i - 1)^2 = \sum_{i=1}^{n} x_i^2 - 2 n\,\bar{x} + n")
    assert prove("eq-it", names("") | x).proved
    page(r"\sum_{i=1}^{n} (x_i - 1)^2 = \sum_{i=1}^{n} x_i^2 - n\,\bar{x} + n")
    with pytest.raises(ProofError, match=r"x\[1\] = "):
        prove("eq-it", names("") | x)


def test_matrices_are_compared_entry_by_entry(page):
    page(r"\begin{pmatrix} 1 & -\eta \\ 0 & 1 \end{pmatrix}^2 = \begin{pmatrix} 1 & -\eta \\ 0 & 1 \end{pmatrix}")
    with pytest.raises(ProofError, match=r"entry \(1, 2\): wrong"):
        prove("eq-it", names(""))


def test_a_closed_form_is_proved_by_induction(page):
    page(r"x_k = (1 - \eta\lambda)^k x_0")
    verdict = prove_induction("eq-it", lambda x: x - eta * lam * x, k, x0, names=names("") | {"x_k": ...})
    assert repr(verdict) == "(eq-it) proved (induction)"


@pytest.mark.parametrize(
    "misprint", [r"(1 + \eta\lambda)^k x_0", r"(1 - \eta\lambda)^{k+1} x_0", r"(1 - \eta\lambda)^k"]
)
def test_a_wrong_closed_form_is_refuted(page, misprint):
    page(f"x_k = {misprint}")
    with pytest.raises(ProofError, match=r"\(eq-it\) the (first value|step from k to k \+ 1).*wrong"):
        prove_induction("eq-it", lambda x: x - eta * lam * x, k, x0, names=names("") | {"x_k": ...})


def test_two_closed_forms_make_a_column(page):
    b = sp.Symbol("b", positive=True)
    A = sp.diag(1, b)

    def exact_line_search(w):
        g = A * w
        return w - (g.dot(g) / g.dot(A * g)) * g

    page(r"x_k = b \left(\frac{b-1}{b+1}\right)^k, \qquad y_k = \left(\frac{1-b}{1+b}\right)^k")
    given = {"b": b, "k": k, "x_k": ..., "y_k": ...}
    assert prove_induction("eq-it", exact_line_search, k, sp.Matrix([b, 1]), names=given, where=[b < 1]).proved


def test_a_missing_label_says_what_to_write(page):
    page("k = k + 0")
    with pytest.raises(LatexError, match=r"no equation is labelled \(eq-other\).*write \$\$"):
        prove("eq-other", NAMES)


def test_a_label_used_twice_is_an_error(page):
    page("k = k + 0")
    page("k = k + 0", chapter="03-other")
    with pytest.raises(LatexError, match=r"2 equations are labelled \(eq-it\)"):
        prove("eq-it", NAMES)


@pytest.mark.parametrize("cell", ["<!-- $$ {} $$ ({}) -->", "```latex\n$$ {} $$ ({})\n```"])
def test_an_equation_that_does_not_show_is_not_found(page, cell):
    page("k = k + 0", cell=cell)
    with pytest.raises(LatexError, match="no equation"):
        prove("eq-it", NAMES)


def test_another_folder_can_be_named(page, tmp_path, monkeypatch):
    folder = page("(k + 1)^2 = k^2 + 2k + 1")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert prove("eq-it", {"k": k}, folder=folder).proved


def test_the_same_text_on_both_sides_proves_nothing(page):
    page(r"\frac{1}{2} k = \tfrac12 k")
    with pytest.raises(LatexError, match="same text"):
        prove("eq-it", NAMES)


def test_a_name_given_the_very_value_is_said_to_be_only_declared(page):
    page(r"\rho = \frac{\kappa - 1}{\kappa + 1}")
    assert repr(prove("eq-it", NAMES | {r"\rho": (L / mu - 1) / (L / mu + 1)})) == "(eq-it) proved (as declared)"
    page(r"\rho = \frac{\kappa - 1}{\kappa + 1} = 1 - \frac{2}{\kappa + 1}")
    assert repr(prove("eq-it", NAMES | {r"\rho": (L / mu - 1) / (L / mu + 1)})) == "(eq-it) proved (cancel)"


def test_an_equation_that_only_defines_proves_nothing(page):
    page(r"\rho = \frac{\kappa - 1}{\kappa + 1}")
    with pytest.raises(ProofError, match="only defines"):
        prove("eq-it", NAMES)
    with pytest.raises(LatexError, match="was to be defined"):
        prove("eq-it", NAMES | {"unused": ...})


def test_the_verdict_shows_its_label_and_never_an_expression(page):
    page("(k + 1)^2 = k^2 + 2k + 1")
    assert prove("eq-it", {"k": k})._repr_markdown_() == "✓ `(eq-it)` proved (expand)"
