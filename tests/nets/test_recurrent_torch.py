"""torch.nn's RNN, LSTM and GRU as the oracle: outputs, and gradients by every weight and input, to 1e-10."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlib.empirical import Risk
from gdlib.nets import GRU, LSTM, RNN, cross_entropy, each_step, relu, squared, tanh
from tests.nets.cases import point, rng, seeds
from tests.nets.sequences import lengths, sequences, upstream, widths

torch = pytest.importorskip("torch")

# (our network, torch's module, which of our gates is which of torch's)
PAIRS = {
    "RNN": (lambda w, e: RNN(w, tanh, every_step=e), torch.nn.RNN, {}, None),
    "RNN relu": (lambda w, e: RNN(w, relu, every_step=e), torch.nn.RNN, {"nonlinearity": "relu"}, None),
    "LSTM": (lambda w, e: LSTM(w, every_step=e), torch.nn.LSTM, {}, (1, 0, 3, 2)),  # f i o g from i f g o
    "GRU": (lambda w, e: GRU(w, "torch", every_step=e), torch.nn.GRU, {}, (1, 0, 2)),  # z r h̃ from r z n
}


def stacked(a, gates):
    """Our gates (k, …, h), with units last, as torch has them: rows of one matrix, in its order."""
    if gates is None:
        return a.T
    order = np.argsort(gates)
    return np.concatenate([np.swapaxes(a[gate], -1, 0) if a.ndim == 3 else a[gate] for gate in order])


def torchs(name, net, theta, way="layer"):
    """torch's module with our θ in it, and the read-out; the second biases are 0 but for the one that is our own."""
    _, module, options, gates = PAIRS[name]
    P, (d, h, m) = net.layout.views(theta), net.widths
    rnn, readout = module(d, h, **options), torch.nn.Linear(h, m)
    b_hh = np.zeros_like(P["b"])
    if "br" in P:
        b_hh[2] = P["br"]
    new = (P["U"], P["W"], P["b"], b_hh)
    with torch.no_grad():
        for own, a in zip(("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"), new, strict=True):
            getattr(rnn.double(), own).copy_(torch.tensor(stacked(a, gates)))
        readout.double().weight.copy_(torch.tensor(P["V"].T))
        readout.bias.copy_(torch.tensor(P["c"]))
    return rnn, readout


def gradient(name, net, rnn, readout):
    """torch's gradients as our θ."""
    gates, shapes = PAIRS[name][3], net.layout.shapes
    order = range(1) if gates is None else np.argsort(gates)

    def ours(a, shape):
        blocks = np.split(a.numpy(), len(order))
        return np.stack([blocks[list(order).index(k)].T for k in range(len(order))]).reshape(shape)

    found = {
        "U": ours(rnn.weight_ih_l0.grad, shapes["U"]),
        "W": ours(rnn.weight_hh_l0.grad, shapes["W"]),
        "b": ours(rnn.bias_ih_l0.grad, shapes["b"]),
        "V": readout.weight.grad.numpy().T,
        "c": readout.bias.grad.numpy(),
    }
    if "br" in shapes:
        found["br"] = ours(rnn.bias_hh_l0.grad, shapes["b"])[2]
    return net.layout.flat(found)


def close(ours, theirs):
    """Relative to the largest entry: sums of up to 40 terms in another order, through six steps."""
    theirs = np.asarray(theirs)
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10 * max(1, np.abs(theirs).max()))


@pytest.mark.parametrize("name", PAIRS)
@settings(max_examples=40)
@given(widths, st.booleans(), lengths, seeds)
def test_outputs_and_gradients_are_torchs(name, widths, every_step, T, seed):
    net = PAIRS[name][0](widths, every_step)
    theta, X, dZ = point(net, seed), sequences(net, seed, T=T), upstream(net, seed, T=T)
    rnn, readout = torchs(name, net, theta)
    H, _ = rnn(torch.tensor(X.swapaxes(0, 1)))
    Z = readout(H).swapaxes(0, 1) if every_step else readout(H[-1])
    Z.backward(torch.tensor(dZ))
    ours, tape = net.forward(theta, X)
    close(ours, Z.detach())
    close(tape.H[1:], H.detach())
    close(net.backward(theta, tape, dZ)[0], gradient(name, net, rnn, readout))


CELLS = {"RNN": torch.nn.RNNCell, "LSTM": torch.nn.LSTMCell, "GRU": torch.nn.GRUCell}


@pytest.mark.parametrize("name", CELLS)
@settings(max_examples=25)
@given(widths, st.integers(2, 6), seeds)
def test_the_error_of_the_state_at_every_step_is_that_of_torchs_cell(name, widths, T, seed):
    net = PAIRS[name][0](widths, False)
    theta, X, dZ = point(net, seed), sequences(net, seed, T=T), upstream(net, seed, T=T)
    rnn, readout = torchs(name, net, theta)
    cell = CELLS[name](*widths[:2]).double()
    cell.load_state_dict({key.removesuffix("_l0"): value for key, value in rnn.state_dict().items()})
    state, kept = None, []
    for x in torch.tensor(X.swapaxes(0, 1)):
        state = cell(x, state)
        parts = state if isinstance(state, tuple) else (state,)
        kept.append(tuple(part.clone() for part in parts))  # parts of their own: ∂/∂c is not to hold the way through h
        for part in kept[-1]:
            part.retain_grad()
        state = kept[-1] if isinstance(state, tuple) else kept[-1][0]
    readout(kept[-1][0]).backward(torch.tensor(dZ))
    _, errors = net.backward(theta, net.forward(theta, X)[1], dZ)
    for t, parts in enumerate(kept, start=1):
        for ours, theirs in zip(errors.state[t], parts, strict=True):
            close(ours, np.zeros_like(ours) if theirs.grad is None else theirs.grad)


@pytest.mark.parametrize("name", PAIRS)
def test_the_gradient_of_the_risk_is_torchs(name):
    net = PAIRS[name][0]((2, 4, 3), True)
    theta, X, y = point(net, 0), sequences(net, 0, n=6), rng(0).integers(3, size=(6, 5))
    rnn, readout = torchs(name, net, theta)
    loss = torch.nn.functional.cross_entropy(
        readout(rnn(torch.tensor(X.swapaxes(0, 1)))[0]).swapaxes(0, 1).reshape(-1, 3), torch.tensor(y).reshape(-1)
    )
    loss.backward()
    f = Risk(net, X, y, each_step(cross_entropy))
    close(f(theta), loss.detach())
    close(f.grad(theta), gradient(name, net, rnn, readout))


@pytest.mark.parametrize("name", PAIRS)
def test_a_regression_on_the_last_output_is_torchs(name):
    net = PAIRS[name][0]((2, 4, 1), False)
    theta, X, y = point(net, 1), sequences(net, 1, n=6), rng(1).standard_normal(6)
    rnn, readout = torchs(name, net, theta)
    loss = 0.5 * ((readout(rnn(torch.tensor(X.swapaxes(0, 1)))[0][-1])[:, 0] - torch.tensor(y)) ** 2).mean()
    loss.backward()
    f = Risk(net, X, y, squared)
    close(f(theta), loss.detach())
    close(f.grad(theta), gradient(name, net, rnn, readout))
