"""What the script weighs as a server sends it, gzipped: all of it, and each figure's own module."""

import gzip
import shutil
import subprocess

from house import front

KILOBYTE = 1024
ALONE = ("--bundle", "--external:../*", "--minify", "--format=esm", "--charset=utf8")  # shared parts count once, in all


def packed(path):
    """Kilobytes of a file, gzipped."""
    return len(gzip.compress(path.read_bytes(), 9)) / KILOBYTE


def modules(folder):
    """{figure: kilobytes} of what each figure adds to the shared parts; none without Node.js."""
    found = {}
    for module in sorted((front.FRONT / "figures").glob("*.mjs")) if shutil.which("npx") else ():
        small = folder / f"{module.stem}.min.js"
        command = [shutil.which("npx"), "--yes", front.ESBUILD, str(module), *ALONE, f"--outfile={small}"]
        subprocess.run(command, check=True, capture_output=True)
        found[module.stem] = packed(small)
    return found
