"""Each chapter's text twin says what its notebook says; nothing is written to find out."""

import pytest

from book._tools.kernels import BOOK
from book._tools.twins import disagreement, twins

CHAPTERS = twins(BOOK)


def test_every_notebook_of_the_book_has_a_twin():
    assert {p.stem for p in BOOK.glob("*.ipynb")} == {t.stem for t in CHAPTERS}


@pytest.mark.parametrize("twin", CHAPTERS, ids=lambda t: t.stem)
def test_the_twin_and_the_notebook_agree(twin):
    assert disagreement(twin) is None
