"""Show source as it is: the code on the page is the code that runs, and a chapter's listing cannot fall behind it.

``listing(momentum)`` at the end of a cell shows gdlib's own lines, highlighted on the site and in Jupyter.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Listing:
    """Python source that a notebook shows highlighted."""

    source: str

    def __repr__(self) -> str:
        return self.source

    def _repr_markdown_(self) -> str:
        fence = "`" * max([3, *(len(ticks) + 1 for ticks in re.findall(r"`{3,}", self.source))])
        return f"{fence}python\n{self.source}\n{fence}"


def listing(*objects: Any, docstring: bool = True) -> Listing:
    """The source of functions, classes, modules or rules; ``docstring=False`` leaves the docstrings out.

    A rule shows the equation that it was declared by, decorator included; another object shows its class.

    >>> from gdlib import gd
    >>> listing(gd, docstring=False)
    @rule
    def gd(w, grad, *, lr):
        w = w - lr * grad(w)
        return w

    Raises
    ------
    TypeError
        For what has no Python source, such as a function written in C.
    """
    if not objects:
        raise TypeError("listing needs something to show, e.g. listing(momentum)")
    sources = [_source(thing) for thing in objects]
    return Listing("\n\n\n".join(sources if docstring else map(_without_docstrings, sources)))


def _source(thing: Any) -> str:
    if not (inspect.isroutine(thing) or inspect.isclass(thing) or inspect.ismodule(thing)):
        thing = getattr(thing, "step", type(thing))  # a configured rule keeps its equation in step
    try:
        return textwrap.dedent(inspect.getsource(inspect.unwrap(thing))).strip("\n")
    except (OSError, TypeError):
        name = getattr(thing, "__name__", repr(thing))
        raise TypeError(f"{name} has no Python source to list; give a function or class written in Python") from None


def _without_docstrings(source: str) -> str:
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            first = node.body[0]
            if len(node.body) > 1:  # else the docstring is the body
                lines[first.lineno - 1 : first.end_lineno] = [None] * (first.end_lineno - first.lineno + 1)
    return "\n".join(line for line in lines if line is not None).strip("\n")
