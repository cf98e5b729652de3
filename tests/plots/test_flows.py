"""A Flow is drawn as it is, along layers and along time alike."""

import numpy as np

from gdlib.diagnosis import Flow
from gdlib.plots import canvas
from gdlib.plots.flows import flow_chart


def test_every_measured_size_is_a_curve_over_the_places():
    flow = Flow.of("layer", ("W1", "W2", "W3"), forward=[1, 10, 100], error=[1e-3, 0, 1])
    (ax,) = flow_chart(flow).axes
    signal, error = ax.lines
    np.testing.assert_allclose(signal.get_xydata(), [[1, 0], [2, 1], [3, 2]], atol=1e-12)
    np.testing.assert_allclose(error.get_ydata(), [-3, np.nan, 0], atol=1e-12)  # a 0 has no place on a log scale
    assert [t.get_text() for t in ax.get_xticklabels()] == ["W1", "W2", "W3"]
    assert ax.get_xlabel() == "layer"


def test_time_is_numbered_and_sizes_beyond_floats_are_drawn_where_they_are():
    flow = Flow.of("time step", range(1, 501), log_error=np.linspace(-600, 0, 500))
    (ax,) = flow_chart(flow).axes
    assert ax.lines[0].get_ydata()[0] == -600
    assert ax.get_xlabel() == "time step"
    assert ax.yaxis.get_major_formatter()(-600, 0) == "$10^{-600}$"


def test_one_may_choose_what_is_shown_and_where():
    flow = Flow.of("layer", "ab", forward=[1, 2], error=[1, 2], weight=[1, 2])
    fig, (left, right) = canvas(1, 2)
    assert flow_chart(flow, ax=left, show=("error",)) is fig
    assert (len(left.lines), len(right.lines)) == (1, 0)


def test_a_curve_that_would_lie_on_another_is_left_out():
    error = np.geomspace(1e-9, 1, 5)
    alone = Flow.of("time step", range(5), error=error, total=error, spread=error)
    read = Flow.of("time step", range(5), error=error, total=np.ones(5), spread=error)
    assert [len(flow_chart(flow).axes[0].lines) for flow in (alone, read)] == [1, 2]
