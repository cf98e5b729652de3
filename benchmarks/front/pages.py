"""A page for each figure, opened from a folder as a reader offline does; the script as its modules give it now."""

import shutil

from benchmarks.front.drag import Candidate
from gdlib.figures import FACES
from gdlib.figures.face import SCRIPT
from house import front

PAGE = """<!doctype html>
<html lang="en" data-theme="light">
<meta charset="utf-8">
<title>{name}</title>
<script async src="figures.js"></script>
<main style="margin: 0 auto; max-width: 736px; padding: 16px">{figure}</main>
</html>
"""


def script(folder):
    """The script in ``folder``: built afresh, or the one that is committed where there is no Node.js to build with."""
    if not shutil.which("npx") or front.build(folder / SCRIPT.name):
        shutil.copy(SCRIPT, folder)
    return folder / SCRIPT.name


def candidates(folder):
    """Every figure, to be held by its first handle."""
    for face in FACES:
        page = folder / f"{face.__name__}.html"
        page.write_text(PAGE.format(name=face.__name__, figure=face().html()), "utf8")
        yield Candidate(face.__name__, page.as_uri())
