"""The flow along time of gdlib's networks: by hand where that can be done, and as the probe measures it in torch's."""

import numpy as np
import pytest

from gdlib.diagnosis import flow_of, report
from gdlib.empirical import Risk
from gdlib.nets import GRU, LSTM, RNN, cross_entropy, each_step, identity, normal, orthogonal, squared, tanh
from gdlib.plots.flows import flow_chart

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((9, 12, 2)), RNG.standard_normal(9)


def test_a_linear_unit_can_be_followed_by_hand():
    # h_1 = 1, h_2 = 2·1 + 1 = 3, h_3 = 7; z = h_3/2, L = ½ (3.5 − 1.5)²: ∂L/∂h_3 = 1, and twice as much a step back
    f = Risk(RNN((1, 1, 1), identity), np.ones((1, 3, 1)), [1.5], squared)
    flow = flow_of(f, np.array([1.0, 2.0, 0.0, 0.5, 0.0]))
    np.testing.assert_allclose(flow.forward, [1, 3, 7], rtol=1e-14)
    np.testing.assert_allclose(flow.error, [4, 2, 1], rtol=1e-14)
    np.testing.assert_allclose(flow.total, [4, 2, 1], rtol=1e-14)
    assert flow.along == "time step"
    assert flow.where == ("1", "2", "3")


def test_errors_of_earlier_steps_stand_in_the_total_alone():
    # z_t = h_t = 0, y = −1 at each of 3 steps: each sends ⅓ to its own step, and half of what arrives goes on
    f = Risk(RNN((1, 1, 1), identity, every_step=True), np.zeros((1, 3, 1)), -np.ones((1, 3)), each_step(squared))
    flow = flow_of(f, np.array([1.0, 0.5, 0.0, 1.0, 0.0]))
    np.testing.assert_allclose(flow.error, np.array([0.25, 0.5, 1]) / 3, rtol=1e-14)
    np.testing.assert_allclose(flow.total, np.array([1.75, 1.5, 1]) / 3, rtol=1e-14)


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
@pytest.mark.parametrize("every_step", [False, True], ids=["last", "every"])
def test_the_probe_of_the_same_network_in_torch_measures_the_same(kind, every_step):
    torch = pytest.importorskip("torch")
    from gdlib.diagnosis.probe import probe
    from tests.nets.test_recurrent_torch import PAIRS, torchs

    net = PAIRS[kind][0]((2, 5, 1), every_step)
    theta = 1.5 * RNG.standard_normal(net.layout.size)
    y = RNG.standard_normal((9, 12)) if every_step else Y
    ours = flow_of(Risk(net, X, y, each_step(squared) if every_step else squared), theta)
    model, inputs = torch.nn.ModuleDict(zip(("rnn", "out"), torchs(kind, net, theta), strict=True)), torch.tensor(X)

    def loss(m):
        H = m["rnn"](inputs.swapaxes(0, 1))[0]
        Z = m["out"](H).swapaxes(0, 1)[:, :, 0] if every_step else m["out"](H[-1])[:, 0]
        return 0.5 * ((Z - torch.tensor(y)) ** 2).mean()

    theirs = probe(model, loss).flows["rnn"]
    for size in ("log_forward", "log_spread", "log_error", "log_total"):
        # two orders of the same sums in float64
        np.testing.assert_allclose(getattr(theirs, size), getattr(ours, size), atol=1e-10)
    np.testing.assert_array_equal(theirs.saturated, ours.saturated)


@pytest.mark.parametrize(
    ("net", "theta", "verdict"),
    [
        (RNN((2, 32, 1)), {"spread": normal(0.05)}, "vanishing"),
        (RNN((2, 32, 1), identity), {"spread": normal(0.5)}, "exploding"),
        (RNN((2, 32, 1)), {"spread": normal(300.0)}, "saturated"),
        (LSTM((2, 32, 1)), {"spread": orthogonal, "forget": -1.0}, "vanishing"),
        (LSTM((2, 32, 1)), {"spread": normal(0.01), "forget": 5.0}, "healthy"),
        (GRU((2, 32, 1)), {"spread": normal(0.01), "keep": 5.0}, "healthy"),
    ],
    ids=["small weights", "large weights", "flat", "forgetful", "remembering", "keeping"],
)
def test_a_start_is_judged_as_it_deserves(net, theta, verdict):
    f = Risk(net, np.random.default_rng(1).standard_normal((8, 40, 2)), np.ones(8), squared)
    assert report(flow_of(f, net.init(rng=np.random.default_rng(1), **theta))).verdict == verdict


def test_an_error_that_no_float_holds_has_its_size():
    f = Risk(RNN((1, 4, 1), tanh), np.zeros((2, 3000, 1)), [1.0, 2.0], squared)
    theta = f.net.init(orthogonal, np.random.default_rng(0))
    f.net.layout.views(theta)["W"][:] *= 0.01
    flow = flow_of(f, theta)
    assert flow.log_error[0] - flow.log_error[-1] == pytest.approx(-2 * 2999, abs=1e-8)  # 2999 roundings of 1e-13
    assert flow.error[0] == 0
    assert "e-5998 at 1 to" in repr(flow)
    assert report(flow).verdict == "vanishing"


def test_a_truncated_network_is_shown_with_its_whole_flow():
    theta = 0.5 * RNG.standard_normal(RNN((2, 3, 1)).layout.size)
    flows = [flow_of(Risk(RNN((2, 3, 1), truncation=k), X, Y, squared), theta) for k in (None, 3)]
    np.testing.assert_array_equal(flows[0].log_error, flows[1].log_error)
    np.testing.assert_array_equal(flows[0].log_total, flows[1].log_total)


def test_a_single_step_has_no_way_through_time():
    with pytest.raises(ValueError, match="a Flow along time needs sequences of 2 steps or more; these have 1"):
        flow_of(Risk(RNN((2, 3, 1)), X[:, :1], Y, squared), np.zeros(22))


def test_a_diverged_network_is_reported_and_not_raised():
    f = Risk(RNN((2, 8, 1), identity), X, Y, squared)
    assert report(flow_of(f, 1e200 * np.ones(f.dim))).verdict == "non-finite"


def test_the_figure_is_that_of_torchs_flows():
    f = Risk(LSTM((2, 3, 2), every_step=True), X, np.zeros((9, 12)), each_step(cross_entropy))
    (ax,) = flow_chart(flow_of(f, 0.5 * RNG.standard_normal(f.dim))).axes
    assert ax.get_xlabel() == "time step"
    assert len(ax.lines) >= 2
