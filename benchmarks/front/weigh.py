"""What the scripts weigh as a server sends them, gzipped: a page's, a figure's, a figure's own share."""

import gzip
import re
import shutil

from house import front

KILOBYTE = 1024
LOADED = re.compile(r'<script[^>]* src="[^"]*_static/(figures[^"?]*\.js)')


def packed(path):
    """Kilobytes of a file, gzipped."""
    return len(gzip.compress(path.read_bytes(), 9)) / KILOBYTE


def page(built, address):
    """Kilobytes of all scripts that a page of the built book loads for its figures."""
    return sum(packed(built / "_static" / name) for name in LOADED.findall((built / address).read_text("utf8")))


def figures(scripts):
    """{figure: kilobytes} of each figure's script, with the shared parts that it brings along."""
    return {script.stem: packed(script) for script in sorted((scripts / "figures").glob("*.js"))}


def modules(folder):
    """{figure: kilobytes} of each figure's own module, without shared parts; none without Node.js."""
    if not shutil.which("npx") or front.alone(folder):
        return {}
    return {module.stem: packed(module) for module in sorted(folder.glob("*.js"))}
