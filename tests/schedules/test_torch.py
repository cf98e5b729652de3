"""torch.optim.lr_scheduler as the oracle: every schedule that torch has, update by update."""

import inspect

import numpy as np
import pytest

from gdlib.schedules import (
    constant,
    cosine,
    cosine_restarts,
    exponential,
    inverse_time,
    one_cycle,
    piecewise,
    polynomial,
    step_decay,
    triangular,
    warmup,
)

torch = pytest.importorskip("torch")
LR = torch.optim.lr_scheduler
LONG = 60

# torch's name: (a scheduler for an optimiser at rate 1, the same as a gdlib schedule, updates to compare)
PAIRS = {
    "StepLR": (lambda o: LR.StepLR(o, 7, 0.3), step_decay(0.3, every=7), LONG),
    "MultiStepLR": (lambda o: LR.MultiStepLR(o, [5, 20, 20], 0.5), piecewise(0.5, at=[5, 20, 20]), LONG),
    "ExponentialLR": (lambda o: LR.ExponentialLR(o, 0.93), exponential(0.93), LONG),
    "PolynomialLR": (lambda o: LR.PolynomialLR(o, 25, 2.0), polynomial(25, power=2), LONG),
    "LinearLR": (lambda o: LR.LinearLR(o, 1 / 3, 1, 4), 1 / 3 * polynomial(4, end=3), LONG),
    "LinearLR as warm-up": (lambda o: LR.LinearLR(o, 1 / 8, 1, 7), warmup(8), LONG),
    "ConstantLR": (lambda o: LR.ConstantLR(o, 0.25, 6), (0.25 * constant()).then(constant(), after=6), LONG),
    "CosineAnnealingLR": (lambda o: LR.CosineAnnealingLR(o, 40, 0.1), cosine(40, end=0.1), 41),
    "CosineAnnealingWarmRestarts": (lambda o: LR.CosineAnnealingWarmRestarts(o, 9), cosine_restarts(9), LONG),
    "CosineAnnealingWarmRestarts, longer and longer": (
        lambda o: LR.CosineAnnealingWarmRestarts(o, 5, 2, 0.05),
        cosine_restarts(5, mult=2, end=0.05),
        LONG,
    ),
    "OneCycleLR": (lambda o: LR.OneCycleLR(o, 1.0, total_steps=50, cycle_momentum=False), one_cycle(50), 50),
    "OneCycleLR, all given": (
        lambda o: LR.OneCycleLR(o, 1.0, 40, pct_start=0.45, div_factor=10, final_div_factor=50, cycle_momentum=False),
        one_cycle(40, rise=0.45, start=1 / 10, end=1 / 500),
        40,
    ),
    "CyclicLR": (lambda o: LR.CyclicLR(o, 0.1, 1, 6, 4, cycle_momentum=False), triangular(6, 4, start=0.1), LONG),
    "CyclicLR, triangular2": (
        lambda o: LR.CyclicLR(o, 0.1, 1, 5, mode="triangular2", cycle_momentum=False),
        triangular(5, start=0.1, shrink=0.5),
        LONG,
    ),
    "LambdaLR": (lambda o: LR.LambdaLR(o, inverse_time(0.5)), inverse_time(0.5), LONG),
    "MultiplicativeLR": (lambda o: LR.MultiplicativeLR(o, lambda k: 0.9), exponential(0.9), LONG),
    "SequentialLR": (
        lambda o: LR.SequentialLR(
            o, [LR.LinearLR(o, 0.2, 1, 4), LR.CosineAnnealingLR(o, 20), LR.ConstantLR(o, 0.5, 3)], [5, 25]
        ),
        warmup(5).then(cosine(20), after=5).then((0.5 * constant()).then(constant(), after=3), after=25),
        LONG,
    ),
    "ChainedScheduler": (
        lambda o: LR.ChainedScheduler([LR.LinearLR(o, 0.2, 1, 4), LR.ExponentialLR(o, 0.9)]),
        warmup(5) * exponential(0.9),
        LONG,
    ),
}
NOT_OURS = {
    "ReduceLROnPlateau": "listens to the loss, so it is no function of the number of updates",
    "LRScheduler": "the base class",
    "_LRScheduler": "its old name",
}


def optimiser():
    weight = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    return torch.optim.SGD([weight], lr=1.0, momentum=0.9)


def read(scheduler, opt, steps, what="lr"):
    """The values in force at update 1, 2, …: read, update, advance."""
    values = []
    for k in range(steps):
        values.append(float(opt.param_groups[0][what]))
        opt.step()
        if k < steps - 1:  # OneCycleLR refuses to be asked once more
            scheduler.step()
    return values


@pytest.mark.filterwarnings("ignore:The epoch parameter:UserWarning")  # torch's own SequentialLR calls it so
@pytest.mark.parametrize("name", PAIRS)
def test_the_same_numbers_as_torch(name):
    make, ours, steps = PAIRS[name]
    opt = optimiser()
    theirs = read(make(opt), opt, steps)
    # torch multiplies its last value again and again: 60 roundings, and an absolute floor where it meets 0
    np.testing.assert_allclose(ours(np.arange(steps)), theirs, rtol=1e-12, atol=1e-14)


def test_one_cycle_moves_momentum_from_95_to_85_and_back():
    opt = optimiser()
    scheduler = LR.OneCycleLR(opt, 1.0, total_steps=50, base_momentum=0.85, max_momentum=0.95)
    theirs = read(scheduler, opt, 50, what="momentum")
    ours = 0.85 * one_cycle(50, start=0.95 / 0.85, end=0.95 / 0.85)
    np.testing.assert_allclose(ours(np.arange(50)), theirs, rtol=1e-12)
    assert (theirs[0], round(min(theirs), 6), theirs[-1]) == (0.95, 0.85, 0.95)


def test_cyclic_momentum_runs_against_the_rate():
    opt = optimiser()
    theirs = read(LR.CyclicLR(opt, 0.1, 1, 6, base_momentum=0.8, max_momentum=0.9), opt, LONG, what="momentum")
    np.testing.assert_allclose((0.8 * triangular(6, start=0.9 / 0.8))(np.arange(LONG)), theirs, rtol=1e-12)


def test_torchs_cosine_rises_again_and_ours_does_not():
    opt = optimiser()
    theirs = read(LR.CosineAnnealingLR(opt, 4), opt, 9)
    np.testing.assert_allclose(theirs, [1, 0.853553, 0.5, 0.146447, 0, 0.146447, 0.5, 0.853553, 1], atol=1e-6)
    np.testing.assert_array_equal(cosine(4)(np.arange(4, 9)), 0)


def test_no_schedule_of_torch_is_forgotten():
    schedulers = {name for name, c in vars(LR).items() if inspect.isclass(c) and issubclass(c, LR.LRScheduler)}
    compared = {name.partition(",")[0].partition(" ")[0] for name in PAIRS}
    assert schedulers == compared | NOT_OURS.keys()
