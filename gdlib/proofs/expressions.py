r"""A strict reader of LaTeX expressions: what it cannot read, or what could be read in two ways, is an error.

It knows the chapter's own names, so ``\beta(1-x)`` is a product where ``\beta`` is a number, and a call only where
``\beta`` is a function.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from .cursor import BARS, BRACKETS, STOPS, TIMES, Cursor, unknown
from .tokens import group_end, tokens


class Expressions(Cursor):
    """A sum of products of powers, by recursive descent; ``names`` are all the symbols there are."""

    def __init__(self, latex: str, names: Mapping[str, Any]):
        super().__init__(latex)
        self.names = {(r"\pi",): sp.pi, (r"\infty",): sp.oo}
        self.names |= {tuple(tokens(key)): _value(value) for key, value in names.items()}
        self.closing: str | None = None  # inside | … | or ‖ … ‖ the same bars can only close
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
        return self.token in STOPS or self.token == self.closing

    def _beside(self, literal: bool):
        if self.token[0].isdigit():
            raise self.error(r"a number after a factor: write \cdot before it")
        factor = self.power()
        if literal and getattr(factor, "is_Number", False):
            raise self.error(r"two numbers side by side: write \cdot between them")
        return factor

    def _quotient(self, value):
        self.take("/")
        value = value / self.power()
        if not self.stops() and self.token not in TIMES:
            raise self.error(r"a/b c can be read in two ways: use \frac or brackets")
        return value

    def power(self):
        base = self.primary()
        if self.token == "_":
            index = "".join(self.tokens[self.at : group_end(self.tokens, self.at + 1)])
            raise self.error(f"the index {index} is not part of any declared name: add the whole symbol to names")
        if not self.skip_one("^"):
            return base
        if self.skip_one(r"\top"):
            return base.T
        group = self.tokens[self.at : group_end(self.tokens, self.at)]
        if group[:2] == ["{", "("] and group[-2:] == [")", "}"] and group.count("(") == 1:
            raise self.error("an exponent in brackets looks like an index: declare the whole symbol in names")
        value = base ** self.argument()
        if self.token in ("^", "'"):
            raise self.error("a second exponent")
        return value

    def argument(self):
        """What a script or a command acts on: one symbol, one digit, or a group in braces."""
        if self.skip_one("{"):
            return self.inside("}")
        if (self.token,) in self.names:
            return self.named((self.token,))
        if len(self.token) == 1 and self.token.isdigit():
            return sp.Integer(self.take())
        raise self.error(f"put {self.token} in braces" if self.token[0].isdigit() else unknown(self.token))

    def inside(self, close: str):
        """The sum up to a closing bracket."""
        outer, self.closing = self.closing, close if close in BARS else None
        value = self.sum()
        self.closing = outer
        self.take(close)
        return value

    def primary(self):
        from .builders import BUILDERS, bracketed

        key = self.match()
        if key:
            return self.named(key)
        if self.token[0].isdigit():
            return sp.Rational(self.take())
        if self.token in BRACKETS or self.token in BARS:
            return bracketed(self)
        if self.token not in BUILDERS:
            raise self.error(unknown(self.token))
        return BUILDERS[self.token](self)

    def match(self) -> tuple[str, ...] | None:
        """The longest declared name that begins here."""
        found = [key for key in self.names if key == tuple(self.tokens[self.at : self.at + len(key)])]
        return max(found, key=len, default=None)

    def named(self, key: tuple[str, ...]):
        """The value of a name, with its index or arguments where it has them."""
        value = self.names[key]
        if value is ...:
            raise self.error(f"{''.join(key)} is used before the equation defines it")
        self._depends(key, value)
        self.at += len(key)
        while is_function(value) or (isinstance(value, sp.IndexedBase) and self.token == "_"):
            if self.skip_one("_"):
                index = self._index()
                value = value[index] if isinstance(value, sp.IndexedBase) else value(index)
            elif self.token in ("(", "["):
                value = value(*self.arguments())
            else:
                raise self.error(f"{''.join(key)} is a function: its argument must stand in brackets")
        return value

    def _depends(self, key: tuple[str, ...], value) -> None:
        """A name such as x_i under a sum over i must depend on i, or Σ x_i would be read as n x."""
        script = key[key.index("_") :] if "_" in key else ()
        for letter, index in self.indices.items():
            if letter in script and index not in getattr(value, "free_symbols", {index}):
                name = "".join(key)
                raise self.error(f"{name} does not depend on {letter}: declare {key[0]} as a sympy.IndexedBase instead")

    def _index(self):
        index = self.argument()
        if any(len(product.free_symbols) > 1 for product in index.atoms(sp.Mul)):
            raise self.error(
                f"the index {index} reads as a product: write a comma, or declare the whole symbol in names"
            )
        return index

    def arguments(self) -> list[Any]:
        """Everything between two brackets, split at its commas."""
        if self.token not in BRACKETS:
            raise self.error("the argument must stand in brackets")
        close = BRACKETS[self.take()]
        outer, self.closing = self.closing, None
        values = [self.sum()]
        while self.skip_one(","):
            values.append(self.sum())
        self.closing = outer
        self.take(close)
        return values


def is_function(value) -> bool:
    """Whether a name's value needs an argument; a SymPy symbol can be called, but is a number here."""
    return isinstance(value, sp.Lambda) or (callable(value) and not isinstance(value, sp.Basic | sp.MatrixBase))


def _value(value):
    return value if value is ... or is_function(value) else sp.sympify(value)
