"""The errata link into the chapters, each to one place that stands there; and no place waits for a link in vain."""

import re
from collections import Counter

from book._tools.kernels import BOOK
from book._tools.twins import twins

LINKED = set(re.findall(r"\{ref\}`[^`<]+<(errata-[a-z-]+)>`", (BOOK / "errata.md").read_text("utf8")))
TEXTS = {twin.stem: twin.read_text("utf8") for twin in twins(BOOK)}
PLACES = Counter(label for text in TEXTS.values() for label in re.findall(r"^\((errata-[a-z-]+)\)=$", text, re.M))


def test_every_entry_links_to_exactly_one_place_in_a_chapter():
    assert {label: PLACES[label] for label in LINKED} == dict.fromkeys(LINKED, 1)
    assert len(LINKED) > 40


def test_every_place_is_linked_from_the_page():
    assert PLACES.keys() - LINKED == set()


def test_every_place_stands_alone_and_right_before_what_it_names():
    for name, text in TEXTS.items():
        for before, after in re.findall(r"(.*\n.*\n)\(errata-[a-z-]+\)=\n(.*)", text):
            assert before.endswith("\n\n"), f"{name}: no blank line before the place of {after!r}"
            assert re.match(r"[^\s`$(]|\$[^$]", after), f"{name}: {after!r} is no paragraph"
