"""Build the figures' script: many small modules to one file that a page, a folder and a notebook can all load.

It needs Node.js's npx, which brings the pinned esbuild; readers need neither, since the built script is committed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONT = ROOT / "gdlib" / "figures" / "front"
BUILT = ROOT / "gdlib" / "figures" / "static" / "figures.js"
ESBUILD = "esbuild@0.28.2"
QUIET = ("--minify", "--charset=utf8", "--log-level=warning")
OPTIONS = (
    *QUIET,
    "--bundle",
    "--target=es2021",
    "--format=iife",
    "--global-name=gdfig",
    "--loader:.css=text",
    # a classic script works from a folder too; inside a notebook's module there is no current script
    "--footer:js=if(document.currentScript)gdfig.boot()",
)


def build(out=BUILT):
    """Write the script to ``out``; 0, or a sentence on what is missing."""
    if not shutil.which("npx"):
        return "npx was not found: install Node.js 20 or newer (only those who change gdlib/figures/front need it)"
    with tempfile.TemporaryDirectory() as folder:
        front = Path(shutil.copytree(FRONT, Path(folder) / "front"))
        style = front / "style.css"  # it becomes a string in the script, which nothing else would shorten
        shorter = esbuild(str(style), *QUIET, f"--outfile={style}", "--allow-overwrite")
        return shorter or esbuild(str(front / "index.mjs"), *OPTIONS, f"--outfile={Path(out).resolve()}")


def esbuild(*arguments):
    """Run the pinned esbuild; its exit status."""
    quiet = os.environ | {"npm_config_update_notifier": "false", "npm_config_loglevel": "error"}
    return subprocess.run([shutil.which("npx"), "--yes", ESBUILD, *arguments], env=quiet, check=False).returncode


if __name__ == "__main__":
    sys.exit(build())
