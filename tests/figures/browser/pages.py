"""Pages to try the figures on, made without the book: what a chapter's page holds around a figure, and little else.

They are opened from a folder, as a reader offline does; the scripts are built afresh where Node.js is there to do it.
"""

import html
import re
import shutil
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from gdlib.figures import FACES
from gdlib.figures.face import STATIC, scripts
from house import front

BOOK = Path(__file__).resolve().parents[3] / "book" / "_static" / "book.css"
HEAD = """<!doctype html>
<html lang="en" data-theme="light">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Figures</title>
<link rel="stylesheet" href="book.css">
{}<style>
  body { margin: 0 auto; max-width: 736px; padding: 16px; background: #fff; color: #1f2933; }
  html[data-theme="dark"] body { background: #14181e; color: #ced6dd; }
</style>
<main>
"""
SCRIPT = '<script async src="{}"></script>\n'
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="10" cy="10" r="9"/></svg>'
PARAGRAPH = "<p>Words before the figure.</p><div class='cell_output'>{}</div><p>Words after the figure.</p>\n"


@dataclass(frozen=True)
class Pages:
    """A folder of pages; each is written when it is asked for."""

    folder: Path
    drawn: dict = field(default_factory=dict)

    def prepare(self):
        """Scripts and style sheet."""
        if not shutil.which("npx") or front.build(self.folder):
            shutil.copytree(STATIC, self.folder, dirs_exist_ok=True)
        sheet = re.sub(r"@font-face \{.*?\}", "", BOOK.read_text("utf8"), flags=re.S)  # the build fetches the fonts
        (self.folder / BOOK.name).write_text(sheet, "utf8")

    def html(self, face):
        """A figure in its first state; its picture is drawn once."""
        if face not in self.drawn:
            self.drawn[face] = face().html()
        return self.drawn[face]

    def write(self, name, *figures, faces=FACES):
        """The address of a page with these pieces of HTML, and the scripts of these faces."""
        path, wanted = self.folder / f"{name}.html", dict.fromkeys(s for face in faces for s in scripts(face.figure))
        head = HEAD.replace("{}", "".join(map(SCRIPT.format, wanted)))
        path.write_text(head + "".join(map(PARAGRAPH.format, figures)) + "</main></html>\n", "utf8")
        return path.as_uri()

    def of(self, *faces):
        """The address of a page with these figures, or with all of them."""
        faces = faces or FACES
        return self.write("-".join(face.__name__ for face in faces)[:60], *map(self.html, faces), faces=faces)


def stored(text):
    """A figure as a page holds it, with this text for its spec and a dot for its picture."""
    picture = f'<img alt="A dot" width="20" height="20" src="data:image/svg+xml;base64,{b64encode(DOT).decode()}">'
    return f'<div data-gdfig="{html.escape(text)}">{picture}</div>'
