"""The figure in a live notebook: a real JupyterLab, a real kernel, a hand that drags; and a notebook nobody has run."""

import json
import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError

from gdlib.figures import Momentum
from gdlib.figures.face import MIME
from tests.figures.browser.hands import CENTRE, SETTLED
from tests.figures.browser.lab import lab

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("jupyterlab")]

SOURCES = (
    "from gdlib import figures\nfigure = figures.Momentum()\nfigure",
    "import ipywidgets, traitlets\n"
    "slider = ipywidgets.FloatSlider(value=1.6, min=0, max=4, step=0.1)\n"
    "link = traitlets.link((slider, 'value'), (figure, 'lr'))\n"
    "print('start is', figure.start)",
    "slider.value = 3.0\nprint('lr is', figure.lr, 'and', figure.trajectory().w.shape)",
    "print('lr is now', figure.lr)",
)
MINUTE = 60_000
MOMENT = 3_000  # a cell that has heard the keys says so well before
SOON = 150  # ms from the first event of the first drag to the end of the frame that shows it
IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
WATCH = """() => {
  const path = document.querySelector(".gdf-land path.gdf-line.gdf-momentum"), before = path.getAttribute("d")
  let begun = 0
  addEventListener("pointermove", event => { if (event.buttons) begun ||= event.timeStamp }, { capture: true })
  window.latency = new Promise(done => {
    const painted = () => done(performance.now() - begun)
    const look = () => requestAnimationFrame(begun && path.getAttribute("d") !== before ? painted : look)
    look()
  })
}"""

FOLLOW = """() => {
  window.places = []
  const note = () => { places.push(document.querySelector(".gdf").gdfig.state.start[0]); requestAnimationFrame(note) }
  note()
}"""


@pytest.fixture(scope="module")
def notebook(browser, tmp_path_factory):
    """A notebook, opened in a JupyterLab; what the page complains of is noted down."""
    with lab(tmp_path_factory.mktemp("lab"), "live.ipynb", *SOURCES) as address:
        tab = browser.new_page(viewport={"width": 1400, "height": 1300})
        tab.complaints = []
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.goto(address, wait_until="domcontentloaded")
        tab.locator(".jp-Notebook .jp-CodeCell").nth(len(SOURCES) - 1).wait_for(timeout=MINUTE)
        tab.locator(IDLE).wait_for(timeout=MINUTE, state="attached")
        yield tab
        tab.close()


def run(tab, i):
    """Run a cell and wait until it has run; what it printed."""
    cell = tab.locator(".jp-CodeCell").nth(i)
    begun, done = (cell.locator(".jp-InputPrompt", has_text=re.compile(said)) for said in (r"\[[\d*]+\]", r"\[\d+\]"))
    for _ in range(5):  # a notebook that has just been opened may not hear the keys
        cell.locator(".cm-content").click()
        tab.keyboard.press("Control+Enter")
        with suppress(TimeoutError):
            begun.wait_for(timeout=MOMENT)
            break
    done.wait_for(timeout=MINUTE)
    tab.locator(IDLE).wait_for(timeout=MINUTE, state="attached")
    return cell.locator(".jp-OutputArea-output").all_inner_texts()


def numbers(text):
    """The numbers of a line."""
    return [float(word) for word in re.findall(r"-?\d+\.?\d*", text)]


def test_a_first_drag_is_painted_at_once_and_python_follows(notebook):
    run(notebook, 0)
    handle = notebook.locator(".gdf-handle").first
    handle.wait_for(timeout=MINUTE)
    handle.scroll_into_view_if_needed()
    notebook.evaluate(WATCH)
    x, y = handle.evaluate(CENTRE)
    notebook.mouse.move(x, y)
    notebook.mouse.down()
    for i in range(1, 6):
        notebook.mouse.move(x + 15 * i, y + 6 * i)
    notebook.mouse.up()
    assert notebook.evaluate("latency") < SOON
    notebook.evaluate(SETTLED)
    shown = notebook.locator(".gdf").evaluate("el => el.gdfig.state.start")
    assert shown != Momentum().start
    notebook.wait_for_timeout(300)
    assert numbers(" ".join(run(notebook, 1)))[:2] == pytest.approx(shown)


def test_what_the_kernel_echoes_never_pulls_the_figure_back_from_the_hand(notebook):
    notebook.evaluate(FOLLOW)
    handle = notebook.locator(".gdf-handle").first
    x, y = handle.evaluate(CENTRE)
    notebook.mouse.move(x, y)
    notebook.mouse.down()
    for i in range(1, 81):  # a drag to the right, long enough for the kernel to answer in the middle of it
        notebook.mouse.move(x + 3 * i, y)
        notebook.wait_for_timeout(12)
    notebook.mouse.up()
    notebook.wait_for_timeout(300)
    places = notebook.evaluate("places")
    assert len(set(places)) > 40
    assert places == sorted(places)


def test_a_linked_slider_of_python_moves_the_figure(notebook):
    said = " ".join(run(notebook, 2))
    assert "lr is 3.0 and (121, 2)" in said
    notebook.wait_for_function("() => document.querySelector('.gdf').gdfig.state.lr === 3")
    notebook.locator(".gdf input[type=range]").first.focus()
    notebook.keyboard.press("Home")
    notebook.wait_for_timeout(400)
    assert "lr is now 0.0" in " ".join(run(notebook, 3))
    assert notebook.complaints == []


def test_a_notebook_that_nobody_has_run_shows_the_picture(browser, tmp_path):
    data = {key: value for key, value in Momentum()._repr_mimebundle_()[0].items() if "widget" not in key}
    data[MIME] = json.loads(json.dumps(data[MIME]))
    with lab(tmp_path, "stored.ipynb", SOURCES[0], outputs=[data]) as address:
        tab = browser.new_page(viewport={"width": 1400, "height": 1000})
        tab.goto(address, wait_until="domcontentloaded")
        picture = tab.locator(".jp-OutputArea-output img")
        picture.wait_for(timeout=MINUTE)
        assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 200
        assert picture.get_attribute("alt") == Momentum.alt
        tab.close()
