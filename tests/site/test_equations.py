"""The numbers of equations: (6.3) is the third of chapter 6, on the page and wherever it is referred to."""

import re

import pytest

from tests.site.conftest import contents

pytestmark = pytest.mark.browser


def test_equations_are_counted_from_one_in_each_chapter(site, chapter):
    number = str(int(re.search(r"/(\d+)-", chapter)[1]))
    found = re.findall(r'class="eqno">\(([^)]*)\)', (site / chapter).read_text("utf8"))
    assert found == [f"{number}.{place}" for place in range(1, len(found) + 1)]


def test_a_reference_says_the_number_that_stands_there(site):
    texts = {page: (site / page).read_text("utf8") for page in contents()}
    place = re.compile(r'id="(equation-[^"]+)">\s*<span class="eqno">\(([^)]*)\)')
    stands = {name: number for text in texts.values() for name, number in place.findall(text)}
    said = [
        found for text in texts.values() for found in re.findall(r'href="[^"]*#(equation-[^"]+)">\(([^)]*)\)', text)
    ]
    assert said
    assert [pair for pair in said if stands[pair[0]] != pair[1]] == []
