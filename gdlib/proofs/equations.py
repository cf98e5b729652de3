r"""A labelled equation of a chapter: found in its Markdown as ``$$ … $$ (label)``, split into the relations it states.

Rows are split at ``\\`` and ``\quad``; a row that begins with a relation goes on from the row before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sympy as sp

from .cursor import END, RELATIONS, LatexError
from .expressions import Expressions
from .tokens import tokens

ENVIRONMENTS = ("aligned", "gathered", "split")


@dataclass(frozen=True)
class Link:
    """One relation of a chain: both sides as read, and the text of it on the page."""

    left: Any
    relation: str
    right: Any
    text: str
    declared: bool = False  # a lone name that was given this very value


def find(label: str, folder: str | Path = ".") -> str:
    """The LaTeX of the display equation with this label in ``folder``'s notebooks, or in twins not yet run."""
    folder = Path(folder)
    for kind in ("*.ipynb", "*.md"):
        found = [latex for path in sorted(folder.glob(kind)) for latex in _labelled(label, path)]
        if len(found) > 1:
            raise LatexError(f"{len(found)} equations are labelled ({label}): rename all but one")
        if found:
            return found[0]
    raise LatexError(f"no equation is labelled ({label}) in the chapters here: write $$ … $$ ({label})")


def _labelled(label: str, path: Path) -> list[str]:
    text = path.read_text(encoding="utf8")
    if f"({label})" not in text:  # spares parsing megabytes of figures
        return []
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    shown = re.sub(r"<!--.*?-->|^(```|~~~).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(rf"\$\$((?:(?!\$\$).)+)\$\$[ \t]*\({re.escape(label)}\)", shown, re.DOTALL)


def links(latex: str, names: Mapping[str, Any]) -> tuple[list[Link], dict[str, Any]]:
    r"""The relations that ``latex`` states, and the values of the names given as ``...``: those it defines itself.

    >>> import sympy as sp
    >>> [link.text for link in links(r"2x = x + x \le 3x", {"x": sp.Symbol("x", positive=True)})[0]]
    ['2 x = x + x', 'x + x \\le 3 x']
    """
    chains = Chains(latex, names)
    try:
        found = chains.read()
    except (TypeError, sp.ShapeError) as error:
        raise chains.error(f"a matrix or a function does not fit ({error})") from None
    defined = {key: chains.names[tuple(tokens(key))] for key, value in names.items() if value is ...}
    for key, value in defined.items():
        if value is ...:
            raise LatexError(f"{key} was to be defined by the equation (names has ...), but is not")
    return found, defined


class Chains(Expressions):
    """Rows of chains: side relation side relation side …"""

    def read(self) -> list[Link]:
        self._open_environment()
        found: list[Link] = []
        last = None
        while self.token != END:
            last = self._chain(found, last)
            self.skip(",", ";", ".")
            if not self.skip(r"\\", r"\quad", "&") and self.token != END:
                raise self.error(f"{self.token} has no place here")
        return found

    def _open_environment(self) -> None:
        for name in ENVIRONMENTS:
            if self.token == rf"\begin{{{name}}}":
                if self.tokens[-1] != rf"\end{{{name}}}":
                    raise self.error(f"{name} must begin and end the equation")
                self.tokens = self.tokens[1:-1]

    def _chain(self, found: list[Link], last):
        self.skip("&")
        if last is None or self.token not in RELATIONS:
            undefined = self._undefined()
            last = self._side()
            if not self._relation_follows() and self._undefined() == undefined:
                raise self.error(r"a row needs a relation (=, <, \le …), or there is nothing to prove")
        while self.token in RELATIONS:
            relation = self.take()
            side = self._side()
            if side[1] == last[1]:
                raise self.error("both sides are the same text: that proves nothing")
            declared = last[0] == side[0] and any(tuple(text.split()) in self.names for text in (last[1], side[1]))
            found.append(Link(last[0], relation, side[0], f"{last[1]} {relation} {side[1]}", declared))
            last = side
        return last

    def _relation_follows(self) -> bool:
        """Whether a relation comes next, if need be at the start of the next row; then go there."""
        here = self.at
        self.skip(r"\\", r"\quad", "&")
        if self.token not in RELATIONS:
            self.at = here
        return self.token in RELATIONS

    def _undefined(self) -> int:
        return sum(value is ... for value in self.names.values())

    def _side(self):
        """A side, and its text; a name that stands for ``...`` takes the value of the side after it."""
        self.skip("&")
        begin, key = self.at, self.match()
        if key and self.names[key] is ...:
            self.at += len(key)
            self.skip("&")
            self.take("=")
            self.names[key], text = self._side()
            return self.names[key], text
        value = self.sum()
        text = " ".join(token for token in self.tokens[begin : self.at] if token != "&")
        self.skip("&")
        return value, text
