"""A map is where the runs end: the same numbers as the runs themselves, however it is cut into chunks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gdlib as gl
from gdlib.objectives import Ravine, Rosenbrock


@settings(max_examples=20, deadline=None)
@given(rows=st.integers(1, 5), columns=st.integers(1, 5), chunk=st.integers(1, 30))
def test_a_map_is_where_the_paths_end(rows, columns, chunk):
    rule = gl.momentum(lr=np.linspace(0.001, 0.1, rows)[:, None], beta=np.linspace(0, 0.95, columns))
    ends = gl.sweep(Ravine(50), [-9, 1.5], rule, steps=40, chunk=chunk)
    paths = gl.descend(Ravine(50), [-9, 1.5], rule, steps=40)
    np.testing.assert_array_equal(ends.w, paths.w[-1])
    np.testing.assert_array_equal(ends.f, paths.f[-1])
    np.testing.assert_array_equal(ends.diverged, paths.diverged)


def test_a_grid_of_starts_is_a_map_too():
    starts = np.stack(np.meshgrid(np.linspace(-2, 2, 7), np.linspace(-1, 3, 5)))
    ends = gl.sweep(Rosenbrock(), starts, gl.gd(lr=1e-3), steps=30, chunk=4)
    np.testing.assert_array_equal(ends.w, gl.descend(Rosenbrock(), starts, gl.gd(lr=1e-3), steps=30).w[-1])


def test_one_run_is_a_map_of_one_point():
    ends = gl.sweep(Ravine(2), [1, 1], gl.gd(lr=0.1), steps=5)
    assert ends.f.shape == ends.diverged.shape == ()


def test_an_empty_chunk_is_refused():
    with pytest.raises(ValueError, match="chunk is a number of grid points"):
        gl.sweep(Ravine(2), [1, 1], gl.gd(lr=0.1), steps=5, chunk=0)
