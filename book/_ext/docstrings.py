"""Let docstrings be text: what gdlib writes there are equations, in which * is a product and | a size.

Sphinx would read both as markup. What stands between backticks, and every doctest, is left as it is.
"""

import re

QUOTED = re.compile(r"(``.+?``|`[^`]+`)")
MARKUP = re.compile(r"(\*|\||(?<=\w)_(?!\w))")


def escape(line):
    """One line, in which signs of arithmetic stay signs of arithmetic."""
    parts = QUOTED.split(line)
    return "".join(part if part.startswith("`") else MARKUP.sub(r"\\\1", part) for part in parts)


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
