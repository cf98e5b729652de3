"""The notation page is the one table that all names obey."""

import inspect
import re
from pathlib import Path

import pytest

import gdlib as gl
from tests.laws.table import RULES

PAGE = (Path(__file__).parents[2] / "book" / "notation.md").read_text("utf8")
IN_CODE = {name for row in re.findall(r"^\|(.*)\|$", PAGE, re.M) for name in re.findall(r"`([A-Za-z_0-9]+)`", row)}


@pytest.mark.parametrize("name", [*RULES, "steepest"])
def test_every_argument_of_a_rule_stands_in_the_table(name):
    arguments = inspect.signature({**RULES, "steepest": gl.steepest}[name]).parameters
    assert set(arguments) - IN_CODE - {"grad"} == set()


def test_the_symbols_of_the_table_are_all_different():
    symbols = [row.split("|")[1].strip() for row in re.findall(r"^\|.*\|$", PAGE, re.M)[2:]]
    assert len(symbols) == len(set(symbols)) > 25
