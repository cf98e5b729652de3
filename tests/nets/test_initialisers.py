"""Each initialiser draws with the mean, the variance and the shape of distribution that its source asks for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlib.nets import (
    MLP,
    batch_norm,
    constant,
    glorot_normal,
    glorot_uniform,
    he,
    he_backward,
    he_leaky,
    identity,
    leaky,
    lecun,
    lsuv,
    normal,
    orthogonal,
    relu,
    scaled,
    tanh,
    torch_default,
)
from tests.nets.cases import inputs, rng, seeds

# (initialiser, variance from fan-in n and fan-out m, kurtosis: 3 for a normal, 9/5 for a uniform distribution)
SPREADS = {
    "normal": (normal(0.01), lambda n, m: 1e-4, 3),
    "lecun": (lecun, lambda n, m: 1 / n, 3),
    "glorot_normal": (glorot_normal, lambda n, m: 2 / (n + m), 3),
    "glorot_uniform": (glorot_uniform, lambda n, m: 2 / (n + m), 1.8),
    "he": (he, lambda n, m: 2 / n, 3),
    "he_backward": (he_backward, lambda n, m: 2 / m, 3),
    "he_leaky": (he_leaky(0.3), lambda n, m: 2 / (1.09 * n), 3),
    "torch_default": (torch_default, lambda n, m: 1 / (3 * n), 1.8),
    "scaled": (scaled(5 / 3, lecun), lambda n, m: 25 / 9 / n, 3),
}


@pytest.mark.parametrize("name", SPREADS)
@pytest.mark.parametrize(("n", "m"), [(300, 100), (100, 300), (180, 180)])
def test_the_variance_is_that_of_the_source(name, n, m):
    spread, variance, kurtosis = SPREADS[name]
    W = spread(n, m, rng(7))
    assert W.shape == (n, m)
    std, N = variance(n, m) ** 0.5, n * m
    # five standard errors: 1/√N for the mean, √((kurtosis − 1)/N) for the variance, √(96/N) at most for the kurtosis
    assert abs(W.mean()) < 5 * std / N**0.5
    assert abs(W.var() / std**2 - 1) < 5 * ((kurtosis - 1) / N) ** 0.5
    assert abs((W**4).mean() / W.var() ** 2 - kurtosis) < 5 * (96 / N) ** 0.5


@pytest.mark.parametrize(("spread", "limit"), [(glorot_uniform, (6 / 400) ** 0.5), (torch_default, 0.1)])
def test_a_uniform_one_ends_at_its_limit(spread, limit):
    W = np.abs(spread(100, 300, rng(0)))
    # the largest of 30,000 misses the limit by a share of 1e-3 once in e^30 draws
    assert limit * 0.999 < W.max() <= limit


@given(st.integers(1, 9), st.integers(1, 9), seeds)
def test_an_orthogonal_matrix_keeps_every_length_that_fits(n, m, seed):
    W = orthogonal(n, m, rng(seed))
    assert W.shape == (n, m)
    product = W.T @ W if n >= m else W @ W.T
    np.testing.assert_allclose(product, np.eye(min(n, m)), atol=1e-14)


def test_orthogonal_matrices_are_drawn_uniformly():
    drawn = [orthogonal(2, 2, rng(seed)) for seed in range(4000)]
    turns = np.array([np.arctan2(W[1, 0], W[0, 0]) for W in drawn])
    # the first column points anywhere: the mean of e^(iφ) is 0 with a standard error of 1/√4000; mirrored half the time
    assert abs(np.exp(1j * turns).mean()) < 5 / 4000**0.5
    assert abs(np.mean([np.linalg.det(W) for W in drawn])) < 5 / 4000**0.5
    assert abs(np.mean([W[0, 0] for W in drawn])) < 5 * (0.5 / 4000) ** 0.5


@pytest.mark.parametrize("activation", [tanh, relu, leaky(0.2), identity], ids=repr)
@pytest.mark.parametrize("residual", [False, True])
def test_after_lsuv_every_layer_computes_numbers_of_variance_1(activation, residual):
    net = MLP((10, 20, 20, 20, 5), activation, residual=residual)
    X = 30 * inputs(net, 0, n=100)
    theta = lsuv(net, X, rng(0))
    P, H = net.layout.views(theta), net.forward(theta, X)[1].H
    for l in range(1, net.depth + 1):
        assert (H[l - 1] @ P[f"W{l}"]).var() == pytest.approx(1, rel=1e-12)
        W = P[f"W{l}"]
        gram = W.T @ W if W.shape[0] >= W.shape[1] else W @ W.T
        np.testing.assert_allclose(gram, gram[0, 0] * np.eye(len(gram)), atol=1e-12)


def test_lsuv_of_data_that_do_not_vary_says_so():
    with pytest.raises(ValueError, match="lsuv needs data that differ in layer 1"):
        lsuv(MLP((3, 4, 2), relu), np.zeros((5, 3)), rng(0))


@pytest.mark.parametrize(
    ("spread", "activation", "kept"),
    [
        (lecun, identity, 1),
        (he, relu, 1),
        (he_leaky(0.5), leaky(0.5), 1),
        (orthogonal, identity, 1),
        (lecun, relu, 0.5),
    ],
    ids=["lecun and identity", "He and relu", "He and leaky", "orthogonal", "lecun and relu"],
)
def test_the_square_of_the_signal_is_kept_by_the_start_made_for_its_activation(spread, activation, kept):
    net, L = MLP((400,) * 8, activation), 6
    X = rng(1).standard_normal((50, 400))
    H = net.forward(net.init(spread, rng(0)), X)[1].H
    gain = ((H[L] ** 2).mean() / (H[0] ** 2).mean()) ** (1 / L)
    # one layer of 400 units scatters by about √(5/400) = 0.11 of its square, six in a row by 0.05 a layer
    assert gain == pytest.approx(kept, rel=0.15)


def test_units_that_start_alike_stay_alike():
    net = MLP((3, 4, 2), tanh)
    theta, X = net.init(constant(0.5), rng(0)), inputs(net, 0)
    _, tape = net.forward(theta, X)
    G = net.layout.views(net.backward(theta, tape, inputs(MLP((2, 1)), 5))[0])
    # every column of ∂L/∂W_1 belongs to a unit and is the same; its rows belong to inputs, which differ
    np.testing.assert_allclose(G["W1"], G["W1"][:, :1] * np.ones(4), rtol=1e-12)
    assert np.abs(np.diff(G["W1"], axis=0)).max() > 1e-3


@settings(max_examples=20)
@given(seeds)
def test_biases_are_drawn_where_one_asks_for_them(seed):
    net = MLP((200, 50, 300), tanh)
    zero, some = (net.layout.views(net.init(lecun, rng(seed), bias)) for bias in (None, torch_default))
    assert not zero["b1"].any()
    assert not zero["b2"].any()
    for l, n in ((1, 200), (2, 50)):
        # 50 or 300 numbers from U(±1/√n): the largest is within a third of the limit
        assert 0.67 * n**-0.5 < np.abs(some[f"b{l}"]).max() <= n**-0.5
    assert net.layout.views(MLP((200, 50, 300), tanh).init(lecun, rng(seed), normal(0)))["b1"].tolist() == [0] * 50
    normalised = MLP((200, 50, 300), tanh, batch_norm)
    assert not normalised.layout.views(normalised.init(lecun, rng(seed), bias=normal(1)))["shift1"].any()


def test_the_same_seed_draws_the_same_start():
    net = MLP((5, 6, 2))
    np.testing.assert_array_equal(net.init(he, rng(3)), net.init(he, rng(3)))


def test_initialisers_have_the_names_that_one_types():
    assert [s.__name__ for s in (normal(0.01), constant(0), scaled(2, he), he_leaky(0.1), orthogonal)] == [
        "normal(0.01)",
        "constant(0)",
        "scaled(2, he)",
        "he_leaky(0.1)",
        "orthogonal",
    ]


def test_a_standard_deviation_that_is_drawn_from_nothing_is_refused():
    with pytest.raises(ValueError, match="normal takes a standard deviation of 0 or more; got -1"):
        normal(-1)


def test_an_initialiser_that_gives_a_number_is_refused():
    def std(fan_in, fan_out, rng):
        return fan_in**-0.5

    message = r"an initialiser draws a matrix of shape \(3, 4\) here; std gave shape \(\)"
    with pytest.raises(ValueError, match=message):
        MLP((3, 4, 2)).init(std, rng(0))
