"""The flow through a network of gdlib: against numbers by hand, and against torch's own passes."""

import numpy as np
import pytest

from gdlib.diagnosis import flow_of, report
from gdlib.empirical import Risk
from gdlib.nets import MLP, batch_norm, cross_entropy, glorot_normal, identity, normal, relu, sigmoid, squared, tanh

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((64, 20)), RNG.integers(0, 10, 64)


def test_a_chain_of_single_units_can_be_followed_by_hand():
    # z1 = 2·3 = 6, z2 = −1·6 = −6, z3 = 0.5·(−6) = −3; L = ½ (−3 − 1)²: δ3 = −4, δ2 = −2, δ1 = 2.
    f = Risk(MLP((1, 1, 1, 1), identity), [[3.0]], [[1.0]], squared)
    flow = flow_of(f, np.array([2.0, 0, -1.0, 0, 0.5, 0]), step=np.array([2.2, 0, -1.0, 0, 0.45, 0]))
    np.testing.assert_allclose(flow.forward, [6, 6, 3], rtol=1e-14)
    np.testing.assert_allclose(flow.error, [2, 2, 4], rtol=1e-14)
    np.testing.assert_allclose(flow.weight, [6, 12, 24], rtol=1e-14)  # |δ_l h_(l−1)|
    np.testing.assert_allclose(flow.update, [0.1, 0, 0.1], rtol=1e-14)
    np.testing.assert_allclose(flow.gain, [1, 0.5], rtol=1e-14)


def test_spread_is_what_is_left_when_the_mean_over_the_examples_is_taken_away():
    f = Risk(MLP((1, 1), identity), [[1.0], [3.0]], [[0.0], [0.0]], squared)
    flow = flow_of(f, np.array([2.0, 10.0]))  # outputs 12 and 16
    np.testing.assert_allclose([*flow.forward, *flow.spread], [np.sqrt((144 + 256) / 2), 2], rtol=1e-14)


def test_units_that_are_0_for_every_example_are_dead_and_flat_values_saturated():
    net = MLP((1, 2, 1), relu)
    theta = np.array([1.0, -1.0, 5.0, -5.0, 1.0, 1.0, 0.0])  # the units are x + 5 and −x − 5, and |x| < 5
    x = np.linspace(-1, 1, 20)[:, None]
    assert flow_of(Risk(net, x, x, squared), theta).dead[0] == 0.5
    theta = np.array([0.0, 0.0, 2.2, 2.4, 1.0, 1.0, 0.0])  # 1 − tanh² = 0.0475 and 0.0326: above and below 4 %
    assert flow_of(Risk(MLP((1, 2, 1), tanh), x, x, squared), theta).saturated[0] == 0.5
    theta = np.array([0.0, 0.0, 4.5, 4.7, 1.0, 1.0, 0.0])  # σ(1 − σ)/¼ = 0.0435 and 0.0357
    assert flow_of(Risk(MLP((1, 2, 1), sigmoid), x, x, squared), theta).saturated[0] == 0.5


@pytest.mark.parametrize(
    ("net", "spread", "verdict"),
    [
        (MLP((20, *[64] * 9, 10), sigmoid), glorot_normal, "vanishing"),
        (MLP((20, *[64] * 29, 10), relu), normal(0.01), "vanishing"),
        (MLP((20, *[64] * 19, 10), relu), normal(0.5), "exploding"),
        (MLP((20, *[64] * 3, 10), tanh), normal(4.0), "saturated"),
        (MLP((20, *[64] * 9, 10), tanh), glorot_normal, "healthy"),
    ],
    ids=["sigmoid", "small weights", "large weights", "huge weights in tanh", "tanh"],
)
def test_a_start_is_judged_as_it_deserves(net, spread, verdict):
    f = Risk(net, X, Y, cross_entropy)
    assert report(flow_of(f, net.init(spread, np.random.default_rng(1)))).verdict == verdict


def test_a_diverged_point_is_reported_and_not_raised():
    net = MLP((20, 64, 64, 10), relu)
    f = Risk(net, X, Y, cross_entropy)
    theta = net.init(normal(1e120), np.random.default_rng(0))
    assert report(flow_of(f, theta)).verdict == "non-finite"


def in_torch(torch, net, theta):
    """The same network as a torch model in float64, with the same numbers in it."""
    P, parts = net.layout.views(theta), []
    for l in range(1, net.depth + 1):
        linear = torch.nn.Linear(*P[f"W{l}"].shape, dtype=torch.float64, bias=f"b{l}" in P)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(P[f"W{l}"].T))
            for bias in [linear.bias] * (f"b{l}" in P):
                bias.copy_(torch.tensor(P[f"b{l}"]))
        norms = [torch.nn.BatchNorm1d(linear.out_features, dtype=torch.float64)] * (net.normalisation is not None)
        parts += [linear, *norms, torch.nn.Tanh()] if l < net.depth else [linear]
    return torch.nn.Sequential(*parts)


@pytest.mark.parametrize("normalisation", [None, batch_norm], ids=["plain", "batch norm"])
def test_the_probe_of_the_same_network_in_torch_measures_the_same(normalisation):
    torch = pytest.importorskip("torch")
    from gdlib.diagnosis.probe import probe

    net = MLP((20, 30, 25, 10), tanh, normalisation)
    theta = net.init(glorot_normal, np.random.default_rng(2))
    ours = flow_of(Risk(net, X, Y, cross_entropy), theta)
    model, y = in_torch(torch, net, theta), torch.tensor(Y)
    theirs = probe(model, lambda m: torch.nn.functional.cross_entropy(m(torch.tensor(X)), y)).flow
    linears = [i for i, name in enumerate(theirs.where) if isinstance(model[int(name)], torch.nn.Linear)]
    shares = ("saturated",) if normalisation is None else ()  # else they stand behind the normalisation
    for size in ("log_forward", "log_spread", "log_error", "log_weight", "rescaled", *shares):
        # Two orders of the same sums in float64.
        np.testing.assert_allclose(getattr(theirs, size)[linears], getattr(ours, size), atol=1e-10)
