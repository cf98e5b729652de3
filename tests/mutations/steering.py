"""Mistakes in what steers a rule: transforms of the gradient, schedules, the loop that asks them."""

from tests.mutations.mutant import CLIFF, FITS, SCHEDULES, Mutant

BY_GRADIENTS = ("tests/test_gradients.py", "tests/test_precondition.py")
BY_SCHEDULES = ("tests/schedules",)
GRADIENTS, DECAY = "gdlib/gradients.py", "gdlib/schedules/decay.py"

STEERING = (
    Mutant(
        "clip_norm: not applied",
        GRADIENTS,
        "(most / np.maximum(size, most / scale))",
        "1",
        tests=BY_GRADIENTS,
        chapters=(CLIFF,),
    ),
    Mutant(
        "clip_norm: lengthens too",
        GRADIENTS,
        "np.maximum(size, most / scale)",
        "size",
        tests=BY_GRADIENTS,
        chapters=(CLIFF,),
    ),
    Mutant(
        "clip_value: from above only",
        GRADIENTS,
        "np.clip(g, -most, most)",
        "np.minimum(g, most)",
        tests=BY_GRADIENTS,
    ),
    Mutant("weight_decay: sign", GRADIENTS, "g + strength * w", "g - strength * w", tests=BY_GRADIENTS),
    Mutant(
        "precondition: P for its inverse", GRADIENTS, "(g.T / P).T", "(g.T * P).T", tests=BY_GRADIENTS, chapters=(FITS,)
    ),
    Mutant("precondition: not applied", GRADIENTS, "_solved(metric(w), g)", "g", tests=BY_GRADIENTS, chapters=(FITS,)),
    Mutant("add_noise: variance for deviation", GRADIENTS, "g + sigma * rng", "g + sigma**2 * rng", tests=BY_GRADIENTS),
    Mutant(
        "step_decay: one step early",
        DECAY,
        "(k // every)",
        "((k + 1) // every)",
        tests=BY_SCHEDULES,
        chapters=(SCHEDULES,),
    ),
    Mutant(
        "piecewise: one step late",
        DECAY,
        "bisect_right(drops, k)",
        "bisect_right(drops, k - 1)",
        tests=BY_SCHEDULES,
        chapters=(SCHEDULES,),
    ),
    Mutant(
        "inverse_time: one step early",
        DECAY,
        "1 / (1 + decay * k)",
        "1 / (1 + decay * (k + 1))",
        tests=BY_SCHEDULES,
        chapters=(SCHEDULES,),
    ),
    Mutant(
        "warmup: first update at 0",
        DECAY,
        "(k + 1) / steps if",
        "k / steps if",
        tests=BY_SCHEDULES,
        chapters=(SCHEDULES,),
    ),
    Mutant(
        "cosine: a quarter of the wave",
        DECAY,
        "math.pi * x",
        "math.pi * x / 2",
        tests=BY_SCHEDULES,
        chapters=(SCHEDULES,),
    ),
    Mutant(
        "then: the clock goes on",
        "gdlib/schedules/schedule.py",
        "second(k - after)",
        "second(k)",
        tests=BY_SCHEDULES,
        chapters=(SCHEDULES,),
    ),
    Mutant(
        "loop: schedules asked one step late",
        "gdlib/rules/_declare.py",
        "self.at(t - 1)",
        "self.at(t)",
        tests=("tests/rules",),
        chapters=(SCHEDULES,),
    ),
)
