import json

import pytest


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A chapter of one Markdown cell, in the current folder; ``page(latex)`` labels its equation eq-it."""
    monkeypatch.chdir(tmp_path)

    def write(latex, label="eq-it", chapter="02-bowl", cell="We find\n\n$$\n{}\n$$ ({})\n\nand go on."):
        cells = [
            {"cell_type": "markdown", "source": cell.format(latex, label).splitlines(keepends=True)},
            {"cell_type": "code", "source": [f"$$ 1 = 2 $$ ({label})"], "outputs": []},
        ]
        (tmp_path / f"{chapter}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf8")
        return tmp_path

    return write
