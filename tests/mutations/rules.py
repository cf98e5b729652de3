"""Mistakes in the update rules: a sign, a square, a correction that is missing."""

from tests.mutations.mutant import ADAM, BATCHES, CONVENTIONS, FIRST_STEPS, HEAVY_BALL, QUADRATICS, Mutant

PLAIN, ADAPTIVE = "gdlib/rules/plain.py", "gdlib/rules/adaptive.py"
SQUARES = "s = beta2 * s + (1 - beta2) * g * g"
ROOT = "(s_hat**0.5 + eps)"

RULES = (
    Mutant("gd: uphill", PLAIN, "w - lr * grad(w)", "w + lr * grad(w)", chapters=(FIRST_STEPS, QUADRATICS, BATCHES)),
    Mutant("momentum: sign of β", PLAIN, "beta * v + grad(w)\n", "-beta * v + grad(w)\n", chapters=(HEAVY_BALL,)),
    Mutant("momentum: sign of the update", PLAIN, "w - lr * v\n", "w + lr * v\n", chapters=(HEAVY_BALL,)),
    Mutant("ema_momentum: weight dropped", PLAIN, "(1 - beta) * grad(w)", "grad(w)", chapters=(CONVENTIONS,)),
    Mutant(
        "steepest: curvature of the wrong sign",
        "gdlib/rules/steplength.py",
        "grad(w + g) - g",
        "g - grad(w + g)",
        chapters=(QUADRATICS,),
    ),
    Mutant("adagrad: square dropped", ADAPTIVE, "s + g * g", "s + abs(g)"),
    Mutant("adagrad: forgets", ADAPTIVE, "s + g * g", "0.9 * s + g * g", chapters=(ADAM,)),
    Mutant("rmsprop: root dropped", ADAPTIVE, "(s**0.5 + eps)", "(s + eps)", behind="def rmsprop"),
    Mutant("rmsprop: weights swapped", ADAPTIVE, SQUARES, "s = (1 - beta2) * s + beta2 * g * g", behind="def rmsprop"),
    Mutant("adam: no bias correction of m", ADAPTIVE, "m / (1 - beta1**t)", "m", behind="def adam("),
    Mutant("adam: no bias correction of s", ADAPTIVE, "s / (1 - beta2**t)", "s", behind="def adam(", chapters=(ADAM,)),
    Mutant("adam: bias correction one step late", ADAPTIVE, "beta1**t", "beta1**(t + 1)", behind="def adam("),
    Mutant("adam: square dropped", ADAPTIVE, SQUARES, "s = beta2 * s + (1 - beta2) * abs(g)", behind="def adam("),
    Mutant("adam: root dropped", ADAPTIVE, ROOT, "(s_hat + eps)", behind="def adam("),
    Mutant("adam: ε inside the root", ADAPTIVE, ROOT, "(s_hat + eps) ** 0.5", behind="def adam("),
    Mutant("amsgrad: forgets its largest s", ADAPTIVE, "s * (s > s_max) + s_max * (s <= s_max)", "s", chapters=(ADAM,)),
    Mutant(
        "adamw: decay through the gradient",
        ADAPTIVE,
        "g = grad(w)",
        "g = grad(w) + decay * w",
        behind="def adamw",
        chapters=(ADAM,),
    ),
    Mutant("adamw: decay not scaled by η", ADAPTIVE, "+ decay * w)", ") - decay * w", behind="def adamw"),
)
