"""What the tests of the coursework share: the first assignment, built once, and whether the sandbox runs here."""

import os

import pytest

if os.name == "nt":
    collect_ignore_glob = ["test_*.py"]  # grading needs Linux; the practice pages are the same everywhere


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The first assignment, built."""
    from coursework.tools.build import build
    from coursework.tools.master import assignments

    return build(assignments()[0], tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def first():
    """The first assignment's master."""
    from coursework.tools.master import FOLDER, assignments, read

    return read(FOLDER / assignments()[0])


@pytest.fixture
def sandbox():
    """Skip where no sandbox runs: there the command itself refuses to grade."""
    from coursework.tools import box

    if box.trouble():
        pytest.skip(f"no sandbox here: {box.trouble()}; .ci/run installs bubblewrap")
