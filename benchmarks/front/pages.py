"""A page for each figure, opened from a folder as a reader offline does; the scripts as their modules give them now."""

import shutil

from benchmarks.front.drag import Candidate
from gdlib.figures import FACES
from gdlib.figures.face import STATIC, scripts
from house import front

PAGE = """<!doctype html>
<html lang="en" data-theme="light">
<meta charset="utf-8">
<title>{name}</title>
{scripts}<main style="margin: 0 auto; max-width: 736px; padding: 16px">{figure}</main>
</html>
"""


def bring(folder):
    """The scripts in ``folder``: built afresh, or those that are committed where there is no Node.js to build with."""
    if not shutil.which("npx") or front.build(folder):
        shutil.copytree(STATIC, folder, dirs_exist_ok=True)


def html(face):
    """A page with one figure and its scripts."""
    tags = "".join(f'<script async src="{name}"></script>\n' for name in scripts(face.figure))
    return PAGE.format(name=face.__name__, scripts=tags, figure=face().html())


def candidates(folder):
    """Every figure, to be held by its first handle."""
    for face in FACES:
        page = folder / f"{face.__name__}.html"
        page.write_text(html(face), "utf8")
        yield Candidate(face.__name__, page.as_uri())
