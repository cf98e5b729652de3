"""θ is one vector: its named arrays are views that cover it once, in order, and make it again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlib.nets import MLP, Layout, batch_norm, he, tanh
from tests.nets.cases import networks, point, rng, seeds

shapes = st.dictionaries(
    st.text("abWγ", min_size=1, max_size=3), st.lists(st.integers(1, 4), max_size=3).map(tuple), min_size=1, max_size=5
)


@given(shapes, seeds)
def test_a_vector_taken_apart_and_put_together_is_itself(shapes, seed):
    layout = Layout(shapes)
    theta = rng(seed).standard_normal(layout.size)
    views = layout.views(theta)
    assert {name: a.shape for name, a in views.items()} == shapes
    np.testing.assert_array_equal(layout.flat(views), theta)


@given(shapes)
def test_each_number_belongs_to_one_array_and_writing_there_writes_to_it(shapes):
    layout = Layout(shapes)
    theta = np.zeros(layout.size)
    for view in layout.views(theta).values():
        view += 1
    np.testing.assert_array_equal(theta, 1)


def test_the_arrays_are_views_of_a_column_of_many_points_too():
    layout = Layout({"W1": (2, 3), "b1": (3,)})
    points = np.arange(18.0).reshape(9, 2)
    for view in layout.views(points[:, 1]).values():
        assert np.shares_memory(view, points)
    assert layout.views(points[:, 1])["W1"].tolist() == [[1, 3, 5], [7, 9, 11]]


def test_a_network_keeps_weights_by_input_and_unit_layer_after_layer():
    assert MLP((64, 30, 10), tanh).layout.shapes == {"W1": (64, 30), "b1": (30,), "W2": (30, 10), "b2": (10,)}
    normalised = MLP((64, 30, 10), tanh, batch_norm).layout.shapes
    assert normalised == {"W1": (64, 30), "gain1": (30,), "shift1": (30,), "W2": (30, 10), "b2": (10,)}


@given(networks(), seeds)
def test_the_gradient_lies_in_the_same_places_as_the_parameters(net, seed):
    theta = point(net, seed)
    X = np.ones((3, net.widths[0]))
    Z, tape = net.forward(theta, X)
    dtheta, _ = net.backward(theta, tape, np.ones_like(Z))
    assert dtheta.shape == theta.shape
    np.testing.assert_allclose(net.layout.views(dtheta)[f"b{net.depth}"], 3)


def test_a_vector_of_another_length_is_refused():
    net = MLP((2, 3, 1))
    for wrong in (np.zeros(12), np.zeros((13, 2)), 0.0):
        with pytest.raises(ValueError, match=r"these parameters are one vector θ of shape \(13,\); got shape"):
            net.forward(wrong, np.ones((4, 2)))


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"W": np.ones((2, 2))}, "θ is made of W, b; b is missing or unknown"),
        ({"W": np.ones((2, 2)), "b": np.ones(2), "c": 1}, "θ is made of W, b; c is missing or unknown"),
        ({"W": np.ones((2, 3)), "b": np.ones(2)}, r"W has shape \(2, 2\); got an array of shape \(2, 3\)"),
    ],
)
def test_arrays_that_do_not_make_a_vector_are_refused(arrays, message):
    with pytest.raises(ValueError, match=message):
        Layout({"W": (2, 2), "b": (2,)}).flat(arrays)


def test_the_start_has_gains_of_1_and_nothing_else_beside_the_weights():
    net = MLP((3, 4, 2), tanh, batch_norm)
    P = net.layout.views(net.init(he, rng(0)))
    assert P["gain1"].tolist() == [1] * 4
    assert P["shift1"].tolist() == [0] * 4
    assert P["b2"].tolist() == [0] * 2
    assert (P["W1"] != 0).all()
