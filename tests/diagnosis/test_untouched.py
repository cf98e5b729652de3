"""A probe leaves no trace: parameters, gradients, buffers, hooks, modes and every generator stay as they were."""

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from gdlib.diagnosis.probe import probe, watch  # noqa: E402
from tests.diagnosis.broken import BROKEN  # noqa: E402
from tests.diagnosis.parts import classified, examples, he, mlp  # noqa: E402
from tests.diagnosis.sound import SOUND  # noqa: E402

MAKERS = {name: make for name, (_, make) in BROKEN.items()} | SOUND
HOOKS = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")


def bits(tensors):
    """Names, identities and exact contents; NaN is as good as any other content."""
    return {name: None if t is None else (id(t), t.dtype, t.detach().cpu().clone()) for name, t in tensors}


def state(model):
    modules = dict(model.named_modules())
    return {
        "parameters": bits(model.named_parameters()),
        "gradients": bits((name, p.grad) for name, p in model.named_parameters()),
        "buffers": bits(model.named_buffers()),
        "hooks": {name: [list(getattr(m, hooks)) for hooks in HOOKS] for name, m in modules.items()},
        "tensor hooks": {name: list(p._backward_hooks or ()) for name, p in model.named_parameters()},
        "needs": {name: p.requires_grad for name, p in model.named_parameters()},
        "modes": {name: m.training for name, m in modules.items()},
        "attributes": {name: sorted(vars(m)) for name, m in modules.items()},
        "forward": {name: m.forward.__func__ for name, m in modules.items()},
    }


def same(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, tuple) and len(a) == 3 and isinstance(a[2], torch.Tensor):
        return a[:2] == b[:2] and torch.equal(a[2].nan_to_num(7.25), b[2].nan_to_num(7.25))
    return a == b


def chance():
    numpys = np.random.get_state()  # noqa: NPY002
    return torch.get_rng_state().tolist(), random.getstate(), numpys[1].tolist(), numpys[2:]


def made(name):
    torch.manual_seed(3)
    model, loss, *optimizer = MAKERS[name]()
    return model, loss, optimizer[0] if optimizer else None


@pytest.mark.parametrize("name", MAKERS)
def test_a_probe_leaves_no_trace(name):
    model, loss, optimizer = made(name)
    held, dice, kept = state(model), chance(), str(optimizer.state_dict()) if optimizer else ""
    probe(model, loss, optimizer=optimizer)
    assert same(state(model), held)
    assert chance() == dice
    assert not optimizer or str(optimizer.state_dict()) == kept


def test_gradients_that_were_there_are_there_still():
    torch.manual_seed(0)
    model, loss = classified(mlp(3, nn.ReLU, between=(nn.BatchNorm1d, lambda m: nn.Dropout(0.5))), *examples())
    loss(model).backward()
    model[1].eval()  # a mode that differs from part to part
    held = state(model)
    probe(model, loss)
    assert same(state(model), held)
    assert any(entry is not None for entry in held["gradients"].values())


def test_chance_that_the_loss_draws_on_is_put_back_even_when_the_loss_fails():
    def loss(m):
        torch.rand(3)
        np.random.rand(3)  # noqa: NPY002
        random.random()
        raise RuntimeError("no luck")

    model, dice = mlp(2, nn.Tanh), chance()
    with pytest.raises(RuntimeError, match="no luck"):
        probe(model, loss)
    assert chance() == dice


def test_a_probe_in_the_middle_changes_nothing_of_a_training():
    def trained(look):
        torch.manual_seed(1)
        X, y = examples()
        model = mlp(4, nn.ReLU, he, between=(nn.BatchNorm1d, lambda m: nn.Dropout(0.2)))
        loss = classified(model, X, y)[1]
        optimizer = torch.optim.Adam(model.parameters())
        for _ in range(6):
            look(model, loss, optimizer)
            optimizer.zero_grad()
            loss(model).backward()
            optimizer.step()
        return torch.cat([p.detach().ravel() for p in model.parameters()])

    plain = trained(lambda *_: None)
    assert torch.equal(trained(lambda model, loss, _: probe(model, loss)), plain)
    assert torch.equal(trained(lambda model, loss, optimizer: probe(model, loss, optimizer=optimizer)), plain)


def test_a_watched_training_is_the_same_training():
    def trained(watched):
        torch.manual_seed(1)
        model, loss = classified(mlp(4, nn.ReLU, he, between=(nn.BatchNorm1d,)), *examples())
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        seen, held = watch(model, every=2) if watched else None, None
        for _ in range(5):
            optimizer.zero_grad()
            loss(model).backward()
            optimizer.step()
        if seen:
            seen.close()
            held = state(model)
            assert not any(any(hooks) for hooks in held["hooks"].values())
            assert not any(held["tensor hooks"].values())
        return torch.cat([p.detach().ravel() for p in model.parameters()])

    assert torch.equal(trained(True), trained(False))


def test_the_hooks_of_the_user_stay_and_run_on_the_copy_alone():
    torch.manual_seed(0)
    model, loss = classified(mlp(2, nn.Tanh), *examples())
    met = []
    model[0].register_forward_hook(lambda module, *_: met.append(module))
    held = state(model)
    probe(model, loss)
    assert same(state(model), held)
    assert len(met) == 1
    assert met[0] is not model[0]


def test_it_works_where_gradients_are_switched_off():
    torch.manual_seed(0)
    model, loss = classified(mlp(3, nn.Tanh), *examples())
    with torch.no_grad():
        assert probe(model, loss).verdict == "healthy"
        assert not torch.is_grad_enabled()


def test_a_model_that_holds_results_of_an_earlier_pass_can_be_copied():
    class Keeps(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.Linear(20, 10)

        def forward(self, x):
            self.last = self.inner(x)
            return self.last

    torch.manual_seed(0)
    model, loss = classified(Keeps(), *examples())
    loss(model)
    last = model.last
    assert probe(model, loss).verdict == "healthy"
    assert model.last is last
