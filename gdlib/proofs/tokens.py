r"""LaTeX as a list of tokens in one normal form, so that ``w^{*}_{1}``, ``w_1^\star`` and ``w_{1}^*`` are the same.

Only what does not show on the page is dropped (spaces, ``\left``, one-token braces); nothing that shows ever is.
"""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"\\(?:begin|end)\{[a-zA-Z]+\*?\}"  # an environment's two ends
    r"|\\\\(?:\[[\d.]+[a-z]{2}\])?"  # a new row, perhaps with extra space
    r"|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S",
    re.DOTALL,
)
SIZES = {r"\left", r"\right"} | {rf"\{big}{side}" for big in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
INVISIBLE = {r"\,", r"\;", r"\:", r"\!", "\\ ", "\\\n", "~", r"\displaystyle", r"\textstyle", r"\limits", r"\nonumber"}
ALIAS = {
    **dict.fromkeys((r"\star", r"\ast"), "*"),
    **dict.fromkeys((r"\dfrac", r"\tfrac"), r"\frac"),
    **dict.fromkeys((r"\leq", r"\leqslant"), r"\le"),
    **dict.fromkeys((r"\geq", r"\geqslant"), r"\ge"),
    **dict.fromkeys((r"\lVert", r"\rVert", r"\Vert"), r"\|"),
    r"\lbrace": r"\{",
    r"\rbrace": r"\}",
    r"\lt": "<",
    r"\gt": ">",
    r"\vert": "|",
    r"\qquad": r"\quad",
}


def tokens(latex: str) -> list[str]:
    r"""The tokens of ``latex`` in normal form.

    >>> tokens(r"w^{\star}_{1} \left( \tfrac{1}{2} + x_{k+1} \right)")
    ['w', '_', '1', '^', '*', '(', '\\frac', '1', '2', '+', 'x', '_', '{', 'k', '+', '1', '}', ')']
    """
    found, size = [], None
    for token in TOKEN.findall(latex):
        if token in SIZES:
            size = token
        elif token not in INVISIBLE:
            found.append(_bar(size) if token in ("|", r"\vert") and size else ALIAS.get(_row(token), _row(token)))
            size = None
    return _subscript_first(_unbrace(found))


def _row(token: str) -> str:
    return r"\\" if token.startswith(r"\\") else token


def _bar(size: str) -> str:
    return {"l": r"\lvert", "r": r"\rvert"}.get(size.replace(r"\left", "l").replace(r"\right", "r")[-1], "|")


def _unbrace(found: list[str]) -> list[str]:
    """Drop braces around one token; a number of several digits keeps them, for TeX reads ``^12`` as ``^1 2``."""
    out: list[str] = []
    for token in found:
        out.append(token)
        while out[-3:-2] == ["{"] and out[-1] == "}" and _is_one(out[-2]):
            out[-3:] = [out[-2]]
    return out


def _is_one(token: str) -> bool:
    return (len(token) == 1 or token[0] == "\\") and token not in "{}"


def _subscript_first(found: list[str]) -> list[str]:
    """Write ``x^2_k`` as ``x_k^2``."""
    out, at = list(found), 0
    while at < len(out):
        middle = group_end(out, at + 1)
        if out[at] == "^" and out[middle : middle + 1] == ["_"]:
            end = group_end(out, middle + 1)
            out[at:end] = out[middle:end] + out[at:middle]
        at += 1
    return out


def group_end(found: list[str], at: int) -> int:
    """Where the argument that begins at ``at`` ends: after one token, or after its closing brace."""
    depth = 0
    for end in range(at, len(found)):
        depth += (found[end] == "{") - (found[end] == "}")
        if depth <= 0:
            return end + 1
    return len(found)
