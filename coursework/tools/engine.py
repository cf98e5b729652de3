"""Otter, loaded when it is wanted: that takes a second, and one of its imports warns of something that is not ours."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any


def test_file(path: Path) -> Any:
    """One of otter's test files, ready to run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from otter.nbmeta_config import NBMetadataConfig
        from otter.test_files import create_test_file
    return create_test_file(str(path), NBMetadataConfig())


def assign(source: Path, target: Path) -> None:
    """Turn a notebook with otter's marks into a student's folder and an autograder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from otter.assign import main

        main(str(source), str(target), no_pdfs=True, no_run_tests=True)
