"""prove and prove_ge on expressions: refute first, then prove, and say which of the two the verdict rests on."""

import subprocess
import sys

import pytest
import sympy as sp

from gdlib.proofs import prove, prove_ge, prove_induction
from gdlib.proofs.refutation import ProofError
from gdlib.proofs.signs import NONNEGATIVE, POSITIVE, UNKNOWN, sign

eta, lam, mu, L, beta = sp.symbols("eta lambda mu L beta", positive=True)
x, y, z = sp.symbols("x y z", real=True)
k, n = sp.symbols("k n", integer=True, positive=True)
i = sp.Symbol("i", integer=True)
RATE = (L - mu) / (L + mu)
ORDER = [L > mu]  # noqa: SIM300 (the bounded symbol stands on the left)
best = 2 / (L + mu)
disc = (1 + beta - eta * lam) ** 2 - 4 * beta
POLYAK = {
    eta: 4 / (sp.sqrt(L) + sp.sqrt(mu)) ** 2,
    beta: ((sp.sqrt(L) - sp.sqrt(mu)) / (sp.sqrt(L) + sp.sqrt(mu))) ** 2,
}


@pytest.mark.parametrize(
    ("left", "right", "options"),
    [
        (1 - best * mu, RATE, {}),
        (disc, eta**2 * (lam - mu) * (lam - L), {"given": POLYAK}),
        ((sp.sqrt(L / mu) - 1) / (sp.sqrt(L / mu) + 1), sp.sqrt(beta), {"given": POLYAK, "where": ORDER}),
        (sp.Max(sp.Abs(1 - best * mu), sp.Abs(1 - best * L)), RATE, {"where": ORDER}),
        (sp.sqrt(x**2), sp.Abs(x), {}),
        (0.1 * x + 0.2 * x, sp.Rational(3, 10) * x, {}),  # a float is the decimal that it is written as
        (sp.Sum(beta**i, (i, 0, n - 1)), (1 - beta**n) / (1 - beta), {"where": [beta < 1]}),
        (sp.tanh(x + y), (sp.tanh(x) + sp.tanh(y)) / (1 + sp.tanh(x) * sp.tanh(y)), {}),
        (sp.Matrix([[x, 1]]) * sp.Matrix([1, y]), sp.Matrix([[x + y]]), {}),
        (sp.Function("f")(x) * (x + 1), sp.Function("f")(x) * x + sp.Function("f")(x), {}),
    ],
)
def test_an_identity_is_proved(left, right, options):
    assert prove(left, right, **options).proved


@pytest.mark.parametrize(
    ("left", "right", "options"),
    [
        (1 - best * mu, (L - mu) / (L + 2 * mu), {}),
        (disc, eta**2 * (lam - mu) * (lam - L), {"given": POLYAK | {beta: sp.sqrt(POLYAK[beta])}, "where": ORDER}),
        (sp.sqrt(x**2), x, {}),
        (beta**n * sp.Rational(1, 10**9), 2 * beta**n * sp.Rational(1, 10**9), {}),  # small is not equal
        (x, x + sp.Rational(1, 10**30), {}),
        (sp.log(x), sp.log(x) + 1, {}),
        (x / (sp.floor(y) - sp.floor(y + 1) + 1), 1, {}),  # undefined everywhere
        (sp.Matrix([x, y]), sp.Matrix([[x, y]]), {}),
    ],
)
def test_a_wrong_identity_is_refuted(left, right, options):
    with pytest.raises(ProofError, match="wrong: the left side is"):
        prove(left, right, **options)


def test_the_counterexample_respects_assumptions_and_where():
    even = sp.Symbol("m", even=True, negative=True)
    with pytest.raises(ProofError, match=r"m = -[2468]") as error:
        prove(even * mu, 0, where=[mu > 3])
    assert "mu = " in str(error.value)
    assert float(sp.Rational(str(error.value).split("mu = ")[1])) > 3


def test_where_that_nothing_satisfies_is_an_error():
    with pytest.raises(ProofError, match="only 0 of 2000 random points"):
        prove(mu, L, where=[mu < -1])


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ((mu + L) ** 2, 4 * mu * L, []),
        (RATE, sp.Abs(1 - best * lam), [*ORDER, lam >= mu, lam <= L]),  # no eigenvalue is worse than the extreme two
        (sp.Max(sp.Abs(1 - eta * mu), sp.Abs(1 - eta * L)), RATE, [*ORDER, eta <= best]),
        (sp.Max(sp.Abs(1 - eta * mu), sp.Abs(1 - eta * L)), RATE, [*ORDER, eta >= best]),
        (x**2 + y**2 + z**2, x * y + y * z + z * x, []),
        (1, sp.Abs(1 - eta * lam), eta <= 2 / lam),
    ],
)
def test_an_inequality_is_proved(left, right, where):
    assert repr(prove_ge(left, right, where=where)) == "proved (signs)"


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ((mu + L) ** 2, 5 * mu * L, []),
        (RATE, sp.Abs(1 - best * lam), [*ORDER, lam <= L]),
        (1, sp.Abs(1 - eta * lam), [eta <= 3 / lam]),
        (sp.sqrt(x), -1, []),  # not real for x < 0
    ],
)
def test_a_wrong_inequality_is_refuted(left, right, where):
    with pytest.raises(ProofError, match="≥ is claimed"):
        prove_ge(left, right, where=where)


def test_what_cannot_be_proved_is_said_to_be_only_tried():
    sides = sp.erf(mu) + sp.erfc(mu), 1
    with pytest.raises(ProofError, match="no proof was found.*need=False"):
        prove(*sides)
    verdict = prove(*sides, need=False)
    assert repr(verdict) == "not proved: holds at 20 random points to 40 digits"
    assert verdict._repr_markdown_().startswith("≈ ")


def test_induction_needs_both_the_first_value_and_the_step():
    bias = 1 - beta**k
    assert repr(prove_induction(bias, lambda v: beta * v + 1 - beta, k, 1 - beta, start=1)) == "proved (induction)"
    assert prove_induction(k**2, lambda s, k: s + 2 * k + 1, k, 0, start=0).proved
    with pytest.raises(ProofError, match=r"the first value \(k = 1\): wrong"):
        prove_induction(bias, lambda v: beta * v + 1 - beta, k, 1, start=1)
    with pytest.raises(ProofError, match=r"the step from k to k \+ 1: wrong.* at .*k = "):
        prove_induction(bias, lambda v: beta * v + beta, k, 1 - beta, start=1)


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        (x**2 - x * y + y**2, NONNEGATIVE),
        (x**2 - x * sp.sqrt(2) + 1, POSITIVE),
        (mu**3 - 3 * mu + 3, POSITIVE),  # no root for μ > 0, though one below
        (x**3 - 3 * x + 3, UNKNOWN),
        ((mu + L) / (mu * L), POSITIVE),
        (sp.sqrt(mu + L) - sp.sqrt(mu), POSITIVE),
        (mu - L, UNKNOWN),
        (mu**2 - 2 * mu * L + L**2 - sp.Rational(1, 1000), UNKNOWN),
    ],
)
def test_a_sign_is_claimed_only_where_it_is_certain(expression, known):
    assert sign(expression) == known
    assert sign(-expression) == -known


def test_importing_the_module_does_not_import_sympy():
    program = "import sys, gdlib.proofs; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
