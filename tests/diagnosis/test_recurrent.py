"""Recurrent layers step by step are torch's own, and the error along time is the product that it should be."""

import math

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.nn.utils.rnn import pack_sequence  # noqa: E402

from gdlib.diagnosis.probe import probe  # noqa: E402
from gdlib.diagnosis.probe.unroll import unroll  # noqa: E402
from tests.diagnosis.parts import Loop, Read  # noqa: E402

KINDS = {
    "RNN": (nn.RNN, {}),
    "RNN with ReLU": (nn.RNN, {"nonlinearity": "relu"}),
    "LSTM": (nn.LSTM, {}),
    "LSTM, projected": (nn.LSTM, {"proj_size": 3}),
    "GRU": (nn.GRU, {}),
}
FORMS = {
    "plain": {},
    "batch first": {"batch_first": True},
    "two layers": {"num_layers": 2},
    "both ways": {"num_layers": 2, "bidirectional": True},
    "no bias": {"bias": False},
}


def flat(out):
    return [t for part in out for t in (part if isinstance(part, tuple) else (part,)) if isinstance(t, torch.Tensor)]


def both(rnn, *inputs):
    """What torch gives, and what the unrolled layer gives."""
    theirs = flat(rnn(*inputs))
    unroll(nn.ModuleList([rnn]))
    return zip(flat(rnn(*inputs)), theirs, strict=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_an_unrolled_layer_computes_what_torch_computes(kind, form):
    torch.manual_seed(0)
    make, options = KINDS[kind]
    rnn = make(4, 6, dtype=torch.float64, **options, **FORMS[form])
    for ours, theirs in both(rnn, torch.randn(5, 3, 4, dtype=torch.float64)):
        torch.testing.assert_close(ours, theirs, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
def test_packed_sequences_end_where_they_end(kind):
    torch.manual_seed(0)
    rnn = KINDS[kind][0](4, 6, bidirectional=True, dtype=torch.float64)
    X = pack_sequence([torch.randn(n, 4, dtype=torch.float64) for n in (3, 7, 5)], enforce_sorted=False)
    (theirs, last), _ = rnn(X), unroll(nn.ModuleList([rnn]))
    ours, ours_last = rnn(X)
    for a, b in zip(flat((ours.data, ours_last)), flat((theirs.data, last)), strict=True):
        torch.testing.assert_close(a, b, rtol=1e-10, atol=1e-12)
    assert torch.equal(ours.batch_sizes, theirs.batch_sizes)


def test_a_single_sequence_and_a_first_state_are_taken_as_torch_takes_them():
    torch.manual_seed(0)
    rnn = nn.LSTM(4, 6, dtype=torch.float64)
    start = (torch.randn(1, 6, dtype=torch.float64), torch.randn(1, 6, dtype=torch.float64))
    for ours, theirs in both(rnn, torch.randn(5, 4, dtype=torch.float64), start):
        torch.testing.assert_close(ours, theirs, rtol=1e-10, atol=1e-12)


def linear_recurrence(gain, T, dtype=torch.float32):
    """h_t = gain h_(t−1) + x_t with positive numbers: a ReLU that never cuts."""
    rnn = nn.RNN(1, 2, nonlinearity="relu", bias=False, dtype=dtype)
    with torch.no_grad():
        rnn.weight_hh_l0.copy_(gain * torch.eye(2))
        rnn.weight_ih_l0.fill_(1)
    return Read(rnn).to(dtype), torch.ones(T, 3, 1, dtype=dtype)


@pytest.mark.parametrize(("gain", "T", "verdict"), [(0.5, 1500, "vanishing"), (1.0, 300, "healthy")])
def test_the_error_along_time_is_a_power_of_the_gain_however_many_steps(gain, T, verdict):
    torch.manual_seed(0)
    model, X = linear_recurrence(gain, T)
    answer = probe(model, lambda m: (m(X) - 1).square().mean())
    flow = answer.flows["rnn"]
    assert answer.verdict == verdict
    # 0.5^1499 is 1e-451. Each step rounds in float32: 3e-8 of a decade, 1500 times.
    steps_back = np.arange(T - 1, -1, -1)
    np.testing.assert_allclose(flow.log_error - flow.log_error[-1], steps_back * math.log10(gain), atol=1e-4)


def test_an_exploding_recurrence_is_followed_beyond_what_float32_holds():
    torch.manual_seed(0)
    model, X = linear_recurrence(2.0, 200, torch.float64)
    flow = probe(model, lambda m: m(X).mean()).flows["rnn"]
    assert flow.log_error[0] - flow.log_error[-1] == pytest.approx(199 * math.log10(2), abs=1e-9)


def kept_states(cell, X):
    """The states (h, c) of an LSTM cell over time, each to keep its gradient."""
    h, states = None, []
    for x in X:
        h = tuple(part.clone() for part in cell(x, h))  # else ∂/∂c would hold the way through h as well
        for part in h:
            part.retain_grad()
        states.append(h)
    return states


def test_the_error_is_that_of_torchs_own_gradient():
    torch.manual_seed(0)
    cell, X = nn.LSTMCell(2, 5, dtype=torch.float64), torch.randn(6, 3, 2, dtype=torch.float64)
    states = kept_states(cell, X)
    states[-1][0].square().sum().backward()
    theirs = [math.sqrt(sum(0 if p.grad is None else p.grad.square().sum().item() for p in state)) for state in states]
    flow = probe(Loop(cell, nn.Identity()), lambda m: m(X).square().sum()).flow
    np.testing.assert_allclose(flow.error, theirs, rtol=1e-10)
    np.testing.assert_allclose(flow.total, theirs, rtol=1e-10)


def test_a_loss_that_reads_every_step_is_told_from_one_that_reads_the_last():
    torch.manual_seed(0)
    rnn, X = nn.LSTM(3, 16), torch.randn(60, 8, 3)
    model = nn.ModuleDict({"rnn": rnn, "head": nn.Linear(16, 1)})
    last = probe(model, lambda m: m["head"](m["rnn"](X)[0][-1]).square().mean())
    every = probe(model, lambda m: m["head"](m["rnn"](X)[0]).square().mean())
    assert (last.verdict, every.verdict) == ("vanishing", "healthy")
    assert "steps back" in every.reports["rnn"].sentence


def test_truncation_ends_the_way_back_and_is_no_illness():
    torch.manual_seed(0)
    cell, X = nn.GRUCell(3, 8), torch.randn(20, 4, 3)

    def loss(m):
        h = None
        for t, x in enumerate(X):
            h = m["cell"](x, h.detach() if t == 15 else h)
        return m["head"](h).square().mean()

    flow = probe(nn.ModuleDict({"cell": cell, "head": nn.Linear(8, 1)}), loss).flows["cell"]
    assert np.isnan(flow.log_error).tolist() == [True] * 15 + [False] * 5


def test_a_layer_with_a_forward_of_its_own_keeps_it():
    class Scaled(nn.RNN):
        def forward(self, x, hx=None):
            out, h = super().forward(x, hx)
            return 100 * out, h

    torch.manual_seed(0)
    X = torch.randn(5, 3, 4)
    model = Read(Scaled(4, 6))
    answer = probe(model, lambda m: m(X).square().mean())
    assert answer.loss == pytest.approx(model(X).square().mean().item(), rel=1e-5)
