"""The figure that CONTRIBUTING makes as an example, as it stands there: its face, and a front end that has it."""

import re
import shutil
from pathlib import Path

from tests.figures.node import FRONT

GUIDE = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text("utf8")


def example(language):
    """The example's text in that language."""
    section = GUIDE.split("## Make your own figure")[1]
    return re.search(rf"```{language}\n(.*?)```", section, re.S)[1]


def example_face():
    """The example's Python face."""
    space = {"__name__": "example"}
    exec(example("python"), space)
    return space["Shrink"]


def example_front(folder):
    """Write to a folder the front end with the example's module; nothing else changes."""
    shutil.copytree(FRONT, folder)
    (folder / "figures" / "shrink.mjs").write_text(example("js"), "utf8")
    return folder
