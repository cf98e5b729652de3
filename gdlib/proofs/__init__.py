r"""Prove what a chapter derives: the equation printed on the page is the statement that is proved.

Every form first tries to refute the statement at random points (the counterexample is the error), then to prove it, and
says which of the two it rests on. Symbols are real numbers unless their assumptions say more.

>>> import sympy as sp
>>> eta, mu, L = sp.symbols("eta mu L", positive=True)
>>> prove(1 - 2 * mu / (mu + L), (L - mu) / (L + mu))
proved (cancel)
>>> prove_ge((mu + L) ** 2, 4 * mu * L)
proved (signs)

In a chapter that shows ``$$ \rho = 1 - \eta\mu = \frac{\kappa - 1}{\kappa + 1} $$ (eq-rate)``::

    names = named(mu, L) | {r"\rho": ..., r"\eta": 2 / (mu + L), r"\kappa": L / mu}
    prove("eq-rate", names)          # (eq-rate) proved (cancel)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .verdict import Verdict

__all__ = ["Verdict", "named", "prove", "prove_ge", "prove_induction"]


def prove(statement, other, *, folder: str | Path = ".", **options) -> Verdict:
    r"""Prove an equation: ``prove("eq-label", names)`` the one on the page, ``prove(left, right)`` two expressions.

    ``names`` says what each symbol of the LaTeX is: a SymPy symbol, expression or matrix; a Python function, for
    ``f(w)`` or ``w_{k+1}``; a ``sympy.IndexedBase``; or ``...``, and the equation itself defines it (``\rho = …``).
    A key may be any piece of LaTeX: ``r"\mathbb{E}\,x^2"``, ``r"\nabla f"``, ``r"w_0^\star"``. The label is looked up
    in the notebooks of ``folder``; every relation of the equation is proved: =, <, >, \le, \ge, in chains and in rows.

    Options: ``where``, relations beside the symbols' assumptions, the bounded symbol on the left (``[L > mu]``);
    ``given``, substitutions made first (``{kappa: L / mu}``); ``need=False`` accepts what was only tried; ``points``
    and ``seed`` of the trial. Raises ProofError with a counterexample, LatexError where the LaTeX is unclear.
    """
    from .statements import check, check_label

    if isinstance(statement, str):
        return check_label(statement, other, folder, options)
    return check(statement, "=", other, **options)


def prove_ge(left, right, **options) -> Verdict:
    """Prove ``left ≥ right`` wherever the symbols' assumptions and ``where`` hold; options as in ``prove``."""
    from .statements import check

    return check(left, r"\ge", right, **options)


def prove_induction(closed, step: Callable, k, base, *, names=None, start: int = 0, folder=".", **options) -> Verdict:
    r"""Prove that ``closed`` solves x_{k+1} = step(x_k), x_start = base; ``step`` may take k as its second argument.

    ``closed`` is an expression in ``k``, or the label of an equation ``x_k = …``, with ``"x_k": ...`` in ``names``;
    several such names make a column.

    >>> import sympy as sp
    >>> k, a, x0 = sp.Symbol("k", integer=True, nonnegative=True), *sp.symbols("a x0", real=True)
    >>> prove_induction(a**k * x0, lambda x: a * x, k, x0)
    proved (induction)
    """
    from .induction import induct, induct_label

    if isinstance(closed, str):
        return induct_label(closed, step, k, base, start, names or {}, folder, options)
    return induct(closed, step, k, base, start, options)


def named(*symbols) -> dict[str, Any]:
    r"""The symbols under the names that they have in LaTeX.

    >>> import sympy as sp
    >>> named(*sp.symbols("eta x_0"))
    {'\\eta': eta, 'x_{0}': x_0}
    """
    import sympy as sp

    return {sp.latex(symbol): symbol for symbol in symbols}
