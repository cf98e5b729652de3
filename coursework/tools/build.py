"""From a master to what is handed out and what grades it: ``dist/coursework/NAME/student`` and ``autograder.zip``.

otter assigns; this names its files for good (otter puts the time into them) and leaves nothing else lying about.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat

from coursework.tools import engine
from coursework.tools.master import FOLDER, ROOT, Master, read
from coursework.tools.notebook import to_otter

DIST = ROOT / "dist" / "coursework"
MADE = ("student", "reference", "tests", "unpacked")  # all else in the folder, results above all, is the instructor's


@dataclass(frozen=True)
class Built:
    """What a build leaves: the student's folder, otter's zip and tests, and the reference with its answers."""

    folder: Path

    @property
    def student(self) -> Path:
        """The notebook that students get."""
        return next((self.folder / "student").glob("*.ipynb"))

    @property
    def reference(self) -> Path:
        """The notebook with the answers."""
        return next((self.folder / "reference").glob("*.ipynb"))

    @property
    def tests(self) -> list[Path]:
        """The test files of otter, one a question, public and hidden tests together."""
        return sorted((self.folder / "tests").glob("*.py"))

    @property
    def zip(self) -> Path:
        """What Gradescope and otter's containers take."""
        return self.folder / "autograder.zip"


def build(name: str, dist: Path = DIST) -> Built:
    """Build one assignment by name."""
    return assign(read(FOLDER / name), dist / name)


def assign(master: Master, out: Path) -> Built:
    """Run otter on a master and put its results in place."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{master.name}.ipynb"
        nbformat.write(to_otter(master), source)
        with contextlib.redirect_stdout(io.StringIO()):
            engine.assign(source, Path(folder) / "made")
        made = Path(folder) / "made"
        zipped = next((made / "autograder").glob("*.zip"))
        for name in MADE:
            shutil.rmtree(out / name, ignore_errors=True)
        shutil.copytree(made / "student", out / "student")
        (out / "reference").mkdir()
        shutil.copy(made / "autograder" / source.name, out / "reference")
        shutil.copy(zipped, out / "autograder.zip")
    shutil.unpack_archive(out / "autograder.zip", out / "unpacked")
    shutil.move(out / "unpacked" / "tests", out / "tests")
    shutil.rmtree(out / "unpacked")
    return Built(out)
