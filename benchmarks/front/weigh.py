"""What the scripts weigh as a server sends them, gzipped: a page's, a figure's, a figure's own share."""

import gzip
import re
import shutil

from house import front

KILOBYTE = 1024
OWN = re.compile(r"<script>(var gdfigs=.*?)</script>", re.S)


def packed(path):
    """Kilobytes of a file, gzipped."""
    return len(gzip.compress(path.read_bytes(), 9)) / KILOBYTE


def page(built, address):
    """Kilobytes of the scripts of a page of the built book with figures: the shared one, and those that it holds."""
    own = "".join(OWN.findall((built / address).read_text("utf8")))
    return packed(built / "_static" / "figures.js") + len(gzip.compress(own.encode(), 9)) / KILOBYTE


def figures(scripts):
    """{figure: kilobytes} of each figure's script, with the shared parts that it brings along."""
    return {script.stem: packed(script) for script in sorted((scripts / "figures").glob("*.js"))}


def modules(folder):
    """{figure: kilobytes} of each figure's own module, without shared parts; none without Node.js."""
    if not shutil.which("npx") or front.alone(folder):
        return {}
    return {module.stem: packed(module) for module in sorted(folder.glob("*.js"))}
