r"""What the reader of LaTeX knows beside names and numbers: brackets, fractions, roots, functions, sums, matrices.

Each builder is called with the cursor on its command and returns what SymPy makes of it.
"""

from __future__ import annotations

import sympy as sp

from .cursor import BRACKETS, MATRICES
from .expressions import Expressions

FUNCTIONS = {
    rf"\{name}": getattr(sp, name) for name in ("exp", "log", "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh")
}


def bracketed(read: Expressions):
    """( … ), [ … ], { … } as they are; | … | is the absolute value, ‖ … ‖ the Euclidean norm."""
    opening = read.take()
    value = read.inside(BRACKETS.get(opening, opening))
    if opening in BRACKETS and opening != r"\lvert":
        return value
    if isinstance(value, sp.MatrixBase):
        if opening != r"\|" or value.cols != 1:
            raise read.error("bars around a matrix: only ‖ … ‖ of a column is understood")
        return sp.sqrt(sum(entry**2 for entry in value))
    return sp.Abs(value)


def fraction(read: Expressions):
    r"""``\frac{a}{b}``; ``\frac12`` is one half."""
    read.take()
    if read.token.isdigit():
        read.tokens[read.at : read.at + 1] = read.token  # its digits one by one
    top = read.argument()
    return top / read.argument()


def binomial(read: Expressions):
    r"""``\binom{n}{k}``."""
    read.take()
    return sp.binomial(read.argument(), read.argument())


def root(read: Expressions):
    r"""``\sqrt{x}`` and ``\sqrt[n]{x}``."""
    read.take()
    degree = read.arguments()[0] if read.token == "[" else 2
    return sp.root(read.argument(), degree)


def function(read: Expressions):
    r"""``\exp(x)``, ``\log\kappa``, ``\tanh^2 z``; ``\log 2 x`` could be two things and is refused."""
    call = FUNCTIONS[read.take()]
    exponent = read.argument() if read.skip_one("^") else 1
    if exponent == -1:
        raise read.error("an exponent −1 on a function can mean its inverse: write 1/… or name the inverse")
    if read.token in BRACKETS:
        value = call(*read.arguments())
    else:
        value = call(read.power())
        if not read.stops() and read.token not in FUNCTIONS:
            raise read.error("where the function's argument ends is a guess: use brackets")
    return value**exponent


def extreme(read: Expressions):
    r"""``\max\{a, b\}`` or ``\max(a, b)``; over an index it is refused."""
    call = {r"\max": sp.Max, r"\min": sp.Min}[read.take()]
    return call(*read.arguments())


def series(read: Expressions):
    r"""``\sum_{k=0}^{n} …`` and ``\prod``: the body is the product that follows, up to the next + or −."""
    call = {r"\sum": sp.Sum, r"\prod": sp.Product}[read.take()]
    outer = read.names
    if not (read.skip_one("_") and read.skip_one("{")):
        raise read.error("a sum needs its bounds: _{k=0}^{n}")
    letter = read.take()
    read.take("=")
    bounds = [read.inside("}")]
    if not read.skip_one("^"):
        raise read.error("a sum needs its upper bound")
    bounds.append(read.argument())
    index = outer.get((letter,), sp.Symbol(letter, integer=True))
    if not isinstance(index, sp.Symbol):
        raise read.error(f"{letter} already stands for {index}: sum over another letter")
    read.names, read.indices = outer | {(letter,): index}, read.indices | {letter: index}
    value = call(read.product(), (index, *bounds))
    read.names, read.indices = outer, {k: v for k, v in read.indices.items() if k != letter}
    return value


def matrix(read: Expressions):
    r"""``\begin{pmatrix} a & b \\ c & d \end{pmatrix}``."""
    close = MATRICES[read.take()]
    rows = [[read.sum()]]
    while read.token != close:
        if read.skip_one("&"):
            rows[-1].append(read.sum())
        else:
            read.take(r"\\")
            rows.append([read.sum()])
    read.take()
    return sp.Matrix(rows)


BUILDERS = {
    r"\frac": fraction,
    r"\sqrt": root,
    r"\binom": binomial,
    r"\sum": series,
    r"\prod": series,
    r"\max": extreme,
    r"\min": extreme,
    **dict.fromkeys(FUNCTIONS, function),
    **dict.fromkeys(MATRICES, matrix),
}
