"""Mistakes in what should happen: rates, limits, paths, noise."""

from tests.mutations.mutant import BATCHES, HEAVY_BALL, QUADRATICS, STARTS, Mutant

BY_THEORY = ("tests/theory",)
RATES, NOISE = "gdlib/theory/rates.py", "gdlib/theory/noise.py"
PATHS, LINE_SEARCH = "gdlib/theory/paths.py", "gdlib/theory/linesearch.py"
SIGNALS = "gdlib/theory/signals.py"

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
    Mutant(
        "best_momentum: β not squared", RATES, "rate**2, rate)", "rate, rate)", tests=BY_THEORY, chapters=(HEAVY_BALL,)
    ),
    Mutant(
        "gd_limit: 1/L",
        RATES,
        "2 / asked.curvature(L)",
        "1 / asked.curvature(L)",
        tests=BY_THEORY,
    ),
    Mutant(
        "momentum_limit: sign of β",
        RATES,
        "2 * (1 + asked.momentum",
        "2 * (1 - asked.momentum",
        tests=BY_THEORY,
        chapters=(HEAVY_BALL,),
    ),
    Mutant(
        "momentum_rate: sign of β",
        RATES,
        "_larger_root(1 + beta",
        "_larger_root(1 - beta",
        tests=BY_THEORY,
        chapters=(HEAVY_BALL,),
    ),
    Mutant(
        "gd_path: sign",
        PATHS,
        "(1 - asked.plain(lr) * lam) ** k",
        "(1 + asked.plain(lr) * lam) ** k",
        tests=BY_THEORY,
        chapters=(QUADRATICS,),
    ),
    Mutant(
        "momentum_path: β dropped",
        PATHS,
        "return kept + beta,",
        "return kept,",
        tests=BY_THEORY,
        chapters=(HEAVY_BALL,),
    ),
    Mutant("zigzag: does not zig-zag", LINE_SEARCH, "b * (-r) ** k", "b * r**k", tests=BY_THEORY),
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
        chapters=(BATCHES, HEAVY_BALL),
    ),
    Mutant("floor: λ forgotten", NOISE, "room = lam * ", "room = ", tests=BY_THEORY, chapters=(BATCHES,)),
    Mutant(
        "gaussian mean: deviation q",
        SIGNALS,
        "function(q**0.5 * x)",
        "function(q * x)",
        tests=BY_THEORY,
        chapters=(STARTS,),
    ),
    Mutant(
        "gain: mean, not mean square",
        SIGNALS,
        "phi(z) ** 2, q)",
        "abs(phi(z)), q)",
        tests=BY_THEORY,
        chapters=(STARTS,),
    ),
    Mutant("gain: no root", SIGNALS, "/ through) ** 0.5", "/ through)", tests=BY_THEORY, chapters=(STARTS,)),
    Mutant(
        "signals: slope not squared",
        SIGNALS,
        "activation.slope(activation.phi(z)) ** 2",
        "activation.slope(activation.phi(z))",
        tests=BY_THEORY,
        chapters=(STARTS,),
    ),
    Mutant(
        "signals: factors the wrong way round",
        SIGNALS,
        "factors[::-1])[::-1]",
        "factors)",
        tests=BY_THEORY,
        chapters=(STARTS,),
    ),
)
