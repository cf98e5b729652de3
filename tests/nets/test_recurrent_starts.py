"""Starts of recurrent networks: what is drawn, what is set, and with which spread."""

import numpy as np
import pytest

from gdlib.nets import GRU, IRNN, LSTM, RNN, chrono, eye, glorot_uniform, normal, orthogonal, torch_start
from tests.nets.cases import rng
from tests.nets.sequences import ONE_OF_EACH


def parts(net, theta):
    return net.layout.views(theta)


@pytest.mark.parametrize("make", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_every_gate_is_drawn_by_itself_and_the_recurrent_matrix_by_its_own_initialiser(make):
    net = make((3, 8, 2))
    P = parts(net, net.init(glorot_uniform, rng(0), recurrent=orthogonal))
    for W in P["W"].reshape(-1, 8, 8):
        np.testing.assert_allclose(W @ W.T, np.eye(8), atol=1e-13)
    assert len(np.unique(P["W"])) == P["W"].size
    assert 0 < np.abs(P["U"]).max() <= (6 / 11) ** 0.5
    assert 0 < np.abs(P["V"]).max() <= (6 / 10) ** 0.5
    np.testing.assert_array_equal(P["c"], 0)


def test_an_lstm_starts_by_remembering():
    net = LSTM((3, 8, 2))
    for forget, admit in ((1.0, 0.0), (np.arange(8.0), -np.arange(8.0))):
        b = parts(net, net.init(orthogonal, rng(0), forget=forget, admit=admit))["b"]
        np.testing.assert_array_equal(b, [np.full(8, 1) * forget, np.full(8, 1) * admit, np.zeros(8), np.zeros(8)])
    np.testing.assert_array_equal(parts(net, net.init(orthogonal, rng(0)))["b"][0], 1)


@pytest.mark.parametrize("form", ["cho", "chung", "torch"])
def test_the_bias_that_makes_a_gru_keep_has_the_sign_of_its_form(form):
    net = GRU((1, 4, 4), form)
    theta = net.init(normal(0.0), rng(0), keep=5.0)
    # from h = 0 one step lets in the share 1 − σ(5) of tanh(1)
    parts(net, theta)["b"][2] = 1.0
    H = net.forward(theta, np.zeros((1, 1, 1)))[1].H
    np.testing.assert_allclose(H[1], np.tanh(1) / (1 + np.exp(5)), rtol=1e-12)


def test_an_irnn_starts_as_a_sum_of_its_inputs():
    net = IRNN((1, 5, 1))
    theta = net.init(normal(0.001), rng(0))
    P = parts(net, theta)
    np.testing.assert_array_equal(P["W"], np.eye(5))
    X = rng(1).random((2, 30, 1))
    positive = np.abs(P["U"])
    P["U"][:] = positive
    np.testing.assert_allclose(net.forward(theta, X)[1].H[-1], X.sum(axis=1) @ positive, rtol=1e-12)
    np.testing.assert_array_equal(parts(net, net.init(normal(1.0), rng(0), recurrent=orthogonal))["b"], 0)


def test_torchs_default_start_is_uniform_within_one_over_the_root_of_the_hidden_units():
    torch = pytest.importorskip("torch")
    h, limit = 40, 40**-0.5
    makers = {torch.nn.RNN: RNN, torch.nn.LSTM: LSTM, torch.nn.GRU: lambda widths: GRU(widths, "torch")}
    for module, make in makers.items():
        net = make((3, h, 2))
        drawn = [parts(net, torch_start(net, rng(seed))) for seed in range(20)]
        theirs = [module(3, h) for _ in range(20)]
        for ours, own in (("U", "weight_ih_l0"), ("W", "weight_hh_l0")):
            a = np.array([P[ours] for P in drawn])
            b = np.array([getattr(m, own).detach().numpy() for m in theirs])
            # five standard errors of a uniform variance, √(0.8/N) of it, for either
            assert a.var() == pytest.approx(limit**2 / 3, rel=5 * (0.8 / a.size) ** 0.5)
            assert b.var() == pytest.approx(limit**2 / 3, rel=5 * (0.8 / b.size) ** 0.5)
            assert np.abs(a).max() <= limit
        assert all(np.abs(P[name]).max() <= limit for P in drawn for name in "Vc")


def test_torchs_two_biases_are_added_where_they_act_together():
    limit = 40**-0.5
    for net, doubled in (
        (RNN((3, 40, 2)), slice(None)),
        (LSTM((3, 40, 2)), slice(None)),
        (GRU((3, 40, 2), "torch"), [0, 1]),
    ):
        b = np.array([parts(net, torch_start(net, rng(seed)))["b"] for seed in range(60)])
        pairs = b if b.ndim == 2 else b[:, doubled]
        # a sum of two has twice the variance, and a kurtosis of 2.4; five standard errors
        assert pairs.var() == pytest.approx(2 * limit**2 / 3, rel=5 * (1.4 / pairs.size) ** 0.5)
        assert limit < np.abs(pairs).max() <= 2 * limit
    alone = [parts(net, torch_start(net, rng(seed))) for seed in range(60)]
    assert all(np.abs(a).max() <= limit for P in alone for a in (P["b"][2], P["br"]))


def test_chrono_biases_are_logarithms_of_memories_between_1_and_T():
    b = chrono(101, 50_000, rng(0))
    memories = np.exp(b)
    assert 1 <= memories.min() < memories.max() <= 100
    assert memories.mean() == pytest.approx(50.5, abs=5 * 99 / (12 * 50_000) ** 0.5)  # five standard errors
    for T in (1, 0, np.inf, None):
        with pytest.raises(ValueError, match=f"chrono takes the longest lag T, 2 steps or more; got {T}"):
            chrono(T, 3, rng(0))


def test_the_unit_matrix_may_be_wider_than_high():
    assert eye(2, 3, None).tolist() == [[1, 0, 0], [0, 1, 0]]
