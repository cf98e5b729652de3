"""Heads, gates and cuts are told from hidden layers by how they are called, not by how they are named."""

import math

import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.nn.functional import cross_entropy  # noqa: E402

from gdlib.diagnosis.probe import probe  # noqa: E402
from gdlib.diagnosis.probe.gates import flatness  # noqa: E402
from gdlib.diagnosis.thresholds import EDGE  # noqa: E402
from tests.diagnosis.broken.cut import LOSES, Encoded  # noqa: E402
from tests.diagnosis.parts import classified, examples, he, mlp  # noqa: E402


class Parallel(nn.Module):
    """One layer, whose values are cut into parts that go through a sigmoid each, and one behind them."""

    def __init__(self, parts, biases):
        super().__init__()
        self.a, self.b, self.parts = nn.Linear(20, 16 * parts), nn.Linear(16, 10), parts
        with torch.no_grad():
            self.a.weight.mul_(0.1)
            self.a.bias.copy_(torch.tensor(biases).repeat_interleave(16))

    def forward(self, x):
        return self.b(math.prod(part.sigmoid() for part in self.a(x).chunk(self.parts, dim=1)))


@pytest.mark.parametrize(("biases", "flat"), [([9.0, 0, 0, 0], 0.25), ([9.0, -9, 9, 0], 0.75), ([9.0], 1)], ids=str)
def test_a_flat_gate_is_as_much_of_its_layer_as_it_has_units(biases, flat):
    torch.manual_seed(0)
    found = probe(*classified(Parallel(len(biases), biases), *examples()))
    assert found.flow.saturated[0] == pytest.approx(flat)
    assert found.verdict == ("saturated" if flat > 0.5 else "healthy")


def test_what_leads_nowhere_is_an_output_and_may_be_0_or_1():
    class Two(nn.Module):
        def __init__(self):
            super().__init__()
            self.trunk, self.left, self.right = nn.Linear(20, 16), nn.Linear(16, 10), nn.Linear(16, 10)

        def forward(self, x):
            h = self.trunk(x).relu()
            return (self.left(h) - 50).sigmoid(), self.right(h)

    torch.manual_seed(0)
    X, _ = examples()
    flow = probe(Two(), lambda m: sum(out.square().mean() for out in m(X))).flow
    assert [math.isnan(share) for share in flow.dead] == [False, True, True]
    assert [math.isnan(share) for share in flow.saturated] == [True, True, True]


@pytest.mark.parametrize("how", LOSES)
def test_what_is_cut_off_is_named_and_freezing_it_says_that_it_is_meant(how):
    torch.manual_seed(0)
    model, loss = classified(Encoded(LOSES[how]), *examples())
    found = probe(model, loss)
    assert found.flow.cut.tolist() == [True] * 3 + [False] * 2
    assert "Cut off: no error comes back to 3 layers from encoder.0 to encoder.4" in str(found)
    model.encoder.requires_grad_(False)
    assert probe(model, loss).verdict == "healthy"


def test_features_without_a_graph_and_losses_that_are_logged_cut_nothing_off():
    torch.manual_seed(0)
    X, y = examples()
    model, logged = nn.ModuleDict({"body": mlp(3, nn.ReLU, he, out=32), "head": nn.Linear(32, 10)}), []

    def loss(m):
        with torch.no_grad():
            h = m["body"](X).relu()
        value = cross_entropy(m["head"](h), y)
        logged.append(value.detach())
        return value

    found = probe(model, loss)
    assert found.verdict == "healthy"
    assert "body.0.weight" in found.unused


def test_what_nothing_will_move_is_said_below_the_table():
    torch.manual_seed(0)
    model, loss = classified(mlp(3, nn.Tanh), *examples())
    model[0].requires_grad_(False)
    found = probe(model, loss, optimizer=torch.optim.SGD(model[4].parameters(), lr=0.1))
    assert found.remarks == ("frozen: 0.weight, 0.bias", "not moved by this SGD: 2.weight, 2.bias")
    assert str(found).endswith("\n".join(found.remarks))
    deep = mlp(6, nn.Tanh).requires_grad_(False)
    deep[10].requires_grad_(True)
    said = probe(*classified(deep, *examples())).remarks
    assert said == ("frozen: 0.weight, 0.bias, 2.weight, 2.bias, 4.weight and 5 more",)


def gates_by_hand(mode, x, h, W):
    """The gates of one step as torch's documentation writes them."""
    above, before = x @ W[0].T + W[2], h @ W[1].T + W[3]
    if mode == "LSTM":
        i, f, g, o = (above + before).chunk(4, dim=-1)
        return [("sigmoid", i), ("sigmoid", f), ("tanh", g), ("sigmoid", o)]
    (r, z, n), (r_h, z_h, n_h) = above.chunk(3, dim=-1), before.chunk(3, dim=-1)
    return [("sigmoid", r + r_h), ("sigmoid", z + z_h), ("tanh", n + (r + r_h).sigmoid() * n_h)]


@pytest.mark.parametrize("mode", ["LSTM", "GRU"])
@pytest.mark.parametrize("gain", [1.0, 5.0, 30.0])
def test_a_step_is_as_flat_as_its_least_flat_gate(mode, gain):
    torch.manual_seed(0)
    cell = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell}[mode](3, 40, dtype=torch.float64)
    W = [gain * p.detach() for p in cell.parameters()]
    x, h = torch.randn(50, 3, dtype=torch.float64), torch.rand(50, 40, dtype=torch.float64)
    slopes = {"sigmoid": lambda z: 4 * z.sigmoid() * (1 - z.sigmoid()), "tanh": lambda z: 1 - z.tanh() ** 2}
    shares = [(slopes[name](z) < 1 - EDGE**2).double().mean().item() for name, z in gates_by_hand(mode, x, h, W)]
    assert flatness(mode, x, h, W) == pytest.approx(min(shares), abs=1e-12)


def test_what_a_shut_reset_gate_keeps_out_does_not_flatten_the_candidate():
    # r and z are flat whatever comes; n = tanh(0 + r · 9) is at 0 where r = 0, and flat where r = 1.
    zero = torch.zeros(3, 1, dtype=torch.float64)
    biases = [[reset, 9.0, 0.0] for reset in (-9.0, 9.0)]
    for b, flat in zip(biases, (0.0, 1.0), strict=True):
        W = [zero, zero, torch.tensor(b), torch.tensor([0.0, 0.0, 9.0])]
        W[2:] = [bias.double() for bias in W[2:]]
        assert flatness("GRU", zero[:, :1], zero[:, :1], W) == flat


def test_a_recurrence_without_gates_has_none_that_are_flat():
    assert math.isnan(flatness("RNN_TANH", torch.zeros(1, 1), None, []))
