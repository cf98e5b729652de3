"""The mistakes that the tests and the chapters must notice: each is one change of gdlib, and who has to see it.

Add one with every new piece of mathematics: a sign, a square, an index, a factor that somebody could get wrong.
"""

from tests.mutant import Mutant

QUADRATICS = "book/02-quadratic-laboratory.ipynb"
BATCHES = "book/04-batch-stochastic-mini-batch.ipynb"
PLAIN, ADAPTIVE = "gdlib/rules/plain.py", "gdlib/rules/adaptive.py"
SQUARES = "s = beta2 * s + (1 - beta2) * g * g"
ROOT = "(s_hat**0.5 + eps)"

RULES = (
    Mutant("gd: uphill", PLAIN, "w - lr * grad(w)", "w + lr * grad(w)", chapters=(QUADRATICS, BATCHES)),
    Mutant("momentum: sign of β", PLAIN, "beta * v + grad(w)\n", "-beta * v + grad(w)\n"),
    Mutant("momentum: sign of the update", PLAIN, "w - lr * v\n", "w + lr * v\n"),
    Mutant("nesterov: looks ahead without the learning rate", PLAIN, "w - lr * beta * v", "w - beta * v"),
    Mutant("nesterov: looks back", PLAIN, "w - lr * beta * v", "w + lr * beta * v"),
    Mutant("nesterov: does not look ahead", PLAIN, "grad(w - lr * beta * v)", "grad(w)"),
    Mutant("ema_momentum: weight dropped", PLAIN, "(1 - beta) * grad(w)", "grad(w)"),
    Mutant("steepest: curvature of the wrong sign", "gdlib/rules/steplength.py", "grad(w + g) - g", "g - grad(w + g)"),
    Mutant("adagrad: square dropped", ADAPTIVE, "s + g * g", "s + abs(g)"),
    Mutant("adagrad: forgets", ADAPTIVE, "s + g * g", "0.9 * s + g * g"),
    Mutant("rmsprop: root dropped", ADAPTIVE, "(s**0.5 + eps)", "(s + eps)", behind="def rmsprop"),
    Mutant("rmsprop: weights swapped", ADAPTIVE, SQUARES, "s = (1 - beta2) * s + beta2 * g * g", behind="def rmsprop"),
    Mutant("adam: no bias correction of m", ADAPTIVE, "m / (1 - beta1**t)", "m", behind="def adam("),
    Mutant("adam: no bias correction of s", ADAPTIVE, "s / (1 - beta2**t)", "s", behind="def adam("),
    Mutant("adam: bias correction one step late", ADAPTIVE, "beta1**t", "beta1**(t + 1)", behind="def adam("),
    Mutant("adam: square dropped", ADAPTIVE, SQUARES, "s = beta2 * s + (1 - beta2) * abs(g)", behind="def adam("),
    Mutant("adam: root dropped", ADAPTIVE, ROOT, "(s_hat + eps)", behind="def adam("),
    Mutant("adam: ε inside the root", ADAPTIVE, ROOT, "(s_hat + eps) ** 0.5", behind="def adam("),
    Mutant("amsgrad: forgets its largest s", ADAPTIVE, "s * (s > s_max) + s_max * (s <= s_max)", "s"),
    Mutant("adamw: decay through the gradient", ADAPTIVE, "g = grad(w)", "g = grad(w) + decay * w", behind="def adamw"),
    Mutant("adamw: decay not scaled by η", ADAPTIVE, "+ decay * w)", ") - decay * w", behind="def adamw"),
)

BY_GRADIENTS = ("tests/test_gradients.py",)
BY_SCHEDULES = ("tests/schedules",)
GRADIENTS, DECAY = "gdlib/gradients.py", "gdlib/schedules/decay.py"

STEERING = (
    Mutant("clip_norm: not applied", GRADIENTS, "(most / np.maximum(size, most / scale))", "1", tests=BY_GRADIENTS),
    Mutant("clip_norm: lengthens too", GRADIENTS, "np.maximum(size, most / scale)", "size", tests=BY_GRADIENTS),
    Mutant("weight_decay: sign", GRADIENTS, "g + strength * w", "g - strength * w", tests=BY_GRADIENTS),
    Mutant("add_noise: variance for deviation", GRADIENTS, "g + sigma * rng", "g + sigma**2 * rng", tests=BY_GRADIENTS),
    Mutant("step_decay: one step early", DECAY, "(k // every)", "((k + 1) // every)", tests=BY_SCHEDULES),
    Mutant(
        "piecewise: one step late", DECAY, "bisect_right(drops, k)", "bisect_right(drops, k - 1)", tests=BY_SCHEDULES
    ),
    Mutant(
        "inverse_time: one step early", DECAY, "1 / (1 + decay * k)", "1 / (1 + decay * (k + 1))", tests=BY_SCHEDULES
    ),
    Mutant("warmup: first update at 0", DECAY, "(k + 1) / steps if", "k / steps if", tests=BY_SCHEDULES),
    Mutant("cosine: a quarter of the wave", DECAY, "math.pi * x", "math.pi * x / 2", tests=BY_SCHEDULES),
    Mutant(
        "then: the clock goes on", "gdlib/schedules/schedule.py", "second(k - after)", "second(k)", tests=BY_SCHEDULES
    ),
    Mutant(
        "loop: schedules asked one step late",
        "gdlib/rules/_declare.py",
        "self.at(t - 1)",
        "self.at(t)",
        tests=("tests/rules",),
    ),
)

BY_EMPIRICAL, BY_OBJECTIVES = ("tests/empirical",), ("tests/objectives",)
BOWLS, LINEAR, STREAM = "gdlib/objectives/quadratics.py", "gdlib/empirical/linear.py", "gdlib/empirical/batches.py"

OBJECTIVES = (
    Mutant("Quadratic: ½ dropped", BOWLS, "0.5 * dot(w, apply", "dot(w, apply", tests=BY_OBJECTIVES),
    Mutant("LeastSquares: ½ dropped", LINEAR, "0.5 * dot(r, r)", "dot(r, r)", tests=BY_EMPIRICAL, chapters=(BATCHES,)),
    Mutant(
        "LeastSquares: a sum for the mean", LINEAR, "r / len(r)), s", "r), s", tests=BY_EMPIRICAL, chapters=(BATCHES,)
    ),
    Mutant("Logistic: labels dropped", LINEAR, "(0.5 * self.y)", "0.5", tests=BY_EMPIRICAL),
    Mutant(
        "Batches: not shuffled",
        STREAM,
        "self.rng.permutation(n)",
        "np.arange(n)",
        tests=BY_EMPIRICAL,
        chapters=(BATCHES,),
    ),
    Mutant(
        "Batches: never with replacement", STREAM, "if self.replace else self", "if 0 else self", tests=BY_EMPIRICAL
    ),
    Mutant(
        "Batches: short last batch not counted",
        STREAM,
        "-(-len(f) // self.size)",
        "len(f) // self.size",
        tests=BY_EMPIRICAL,
    ),
)

BY_THEORY = ("tests/theory",)
RATES, NOISE = "gdlib/theory/rates.py", "gdlib/theory/noise.py"
PATHS, LINE_SEARCH = "gdlib/theory/paths.py", "gdlib/theory/linesearch.py"

THEORY = (
    Mutant("best_gd: η = 1/L", RATES, "Tuned(2 / (mu + L)", "Tuned(1 / L", tests=BY_THEORY, chapters=(QUADRATICS,)),
    Mutant(
        "best_gd: rate with L below",
        RATES,
        "(L - mu) / (L + mu))",
        "(L - mu) / L)",
        tests=BY_THEORY,
        chapters=(QUADRATICS,),
    ),
    Mutant("best_momentum: β not squared", RATES, "rate**2, rate)", "rate, rate)", tests=BY_THEORY),
    Mutant(
        "gd_limit: 1/L",
        RATES,
        "2 / asked.curvature(L)",
        "1 / asked.curvature(L)",
        tests=BY_THEORY,
        chapters=(QUADRATICS,),
    ),
    Mutant("momentum_limit: sign of β", RATES, "2 * (1 + asked.momentum", "2 * (1 - asked.momentum", tests=BY_THEORY),
    Mutant("nesterov_limit: 1 for 2", RATES, "(1 + 2 * beta)", "(1 + beta)", tests=BY_THEORY),
    Mutant("momentum_rate: sign of β", RATES, "_larger_root(1 + beta", "_larger_root(1 - beta", tests=BY_THEORY),
    Mutant(
        "gd_path: sign", PATHS, "(1 - asked.plain(lr) * lam) ** k", "(1 + asked.plain(lr) * lam) ** k", tests=BY_THEORY
    ),
    Mutant(
        "zigzag: does not zig-zag", LINE_SEARCH, "b * (-r) ** k", "b * r**k", tests=BY_THEORY, chapters=(QUADRATICS,)
    ),
    Mutant(
        "kantorovich: square dropped",
        LINE_SEARCH,
        "(L + mu)) ** 2",
        "(L + mu))",
        tests=BY_THEORY,
        chapters=(QUADRATICS,),
    ),
    Mutant(
        "variance: no population factor",
        NOISE,
        " * (n - batch) / max(n - 1, 1)",
        "",
        tests=BY_THEORY,
        chapters=(BATCHES,),
    ),
    Mutant("variance: n for n − 1", NOISE, "max(n - 1, 1)", "n", tests=BY_THEORY, chapters=(BATCHES,)),
    Mutant(
        "noise trace: deviation for variance",
        NOISE,
        "np.var(grads",
        "np.std(grads",
        tests=BY_THEORY,
        chapters=(BATCHES,),
    ),
    Mutant(
        "floor: the small-step formula",
        NOISE,
        "(2 * (1 + beta) - lr * lam)",
        "(2 * (1 + beta))",
        tests=BY_THEORY,
        chapters=(BATCHES,),
    ),
    Mutant("floor: λ forgotten", NOISE, "room = lam * ", "room = ", tests=BY_THEORY, chapters=(BATCHES,)),
)

BY_CHECK = ("tests/book/test_wrong_figures.py", "tests/book/test_guards.py")
BY_PROOFS = ("tests/proofs",)
COMPARE, OUTPUTS = "gdlib/plots/compare.py", "book/_tools/outputs.py"

CHECK = (
    Mutant("check: tolerance of a part in 100", COMPARE, "RTOL = 1e-6", "RTOL = 1e-2", tests=BY_CHECK),
    Mutant(
        "check: legends not described",
        "gdlib/plots/description.py",
        "legend and _legend(legend)",
        "None",
        tests=BY_CHECK,
    ),
    Mutant("check: pictures not compared", COMPARE, "distance > PIXELS", "distance > 256", tests=BY_CHECK),
    Mutant("check: order of cells not looked at", OUTPUTS, "cell.execution_count != position", "False", tests=BY_CHECK),
    Mutant(
        "check: any picture will do", OUTPUTS, 'fingerprint(data[SVG]) != data[FIGURE]["svg"]', "False", tests=BY_CHECK
    ),
    Mutant("check: no reasons needed", OUTPUTS, "is_ignored(cell) and not", "False and not", tests=BY_CHECK),
)

MUTANTS = (*RULES, *STEERING, *OBJECTIVES, *THEORY, *CHECK)
