"""The momentum picture by Plotly and by Bokeh: contours, a path of 120 steps, and its start moved by a slider.

Each is written as its own manual writes it, as one page that needs no network and no kernel; what is computed is in
``descent.js`` for both.  Theirs is one plot; gdlib's figure has the map of rates and the eigenvalues beside it.
"""

import json
from pathlib import Path

import numpy as np

from benchmarks.front.drag import Candidate
from gdlib.figures import Momentum

DESCENT = Path(__file__).parent / "descent.js"
X, Y = np.linspace(-2.5, 2.5, 121), np.linspace(-1.2, 1.2, 61)
RANGE = '<input id="start" type="range" min="-2.5" max="2.5" step="0.01" value="{}" style="width: 500px">'
RESTYLE = """
document.getElementById("start").addEventListener("input", event => {
  const path = descent([+event.target.value, START_Y])
  Plotly.restyle("{plot_id}", {x: [path.map(w => w[0])], y: [path.map(w => w[1])]}, [1])
})
"""
CALLBACK = """
const path = descent([cb_obj.value, START_Y])
source.data = {x: path.map(w => w[0]), y: path.map(w => w[1])}
"""


def landscape(figure):
    """The loss on the grid of ``X`` and ``Y``."""
    return figure.objective(np.array(np.meshgrid(X, Y)))


def script(figure):
    """The numbers of the figure and the descent, for a page."""
    numbers = {"H": figure.objective.A.tolist(), "lr": figure.lr, "beta": figure.beta, "START_Y": figure.start[1]}
    said = "".join(f"const {name} = {json.dumps(value)}\n" for name, value in numbers.items())
    return f"<script>\n{said}{DESCENT.read_text('utf8')}</script>"


def plotly(figure):
    """A page by Plotly, its script inlined, with a range input that calls ``Plotly.restyle``."""
    import plotly.graph_objects as go

    path = figure.trajectory().w
    contours = go.Contour(x=X, y=Y, z=landscape(figure), ncontours=14, showscale=False, colorscale="Blues")
    run = go.Scatter(x=path[:, 0], y=path[:, 1], mode="lines+markers", marker={"size": 5})
    fig = go.Figure([contours, run], {"width": 736, "height": 420})
    drawing = fig.to_html(full_html=False, include_plotlyjs=True, post_script=RESTYLE)
    return f'<!doctype html><meta charset="utf-8">{script(figure)}{RANGE.format(figure.start[0])}{drawing}'


def bokeh(figure):
    """A page by Bokeh, its script inlined, with a Slider whose CustomJS hands over new data."""
    from bokeh.embed import file_html
    from bokeh.layouts import column
    from bokeh.models import ColumnDataSource, CustomJS, Slider
    from bokeh.palettes import Blues9
    from bokeh.plotting import figure as plot
    from bokeh.resources import INLINE

    path, z = figure.trajectory().w, landscape(figure)
    source = ColumnDataSource({"x": path[:, 0], "y": path[:, 1]})
    ax = plot(width=736, height=420, x_range=(X[0], X[-1]), y_range=(Y[0], Y[-1]))
    ax.contour(X, Y, z, np.linspace(0, z.max(), 15), fill_color=Blues9, line_color="white")
    ax.line("x", "y", source=source)
    ax.scatter("x", "y", source=source, size=5)
    slider = Slider(start=-2.5, end=2.5, step=0.01, value=figure.start[0], title="start", width=500)
    slider.js_on_change("value", CustomJS(args={"source": source}, code=CALLBACK))
    page = file_html(column(slider, ax), INLINE, "The heavy ball")
    return page.replace("<head>", f"<head>{script(figure)}", 1)


def candidates(folder):
    """Both pages, written into ``folder``."""
    figure = Momentum()
    options = {"check": figure.trajectory().w, "reach": (0.45, 0)}
    looks = {
        "Plotly": (plotly, "#start", "#start", ".cartesianlayer", ".scatterlayer .trace"),
        "Bokeh": (bokeh, ".noUi-handle", ".noUi-target", None, ".noUi-handle"),
    }
    for name, (make, grip, box, drawing, ready) in looks.items():
        page = folder / f"{name}.html"
        page.write_text(make(figure), "utf8")
        yield Candidate(name, page.as_uri(), grip, box, drawing, ready, **options)
