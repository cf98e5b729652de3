"""Build the figures' scripts: one that all figures share, and a small one for each figure.

All are classic scripts, which a page, a folder and a notebook can load, in any order. It needs Node.js's npx, which
brings the pinned esbuild; readers need neither, since the built scripts are committed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONT = ROOT / "gdlib" / "figures" / "front"
BUILT = ROOT / "gdlib" / "figures" / "static"
ESBUILD = "esbuild@0.28.2"
QUIET = ("--minify", "--charset=utf8", "--log-level=warning")
OPTIONS = (
    *QUIET,
    "--bundle",
    "--target=es2021",
    "--format=iife",
    "--loader:.css=text",
    # where a figure says that it is there: a page's scripts share it, a notebook's module has its own
    "--banner:js=var gdfigs=gdfigs||[];",
)
ENTRY = "import figure from '../figures/{0}.mjs'\ngdfigs.push(['{0}', figure])\n"


def build(out=BUILT):
    """Write the scripts into the folder ``out``; 0, or a sentence on what is missing."""
    if not shutil.which("npx"):
        return "npx was not found: install Node.js 20 or newer (only those who change gdlib/figures/front need it)"
    with tempfile.TemporaryDirectory() as folder:
        front, built = Path(shutil.copytree(FRONT, Path(folder) / "front")), Path(folder) / "built"
        style = front / "style.css"  # it becomes a string in the script, which nothing else would shorten
        failed = esbuild(str(style), *QUIET, f"--outfile={style}", "--allow-overwrite")
        failed = failed or esbuild(*entries(front), *OPTIONS, f"--outdir={built}")
        if not failed:
            shutil.rmtree(out / "figures", ignore_errors=True)  # nothing stays of a figure that has gone
            shutil.copytree(built, out, dirs_exist_ok=True)
        return failed


def entries(front):
    """What to build, as esbuild takes it: OUT=IN; each figure's module with a line that says that it is there."""
    (front / "entries").mkdir()
    yield f"figures={front / 'index.mjs'}"
    for module in sorted((front / "figures").glob("*.mjs")):
        entry = front / "entries" / module.name
        entry.write_text(ENTRY.format(module.stem), "utf8")
        yield f"figures/{module.stem}={entry}"


def alone(out):
    """Write each figure's own module into the folder ``out``, without what it takes from the others; as `build`."""
    modules = sorted(map(str, (FRONT / "figures").glob("*.mjs")))
    return esbuild(*modules, *QUIET, "--bundle", "--external:../*", "--format=esm", f"--outdir={out}")


def esbuild(*arguments):
    """Run the pinned esbuild; its exit status."""
    quiet = os.environ | {"npm_config_update_notifier": "false", "npm_config_loglevel": "error"}
    return subprocess.run([shutil.which("npx"), "--yes", ESBUILD, *arguments], env=quiet, check=False).returncode


if __name__ == "__main__":
    sys.exit(build())
