r"""A strict reader of LaTeX expressions: what it cannot read, or what could be read in two ways, is an error.

It knows the chapter's own names, so ``\beta(1-x)`` is a product where ``\beta`` is a number and a call where it is a function.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import sympy as sp

from .tokens import group_end, tokens

RELATIONS = {"=", r"\le", r"\ge", "<", ">"}
BRACKETS = {"(": ")", "[": "]", r"\{": r"\}", r"\lvert": r"\rvert"}
MATRICES = {rf"\begin{{{name}}}": rf"\end{{{name}}}" for name in ("pmatrix", "bmatrix")}
TIMES = {r"\cdot", r"\times"}
END = "the end"
STOPS = {"+", "-", "}", ",", ";", ".", "&", r"\\", r"\quad", END} | RELATIONS | {*BRACKETS.values()} | {*MATRICES.values()}


class LatexError(ValueError):
    """The LaTeX cannot be read, or only by guessing."""


class Cursor:
    """A place in a list of tokens."""

    def __init__(self, latex: str):
        self.tokens, self.at = tokens(latex), 0

    @property
    def token(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else END

    def take(self, expected: str | None = None) -> str:
        """This token; the cursor moves on."""
        if expected not in (None, self.token):
            self.refuse(f"expected {expected}, found {self.token}")
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, *these: str) -> bool:
        """Move past any of ``these``; says whether there was one."""
        begin = self.at
        while self.token in these:
            self.at += 1
        return self.at > begin

    def refuse(self, why: str) -> NoReturn:
        before, after = self.tokens[max(0, self.at - 6) : self.at], self.tokens[self.at : self.at + 5]
        raise LatexError(f"{why}; it stands where the mark ▸ is: {' '.join(before)} ▸ {' '.join(after)}")


class Expressions(Cursor):
    """A sum of products of powers, by recursive descent; ``names`` are all the symbols there are."""

    def __init__(self, latex: str, names: Mapping[str, Any]):
        super().__init__(latex)
        self.names = {(r"\pi",): sp.pi, (r"\infty",): sp.oo}
        self.names |= {tuple(tokens(key)): _value(value) for key, value in names.items()}
        self.bars = 0  # absolute values still open: inside one, | can only close it
        self.indices: dict[str, sp.Symbol] = {}  # the letters that a sum around us runs over

    def sum(self):
        total = -self.product() if self.skip_one("-") else self.product()
        while self.token in ("+", "-"):
            total = total + self.product() if self.take() == "+" else total - self.product()
        return total

    def skip_one(self, token: str) -> bool:
        return self.token == token and bool(self.take())

    def product(self):
        literal = self.token[0].isdigit()
        value = self.power()
        while not self.stops():
            if self.token == "/":
                value = self._quotient(value)
            elif self.token in TIMES:
                self.take()
                value = value * self.power()
            else:
                value = value * self._beside(literal)
            literal = False
        return value

    def stops(self) -> bool:
        return self.token in STOPS or (self.token == "|" and self.bars > 0)

    def _beside(self, literal: bool):
        if self.token[0].isdigit():
            self.refuse(r"a number after a factor: write \cdot before it")
        factor = self.power()
        if literal and getattr(factor, "is_Number", False):
            self.refuse(r"two numbers side by side: write \cdot between them")
        return factor

    def _quotient(self, value):
        self.take("/")
        value = value / self.power()
        if not self.stops() and self.token not in TIMES:
            self.refuse(r"a/b c can be read in two ways: use \frac or brackets")
        return value

    def power(self):
        base = self.primary()
        if self.token == "_":
            end = group_end(self.tokens, self.at + 1)
            self.refuse(f"the index {''.join(self.tokens[self.at : end])} is not part of any declared name: add it to names")
        if not self.skip_one("^"):
            return base
        if self.skip_one(r"\top"):
            return base.T
        group = self.tokens[self.at : group_end(self.tokens, self.at)]
        if group[:2] == ["{", "("] and group[-2:] == [")", "}"] and group.count("(") == 1:
            self.refuse("an exponent in brackets looks like an index: declare the whole symbol in names")
        value = base ** self.argument()
        if self.token in ("^", "'"):
            self.refuse("a second exponent")
        return value

    def argument(self):
        """What a script or a command acts on: one symbol, one digit, or a group in braces."""
        if self.skip_one("{"):
            return self.inside("}")
        if (self.token,) in self.names:
            return self.named((self.token,))
        if len(self.token) == 1 and self.token.isdigit():
            return sp.Integer(self.take())
        self.refuse(f"put {self.token} in braces" if self.token[0].isdigit() else unknown(self.token))

    def inside(self, close: str):
        """The sum up to a closing bracket."""
        bars, self.bars = self.bars, int(close == "|")
        value = self.sum()
        self.bars = bars
        self.take(close)
        return value

    def primary(self):
        from .builders import BUILDERS, bracketed

        key = self.match()
        if key:
            return self.named(key)
        if self.token[0].isdigit():
            return sp.Rational(self.take())
        if self.token in BRACKETS or self.token == "|":
            return bracketed(self)
        if self.token not in BUILDERS:
            self.refuse(unknown(self.token))
        return BUILDERS[self.token](self)

    def match(self) -> tuple[str, ...] | None:
        """The longest declared name that begins here."""
        found = [key for key in self.names if key == tuple(self.tokens[self.at : self.at + len(key)])]
        return max(found, key=len, default=None)

    def named(self, key: tuple[str, ...]):
        """The value of a name, with its index or arguments where it has them."""
        value = self.names[key]
        if value is ...:
            self.refuse(f"{''.join(key)} is used before the equation defines it")
        self._depends(key, value)
        self.at += len(key)
        while is_function(value) or (isinstance(value, sp.IndexedBase) and self.token == "_"):
            if self.skip_one("_"):
                index = self._index()
                value = value[index] if isinstance(value, sp.IndexedBase) else value(index)
            elif self.token in ("(", "["):
                value = value(*self.arguments())
            else:
                self.refuse(f"{''.join(key)} is a function: its argument must stand in brackets")
        return value

    def _depends(self, key: tuple[str, ...], value) -> None:
        """A name such as x_i under a sum over i must depend on i, or Σ x_i would be read as n x."""
        script = key[key.index("_") :] if "_" in key else ()
        for letter, index in self.indices.items():
            if letter in script and index not in getattr(value, "free_symbols", {index}):
                self.refuse(f"{''.join(key)} does not depend on {letter}: declare {key[0]} as a sympy.IndexedBase instead")

    def _index(self):
        index = self.argument()
        if any(len(product.free_symbols) > 1 for product in index.atoms(sp.Mul)):
            self.refuse(f"the index {index} reads as a product: write a comma, or declare the whole symbol in names")
        return index

    def arguments(self) -> list[Any]:
        """Everything between two brackets, split at its commas."""
        close = BRACKETS.get(self.token) or self.refuse("the argument must stand in brackets")
        self.take()
        bars, self.bars = self.bars, 0
        values = [self.sum()]
        while self.skip_one(","):
            values.append(self.sum())
        self.bars = bars
        self.take(close)
        return values


def is_function(value) -> bool:
    return isinstance(value, sp.Lambda) or (callable(value) and not isinstance(value, sp.Basic | sp.MatrixBase))


def _value(value):
    return value if value is ... or is_function(value) else sp.sympify(value)


def unknown(token: str) -> str:
    r"""Why a token cannot be read, and what to do about it.

    >>> unknown(r"\hat")
    '\\hat is not understood: declare it with what it stands on, e.g. names[r"\\hat x"]'
    """
    known = {
        END: "the equation ends too early",
        "{": "braces do not show on the page: write brackets",
        r"\text": "words are not checked: move them out of the equation",
        r"\pm": r"\pm is two equations: write both",
        r"\approx": r"\approx cannot be proved: write = or a bound",
    }
    if token in known:
        return known[token]
    if token in STOPS | TIMES | {"^", "_", "/"}:
        return f"a term is missing before {token}"
    if token.isalpha() or token.startswith("\\"):
        return f'{token} is not understood: declare it in names, alone or with what it stands on, e.g. names[r"{token} x"]'
    return f"{token} is not understood"
