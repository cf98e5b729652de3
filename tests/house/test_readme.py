"""What the README says is so: its picture is what its code draws, its listing is the library's, its tasks exist."""

import re
from pathlib import Path

import numpy as np

from gdlib.plots.svg import picture

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def test_the_listing_is_the_librarys_own_source():
    assert BLOCKS[0].strip() in (ROOT / "gdlib" / "rules" / "plain.py").read_text("utf8")


def test_the_picture_is_what_the_code_draws():
    names = {}
    exec(BLOCKS[1], names)
    drawn, stored = picture(names["fig"]), (ROOT / ".github" / "ravine.svg").read_text("utf8")
    assert NUMBER.sub("#", drawn) == NUMBER.sub("#", stored)
    # coordinates are stored to 0.01 of a point; a sum done in another order may round the last digit otherwise
    np.testing.assert_allclose(*(np.array(NUMBER.findall(svg), float) for svg in (drawn, stored)), atol=0.011)


def test_every_task_that_it_names_exists():
    from run import TASKS

    named = set(re.findall(r"run\.py (\w+)", README)) | set(re.findall(r"make (\w+)", README))
    assert named <= set(TASKS)
    assert {"book", "test"} <= named
