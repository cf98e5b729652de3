"""A place in a list of tokens, and the errors raised there: each says what is wrong, and what to write instead."""

from __future__ import annotations

from .tokens import tokens

RELATIONS = {"=", r"\le", r"\ge", "<", ">"}
BRACKETS = {"(": ")", "[": "]", r"\{": r"\}", r"\lvert": r"\rvert"}
BARS = {"|", r"\|"}
MATRICES = {rf"\begin{{{name}}}": rf"\end{{{name}}}" for name in ("pmatrix", "bmatrix")}
TIMES = {r"\cdot", r"\times"}
END = "the end"
STOPS = {"+", "-", "}", ",", ";", ".", "&", r"\\", r"\quad", END} | RELATIONS
STOPS |= {*BRACKETS.values(), *MATRICES.values()}


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
        """Return this token and move on."""
        if expected not in (None, self.token):
            raise self.error(f"expected {expected}, found {self.token}")
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, *these: str) -> bool:
        """Move past any of ``these``; says whether there was one."""
        begin = self.at
        while self.token in these:
            self.at += 1
        return self.at > begin

    def error(self, why: str) -> LatexError:
        """What is wrong here, to be raised."""
        before, after = self.tokens[max(0, self.at - 6) : self.at], self.tokens[self.at : self.at + 5]
        return LatexError(f"{why}; it stands where the mark ▸ is: {' '.join(before)} ▸ {' '.join(after)}")


def unknown(token: str) -> str:
    r"""Why a token cannot be read, and what to do about it.

    >>> unknown(r"\hat")
    '\\hat is not understood: declare it in names, or all that it belongs to, e.g. names[r"\\hat x"]'
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
    if token.isalpha():
        return f"{token} is not understood: declare it in names, with its index if it has one"
    if token.startswith("\\"):
        return f'{token} is not understood: declare it in names, or all that it belongs to, e.g. names[r"{token} x"]'
    return f"{token} is not understood"
