"""Let docstrings be text: what gdlib writes there are equations, in which * is a product and | a size.

Sphinx would read both as markup. What stands between backticks, a *word* between stars, and every doctest are left as
they are.
"""

import re

QUOTED = re.compile(r"(``.+?``|`[^`]+`|(?<![\w*])\*[A-Za-z](?:[A-Za-z -]*[A-Za-z])?\*(?![\w*]))")
MARKUP = re.compile(r"(\*|\||(?<=\w)_(?!\w))")


def escape(line):
    """One line, in which signs of arithmetic stay signs of arithmetic."""
    parts = QUOTED.split(line)  # every other part is quoted
    return "".join(part if quoted % 2 else MARKUP.sub(r"\\\1", part) for quoted, part in enumerate(parts))


def escape_text(app, what, name, thing, options, lines):
    """Escape a docstring in place, but for its doctests and what they print."""
    example = False
    for number, line in enumerate(lines):
        example = line.lstrip().startswith(">>>") or (example and line.strip() != "")
        if not example:
            lines[number] = escape(line)


def setup(app):
    """Register with Sphinx, ahead of napoleon, which writes markup of its own."""
    app.connect("autodoc-process-docstring", escape_text, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
