"""The probe names every planted illness and calls no sound model ill: two tables of models, each with three seeds."""

import collections

import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.nn.functional import cross_entropy  # noqa: E402

from gdlib.diagnosis.probe import probe  # noqa: E402
from tests.diagnosis.broken import BROKEN  # noqa: E402
from tests.diagnosis.parts import classified, examples, mlp  # noqa: E402
from tests.diagnosis.sound import SOUND  # noqa: E402

SEEDS = (0, 1, 2)


def probed(make, seed):
    torch.manual_seed(seed)
    model, loss, *optimizer = make()
    return probe(model, loss, optimizer=optimizer[0] if optimizer else None)


@pytest.mark.parametrize("name", BROKEN)
def test_the_planted_illness_is_named(name):
    verdict, make = BROKEN[name]
    assert {seed: probed(make, seed).verdict for seed in SEEDS} == dict.fromkeys(SEEDS, verdict)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_model_is_called_healthy(name):
    found = {seed: probed(SOUND[name], seed) for seed in SEEDS}
    assert {seed: answer.verdict for seed, answer in found.items()} == dict.fromkeys(SEEDS, "healthy"), found[0]


def test_the_tables_are_as_long_as_promised():
    assert len(BROKEN) >= 20
    assert len(SOUND) >= 10
    assert len({verdict for verdict, _ in BROKEN.values()}) == 8


def losses(model, loss, most=200):
    """Its own batch by heart with Adam at its usual rate, each loss beside the first."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=1e-3)
    first = float(loss(model).detach())
    for _ in range(most):
        optimizer.zero_grad()
        now = loss(model)
        now.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        yield float(now.detach()), first


@pytest.mark.slow
@pytest.mark.parametrize("name", SOUND)
def test_a_model_that_is_called_sound_does_learn(name):
    torch.manual_seed(0)
    model, loss, *_ = SOUND[name]()
    # A model that does not learn stays where it began, one that does leaves a third behind, five times in a row.
    last = collections.deque(maxlen=5)
    for now, first in losses(model, loss):
        last.append(now < 0.67 * first or first < 1e-3)
        if sum(last) == 5:
            return
    pytest.fail(f"after 200 updates the loss is {now:.3g}, and it was {first:.3g}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("depth", "activation", "start", "verdict"),
    [
        (8, nn.ReLU, None, "healthy"),
        (10, nn.ReLU, None, "vanishing"),
        (4, nn.Sigmoid, nn.init.xavier_normal_, "healthy"),
        (6, nn.Sigmoid, nn.init.xavier_normal_, "vanishing"),
    ],
)
def test_the_limit_of_vanishing_parts_what_sgd_can_train_from_what_it_cannot(depth, activation, start, verdict):
    digits = pytest.importorskip("sklearn.datasets").load_digits()
    torch.manual_seed(0)
    X, y = torch.tensor(digits.data, dtype=torch.float32), torch.tensor(digits.target)
    X = (X - X.mean(0)) / (X.std(0) + 0.16)
    model = mlp(depth, activation, start, d=64)
    found = probe(model, lambda m: cross_entropy(m(X[:256]), y[:256])).verdict
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for _ in range(400):
        rows = torch.randint(0, 1500, (64,))
        optimizer.zero_grad()
        cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
    right = (model(X[1500:]).argmax(1) == y[1500:]).double().mean().item()
    assert (found, right > 0.6) == (verdict, verdict == "healthy")  # chance is 0.1


def test_flows_are_what_a_chain_of_single_units_gives_by_hand():
    model = nn.Sequential(*(nn.Linear(1, 1, bias=False) for _ in range(3)))
    with torch.no_grad():
        for layer, w in zip(model, (2.0, -1.0, 0.5), strict=True):
            layer.weight.fill_(w)
    answer = probe(
        model,
        lambda m: 0.5 * (m(torch.tensor([[3.0]])) - 1).square().sum(),
        optimizer=torch.optim.SGD(model.parameters(), lr=0.1),
    )
    # z = 6, −6, −3; δ = 2, −2, −4; δ_l h_(l−1) = 6, −12, 24: exact in float32, and a logarithm there and back.
    assert answer.flow.forward == pytest.approx([6, 6, 3], rel=1e-12)
    assert answer.flow.error == pytest.approx([2, 2, 4], rel=1e-12)
    assert answer.flow.weight == pytest.approx([6, 12, 24], rel=1e-12)
    assert answer.flow.update == pytest.approx([0.3, 1.2, 4.8], rel=1e-6)  # in float32
    assert answer.loss == 8


def test_the_answer_prints_the_sentence_and_the_table_and_names_what_no_error_reached():
    torch.manual_seed(0)
    model = nn.ModuleDict({"used": nn.Linear(20, 10), "spare": nn.Linear(3, 3)})
    X, y = examples()
    shown = str(probe(model, lambda m: cross_entropy(m["used"](X), y)))
    assert "Healthy" in shown
    assert "used" in shown
    assert shown.endswith("no error reached spare.weight, spare.bias")


def test_the_flows_of_a_recurrent_model_are_all_there():
    _, make = BROKEN["two LSTM layers, both ways, 80 steps"]
    answer = probed(make, 0)
    assert list(answer.flows) == ["layers", "rnn layer 1", "rnn layer 1 backwards", "rnn layer 2"]
    # The loss reads the last step: of the second layer read backwards that is its first state, no way to go.
    assert answer.flow is answer.flows[answer.sickest]
    assert len(answer.flow) == 80


def test_layers_are_in_the_order_in_which_they_are_called_and_a_second_call_is_a_second_place():
    class Odd(nn.Module):
        def __init__(self):
            super().__init__()
            self.b, self.a = nn.Linear(20, 20), nn.Linear(20, 20)

        def forward(self, x):
            return self.b(self.a(self.b(x)))

    assert probe(*classified(Odd(), *examples(classes=20))).flow.where == ("b", "a", "b (2)")


def test_a_nan_in_the_target_is_not_looked_for_in_the_model():
    X, _ = examples()
    found = probe(mlp(2, nn.Tanh), lambda m: (m(X) - torch.nan).square().mean())
    assert found.report.sentence.startswith("Non-finite: the loss is NaN though every signal is finite")


def test_a_function_between_two_layers_that_makes_a_nan_is_told_from_the_layer_behind_it():
    class Log(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Linear(20, 64), nn.Linear(64, 10)

        def forward(self, x):
            return self.b(self.a(x).relu().log())

    sentence = probe(*classified(Log(), *examples())).report.sentence
    assert "the signal first holds NaN or infinity between a and b on its way forward" in sentence


def test_wrappers_are_looked_through():
    torch.manual_seed(0)
    model, X = mlp(3, nn.Tanh), examples()
    inner = probe(*classified(model, *X))
    assert probe(*classified(nn.DataParallel(model), *X)).flow.where == inner.flow.where


def test_a_figure_is_drawn_of_the_flow_that_shows_the_verdict():
    pytest.importorskip("matplotlib")
    torch.manual_seed(0)
    (ax,) = probe(*classified(mlp(4, nn.Tanh), *examples())).figure().axes
    assert [text.get_text() for text in ax.get_xticklabels()] == ["0", "2", "4", "6"]


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_on_a_gpu_it_measures_the_same():
    torch.manual_seed(0)
    X, y = examples()
    model = mlp(5, nn.Tanh)
    here = probe(model, lambda m: cross_entropy(m(X), y)).flow
    state = torch.cuda.get_rng_state()
    there = probe(model.cuda(), lambda m: cross_entropy(m(X.cuda()), y.cuda())).flow
    assert there.log_error == pytest.approx(here.log_error, abs=1e-3)  # float32 by another kernel, TF32 included
    assert torch.equal(torch.cuda.get_rng_state(), state)


@pytest.mark.parametrize(("first", "shape"), [(nn.Conv1d(3, 10, 1), (8, 3, 5)), (nn.Linear(3, 10), (8, 5, 3))], ids=str)
def test_a_unit_is_a_channel_behind_a_convolution_and_a_feature_behind_a_linear_layer(first, shape):
    with torch.no_grad():
        first.bias.copy_(torch.tensor([9.0] * 6 + [-9.0] * 4))
        first.weight.mul_(0.1)
    model = nn.Sequential(first, nn.ReLU(), nn.Flatten(), nn.Linear(50, 2))
    flow = probe(model, lambda m: m(torch.randn(shape)).square().mean()).flow
    assert flow.dead[0] == pytest.approx(0.4)
