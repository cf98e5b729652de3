"""What is handed over beside the model is checked before anything runs, and refused in one sentence with the remedy."""

import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from gdlib.diagnosis.probe import probe  # noqa: E402
from tests.diagnosis.parts import examples, mlp  # noqa: E402

X, Y = examples()


def mean(m):
    return m(X).square().mean()


def walks_back(m):
    loss = mean(m)
    loss.backward()
    return loss


LOSSES = {
    "a dictionary": (
        lambda m: {"loss": mean(m)},
        TypeError,
        "loss_fn must return a torch tensor of one number; got dict (return the loss in it alone)",
    ),
    "nothing": (
        lambda m: print(end=""),
        TypeError,
        "loss_fn must return a torch tensor of one number; got None (end loss_fn with return loss)",
    ),
    "no gradients on the way": (
        lambda m: m(X).argmax(dim=1).float().mean(),
        ValueError,
        "the loss does not depend on the model that loss_fn was handed; write lambda m: loss(m(x), y), with no "
        "no_grad, detach or argmax on the way from the model to the loss",
    ),
    "a loss of outputs and targets": (
        nn.CrossEntropyLoss(),
        TypeError,
        "loss_fn must be a function of the model alone, which CrossEntropyLoss is not: write lambda m: loss(m(x), y)",
    ),
    "a function of outputs and targets": (
        nn.functional.cross_entropy,
        TypeError,
        "loss_fn must be a function of the model alone, which cross_entropy is not: write lambda m: loss(m(x), y)",
    ),
    "the loss itself": (
        torch.zeros(()),
        TypeError,
        "loss_fn must be a function that takes a model; got Tensor: write lambda m: loss(m(x), y)",
    ),
    "a loss that walks back": (
        walks_back,
        ValueError,
        "loss_fn has called backward itself; leave that to probe, and only return the loss",
    ),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_that_is_none_is_named(name):
    loss, error, message = LOSSES[name]
    with pytest.raises(error) as raised:
        probe(mlp(2, nn.Tanh), loss)
    assert str(raised.value) == message


@pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")
def test_a_module_of_torch_jit_is_refused():
    scripted = torch.jit.script(mlp(2, nn.Tanh))
    with pytest.raises(TypeError, match="a module of torch.jit lets nobody look into it; give the model as it was"):
        probe(scripted, mean)


def test_an_optimizer_that_needs_a_closure_is_refused():
    model = mlp(2, nn.Tanh)
    with pytest.raises(TypeError, match="LBFGS needs a closure for each step, and probe gives it none; leave the opt"):
        probe(model, mean, optimizer=torch.optim.LBFGS(model.parameters()))


def test_a_rate_that_is_0_at_present_is_told():
    model = mlp(2, nn.Tanh)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, step / 10))
    answer = probe(model, mean, optimizer=optimizer)
    assert answer.report.sentence == (
        "Tiny updates: one update moves no weights at all, as where the rate is 0 at present; a warm-up may begin so."
    )
    assert answer.remarks == ("the rate of this SGD is 0 at present",)
