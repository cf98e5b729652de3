"""The same page in Firefox: every figure is drawn, its numbers are gdlib's, and its handles can be dragged."""

import shutil

import pytest

from gdlib.figures import FACES
from tests.figures.browser.firefox import Firefox
from tests.figures.browser.hands import CENTRE, READ_OFF, far
from tests.figures.node import TOLERANCE

COMMAND = shutil.which("firefox-esr") or shutil.which("firefox")
pytestmark = [
    pytest.mark.skipif(not COMMAND, reason="Firefox is not installed"),
    pytest.mark.xdist_group("firefox"),  # one Firefox, and one worker that drives it
]
FIGURE = "document.querySelectorAll('[data-gdfig]')[{}]"
DRAWN = """new Promise(async done => {{
  const el = {figure}
  el.scrollIntoView()
  for (let i = 0; i < 400 && !el.dataset.parity; i++) await new Promise(ready => setTimeout(ready, 25))
  done(el.dataset.parity)
}})"""
HANDLE = """new Promise(done => {{
  const handle = [...{figure}.querySelectorAll('.gdf-handle')].find(node => node.getBoundingClientRect().width)
  handle.scrollIntoView({{ block: 'center' }})
  requestAnimationFrame(() => done(({centre})(handle)))
}})"""


@pytest.fixture(scope="module")
def fox(pages, tmp_path_factory):
    """Firefox, on the page with all figures, drawn."""
    with Firefox(COMMAND, str(tmp_path_factory.mktemp("profile"))) as fox:
        fox.open(pages.of())
        fox.said = [fox.ask(DRAWN.format(figure=FIGURE.format(i))) for i in range(len(FACES))]
        yield fox


def test_all_figures_come_to_life_and_their_numbers_are_gdlibs(fox):
    assert dict(zip(FACES, fox.said, strict=True)) == dict.fromkeys(FACES, "ok")
    assert fox.errors == []


def test_a_handle_of_every_figure_is_dragged_and_the_numbers_stay_gdlibs(fox, tmp_path):
    for i, face in enumerate(FACES):
        figure = FIGURE.format(i)
        before = fox.ask(f"{figure}.innerHTML")
        x, y = fox.ask(HANDLE.format(figure=figure, centre=CENTRE))
        fox.drag((x, y), (x - 12, y + 9), (x - 24, y + 16), (x - 9, y - 14))
        (tmp_path / f"{face.__name__}.png").write_bytes(fox.screenshot())
        assert fox.ask(f"{figure}.innerHTML") != before, face
        assert far(fox.ask(f"({READ_OFF})({figure})"), face) <= TOLERANCE
    assert fox.errors == []
