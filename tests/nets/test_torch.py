"""torch's autograd as the oracle: the outputs, the gradients by θ and the errors of every layer, to 1e-10."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlib.empirical import Risk
from gdlib.nets import MLP, batch_norm, cross_entropy, logistic, relu, running, squared, tanh
from tests.nets.cases import inputs, networks, point, rng, seeds

torch = pytest.importorskip("torch")
F = torch.nn.functional
PHI = {
    "identity": lambda z: 1 * z,  # a tensor of its own, so that its gradient is told from that of Z
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softsign": F.softsign,
    "relu": F.relu,
    "leaky(0.1)": lambda z: F.leaky_relu(z, 0.1),
    "elu(0.7)": lambda z: F.elu(z, 0.7),
    "softplus": F.softplus,
}


def kept(a):
    """A leaf, or an inner value whose gradient torch is to keep."""
    a.retain_grad()
    return a


def normalised(net, l, P, Z, moments):
    gain, shift = P[f"gain{l}"], P[f"shift{l}"]
    if net.normalisation.axis == 1:
        return F.layer_norm(Z, Z.shape[1:], gain, shift, net.normalisation.eps)
    mean, var = map(torch.tensor, moments[l - 1]) if moments else (None, None)
    return F.batch_norm(Z, mean, var, gain, shift, training=not moments, eps=net.normalisation.eps)


def torch_forward(net, theta, X, moments=None):
    """The same network in torch's own words: (θ, [Z_0 … Z_L], [H_0 … H_L])."""
    theta, X = (torch.tensor(a, requires_grad=True) for a in (theta, X))
    P = {name: theta[piece].reshape(net.layout.shapes[name]) for name, piece in net.layout.pieces.items()}
    Z, H = [X], [X]
    for l in range(1, net.depth + 1):
        S = F.linear(H[-1], P[f"W{l}"].T, P.get(f"b{l}"))
        a, b = net.skips.get(l, (0, 1))
        Z.append(kept(S if l not in net.skips else a * Z[-1] + b * S))
        if l < net.depth:
            N = normalised(net, l, P, Z[-1], moments) if net.normalisation else Z[-1]
            H.append(kept(PHI[net.activation.name](N)))
    return theta, Z, [*H, Z[-1]]


def close(ours, torchs):
    """Relative to the largest entry: sums of up to 30 terms in another order, and a division by √(var + ε)."""
    torchs = np.zeros(np.shape(ours)) if torchs is None else torchs.detach().numpy()
    np.testing.assert_allclose(ours, torchs, rtol=1e-10, atol=1e-10 * max(1, np.abs(torchs).max()))


@given(networks(), seeds)
def test_forward_and_backward_are_torchs(net, seed):
    theta, X = point(net, seed), inputs(net, seed)
    dZ = rng(seed + 2).standard_normal((len(X), net.widths[-1]))
    ours, tape = net.forward(theta, X)
    dtheta, signals = net.backward(theta, tape, dZ)
    leaf, Z, H = torch_forward(net, theta, X)
    Z[-1].backward(torch.tensor(dZ))
    close(ours, Z[-1])
    close(dtheta, leaf.grad)
    for l in range(net.depth + 1):
        close(tape.Z[l], Z[l])
        close(tape.H[l], H[l])
        close(signals.delta[l], Z[l].grad)
        close(signals.dH[l], H[l].grad)


@settings(max_examples=40)
@given(networks(normalisations=("batch",), hidden=1), seeds)
def test_with_fixed_moments_it_is_torchs_evaluation_mode(net, seed):
    theta, X = point(net, seed), inputs(net, seed)
    moments = net.statistics(theta, inputs(net, seed + 7))
    fixed = net.at(moments)
    ours, tape = fixed.forward(theta, X)
    leaf, Z, _ = torch_forward(net, theta, X, moments)
    Z[-1].sum().backward()
    close(ours, Z[-1])
    close(fixed.backward(theta, tape, np.ones_like(ours))[0], leaf.grad)


LOSSES = {
    "squared": (squared, 3, lambda Z, y: 0.5 * ((Z - y) ** 2).sum(dim=1).mean()),
    "cross_entropy": (cross_entropy, 3, F.cross_entropy),
    "logistic": (logistic, 1, lambda Z, y: F.binary_cross_entropy_with_logits(Z[:, 0], (y + 1) / 2)),
}


def targets(name, n, seed):
    if name == "squared":
        return rng(seed).standard_normal((n, 3))
    return rng(seed).integers(3, size=n) if name == "cross_entropy" else rng(seed).choice([-1.0, 1.0], n)


@pytest.mark.parametrize("name", LOSSES)
@settings(max_examples=50)
@given(seed=seeds, size=st.floats(0.1, 30), n=st.integers(1, 9))
def test_a_loss_and_its_gradient_are_torchs(name, seed, size, n):
    loss, outputs, torchs = LOSSES[name]
    scores, y = size * rng(seed).standard_normal((n, outputs)), targets(name, n, seed + 1)
    Z = torch.tensor(scores, requires_grad=True)
    value = torchs(Z, torch.tensor(y))
    value.backward()
    close(loss(scores, y), value)
    close(loss.grad(scores, y), Z.grad)


@pytest.mark.parametrize("name", LOSSES)
@settings(max_examples=20)
@given(seed=seeds)
def test_the_gradient_of_the_risk_is_torchs(name, seed):
    loss, outputs, torchs = LOSSES[name]
    net = MLP((4, 5, 5, outputs), tanh, batch_norm, residual=True)
    X, y = rng(seed).standard_normal((9, 4)), targets(name, 9, seed)
    f, theta = Risk(net, X, y, loss), point(net, seed)
    leaf, Z, _ = torch_forward(net, theta, X)
    value = torchs(Z[-1], torch.tensor(y))
    value.backward()
    close(f(theta), value)
    close(f.grad(theta), leaf.grad)


def test_running_statistics_are_torchs():
    net = MLP((3, 4, 2), relu, batch_norm)
    theta = point(net, 0)
    layer = torch.nn.BatchNorm1d(4, momentum=0.3, dtype=torch.float64)
    kept_moments = net.statistics(theta, inputs(net, 99, 8))
    layer.running_mean[:], layer.running_var[:] = map(torch.tensor, kept_moments[0])
    for seed in range(5):
        X = inputs(net, seed, 8)
        kept_moments = running(kept_moments, net.statistics(theta, X), rate=0.3)
        layer(torch.tensor(net.forward(theta, X)[1].Z[1]))
    close(kept_moments[0].mean, layer.running_mean)
    close(kept_moments[0].var, layer.running_var)
