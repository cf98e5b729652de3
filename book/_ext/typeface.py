"""Give the site its own serif, made at build time from a pinned package: two small files that any browser reads.

Source Serif 4 is cut down to the characters that a mathematical text uses, to one optical size and to the weights from
regular to bold. Its licence travels with it; its reserved name does not.
"""

import hashlib
from importlib.metadata import files, version
from pathlib import Path
from shutil import copyfile

from fontTools import subset
from fontTools.varLib import instancer

PACKAGE = "fontpkg-source-serif-4"
LIMITS = {"opsz": 14, "wght": (400, 700)}
LETTERS = [*range(0x20, 0x180), *range(0x370, 0x400), *range(0x2010, 0x2040)]
SIGNS = [ord(sign) for sign in "€←↑→↓−×≤≥≈≠∂∇∞√∑∏●½¼⅓"]
COPYRIGHT_AND_LICENCE = [0, 13, 14]


def cut(source, target):
    """Write the part of one variable font that the book needs."""
    options = subset.Options(flavor="woff2", name_IDs=COPYRIGHT_AND_LICENCE, recalc_timestamp=False)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS + SIGNS)
    cutter.subset(font)
    instancer.instantiateVariableFont(font, LIMITS, inplace=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)


def cut_once(cache):
    """The two cut files and the licence by name; they are cut again only when their source or this file changes."""
    recipe = Path(__file__).read_bytes() + (version(PACKAGE) + version("fonttools")).encode()
    folder = cache / hashlib.sha256(recipe).hexdigest()[:16]
    for file in files(PACKAGE):
        if file.suffix == ".ttf":
            style = "italic" if "Italic" in file.name else "roman"
            target = folder / f"serif-{style}.woff2"
            if not target.exists():
                cut(file.locate(), target)
            yield target.name, target
        elif file.name == "LICENSE" and "dist-info" not in str(file):
            yield "serif-licence.txt", file.locate()


def add_fonts(app, exception):
    """Put the fonts beside the pages."""
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir, "_static", "fonts")
    target.mkdir(parents=True, exist_ok=True)
    for name, source in cut_once(Path(app.outdir).parent / ".fonts"):
        copyfile(source, target / name)


def setup(app):
    """Register with Sphinx."""
    app.connect("build-finished", add_fonts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
