"""Mistakes in the networks: a transpose, a factor, a mean over the wrong axis, a skip that is lost on the way back."""

from tests.mutations.mutant import Mutant

MLP, NORM = "gdlib/nets/mlp.py", "gdlib/nets/normalisation.py"
PHI, START, LOSS, RISK = (
    "gdlib/nets/activations.py",
    "gdlib/nets/initialisers.py",
    "gdlib/nets/losses.py",
    "gdlib/empirical/risk.py",
)
PASSES = {"tests": ("tests/nets/test_passes.py",)}
STARTS = {"tests": ("tests/nets/test_initialisers.py",)}
SCORES = {"tests": ("tests/nets/test_losses.py",)}
MOMENTS = {"tests": ("tests/nets/test_normalisation.py",)}
SHAPES = {"tests": ("tests/nets/test_shapes.py",)}
RISKS = {"tests": ("tests/empirical/test_risk.py",)}

LAYERS = (
    Mutant("layer: bias forgotten", MLP, 'Z[l] += P[f"b{l}"]', "pass", **PASSES),
    Mutant(
        "layer: the output is activated too", MLP, "return Z_L, Tape", "return self.activation(Z_L), Tape", **PASSES
    ),
    Mutant(
        "layer: weight gradient of the other sign",
        MLP,
        "np.matmul(tape.H[l - 1].T, dZ",
        "np.matmul(tape.H[l - 1].T, -dZ",
        **PASSES,
    ),
    Mutant("layer: bias gradient a mean", MLP, "dZ.sum(axis=0)", "dZ.mean(axis=0)", **PASSES),
    Mutant(
        "layer: error not through φ′", MLP, "np.multiply(dH, self.activation.slope(tape.H[l]), out=dH)", "dH", **PASSES
    ),
    Mutant("layer: φ′ of the layer's input", MLP, ".slope(tape.H[l])", ".slope(tape.Z[l])", **PASSES),
    Mutant("layer: gain's gradient without ẑ", MLP, "(dS * Zhat).sum", "(dS).sum", **PASSES),
    Mutant("layer: gain forgotten on the way back", MLP, "dS * P[", "dS + 0 * P[", **PASSES),
    Mutant("layer: shift's gradient a mean", MLP, "dS.sum(axis=0)", "dS.mean(axis=0)", **PASSES),
    Mutant("skip: a and b swapped", MLP, "a * Z[l - 1], b * Z[l]", "b * Z[l - 1], a * Z[l]", **PASSES),
    Mutant("skip: adds the activation's output", MLP, "a * Z[l - 1], b", "a * H[l - 1], b", **PASSES),
    Mutant("skip: not there on the way back", MLP, "delta[l - 1] += a * delta[l]", "pass", **PASSES),
    Mutant("skip: branch not scaled on the way back", MLP, "b * delta[l]", "delta[l]", **PASSES),
    Mutant("skip: the first layer skips too", MLP, "range(2, self.depth)", "range(1, self.depth)", **SHAPES),
    Mutant(
        "init: gains of 0", MLP, 'P[f"gain{l}"][:] = 1', 'P[f"gain{l}"][:] = 0', tests=("tests/nets/test_layout.py",)
    ),
    Mutant("init: a column for a bias", MLP, "drawn(bias, n, m, rng)[0]", "drawn(bias, n, m, rng)[0, 0]", **STARTS),
    Mutant("layout: transposed", MLP, '[f"W{l}"] = (n, m)', '[f"W{l}"] = (m, n)', tests=("tests/nets/test_layout.py",)),
    Mutant(
        "layout: arrays overlap",
        "gdlib/nets/layout.py",
        "start = pieces[name].stop",
        "start = pieces[name].stop - 1",
        tests=("tests/nets/test_layout.py",),
    ),
)

ACTIVATIONS = (
    Mutant("sigmoid: twice as steep", PHI, "np.tanh(0.5 * z)", "np.tanh(z)", **PASSES),
    Mutant(
        "sigmoid: derivative as if from z",
        PHI,
        "lambda h: h * (1 - h)",
        "lambda h: sigma(h) * (1 - sigma(h))",
        **PASSES,
    ),
    Mutant("tanh: derivative without the square", PHI, "1 - h * h", "1 - h", **PASSES),
    Mutant("softsign: derivative without the square", PHI, "(1 - np.abs(h)) ** 2", "(1 - np.abs(h))", **PASSES),
    Mutant("relu: derivative of a step", PHI, "lambda h: (h > 0).astype", "lambda h: (h > 1).astype", **PASSES),
    Mutant("leaky: no leak on the way back", PHI, "a + (1 - a) * (h > 0)", "(h > 0)", **PASSES),
    Mutant("leaky: leaks upwards", PHI, "np.maximum(z, a * z)", "np.minimum(z, a * z)", **PASSES),
    Mutant("elu: derivative h + 1", PHI, "(h + a)", "(h + 1)", **PASSES),
    Mutant("softplus: derivative of the other sign", PHI, "-np.expm1(-h)", "np.exp(-h)", **PASSES),
)

INITIALISERS = (
    Mutant("lecun: deviation for variance", START, "(1 / fan_in) ** 0.5", "(1 / fan_in)", **STARTS),
    Mutant("glorot_normal: 1 for 2", START, "(2 / (fan_in + fan_out))", "(1 / (fan_in + fan_out))", **STARTS),
    Mutant("glorot_uniform: the variance as limit", START, "(6 / (fan_in", "(2 / (fan_in", **STARTS),
    Mutant("he: 1 for 2", START, "(2 / fan_in) ** 0.5", "(1 / fan_in) ** 0.5", **STARTS),
    Mutant("he_backward: fan-in for fan-out", START, "(2 / fan_out)", "(2 / fan_in)", **STARTS),
    Mutant("he_leaky: leak not squared", START, "(1 + a * a)", "(1 + a)", **STARTS),
    Mutant("torch_default: 3 forgotten", START, "_uniform(fan_in**-0.5", "_uniform((3 / fan_in) ** 0.5", **STARTS),
    Mutant("orthogonal: signs as they come", START, "Q * np.sign(np.diag(R))", "Q * 1", **STARTS),
    Mutant("orthogonal: wide as tall", START, "Q if fan_in >= fan_out else Q.T", "Q", **STARTS),
    Mutant("lsuv: variance for deviation", START, ".std()", ".var()", behind="tape.H", **STARTS),
    Mutant("lsuv: all layers from the first pass", START, "H[l - 1] @ W", "H[0] @ weights[0]", **STARTS),
    Mutant(
        "normal: variance for deviation",
        START,
        "rng.normal(0, std, (n, m))",
        "rng.normal(0, std**0.5, (n, m))",
        **STARTS,
    ),
    Mutant("scaled: not scaled", START, "gain * spread(n", "spread(n", **STARTS),
    Mutant("constant: not constant", START, "np.full((n, m), float(value))", "rng.normal(0, value, (n, m))", **STARTS),
)

LOSSES = (
    Mutant("squared: ½ dropped", LOSS, "0.5 * (R * R)", "(R * R)", **SCORES),
    Mutant("squared: a mean over the outputs too", LOSS, ".sum() / len(Y)", ".mean()", **SCORES),
    Mutant("squared: a sum for the mean", LOSS, "(Z - Y) / len(Y)", "(Z - Y)", **SCORES),
    Mutant(
        "squared: targets of a row for a column",
        LOSS,
        "Y[:, None] if Y.ndim == 1 and",
        "Y[None] if Y.ndim == 1 and",
        **SCORES,
    ),
    Mutant("cross-entropy: overflows", LOSS, "Z = Z - Z.max(axis=1, keepdims=True)", "Z = Z - 0", **SCORES),
    Mutant("cross-entropy: softmax over the examples", LOSS, "np.exp(Z).sum(axis=1", "np.exp(Z).sum(axis=0", **SCORES),
    Mutant("cross-entropy: label not taken off", LOSS, "y] -= 1", "y] -= 0", **SCORES),
    Mutant("cross-entropy: a sum for the mean", LOSS, "P / len(y)", "P", **SCORES),
    Mutant("cross-entropy: one label too many", LOSS, "(y >= shape[1])", "(y > shape[1])", **SCORES),
    Mutant("logistic: sign of the margin", LOSS, "logaddexp(0, -Y * Z)", "logaddexp(0, Y * Z)", **SCORES),
    Mutant("logistic: slope without the label", LOSS, "0.5 * Y * (np", "0.5 * (np", **SCORES),
    Mutant("accuracy: the lowest score", LOSS, "np.argmax", "np.argmin", **SCORES),
)

NORMALISATION = (
    Mutant("batch norm: over the units", NORM, '"batch_norm", axis=0', '"batch_norm", axis=1', **MOMENTS),
    Mutant("layer norm: over the examples", NORM, '"layer_norm", axis=1', '"layer_norm", axis=0', **PASSES),
    Mutant("norm: mean not taken off", NORM, "C = Z - Z.mean(", "C = Z - 0 * Z.mean(", **MOMENTS),
    Mutant(
        "norm: variance for deviation",
        NORM,
        "keepdims=True) + self.eps) ** -0.5",
        "keepdims=True) + self.eps) ** -1",
        **MOMENTS,
    ),
    Mutant("norm: moments taken for constants", NORM, "(dZhat - mean - Zhat * along)", "dZhat", **MOMENTS),
    Mutant("norm: error's mean not taken off", NORM, "dZhat - mean - ", "dZhat - ", **MOMENTS),
    Mutant("norm: error along ẑ not taken off", NORM, " - Zhat * along", "", **MOMENTS),
    Mutant("fixed moments: deviation left out", NORM, "(Z - moments.mean) * scale", "(Z - moments.mean)", **MOMENTS),
    Mutant(
        "fixed moments: error not scaled",
        NORM,
        "return dZhat * scale",
        "return dZhat",
        tests=("tests/nets/test_torch.py",),
    ),
    Mutant("statistics: biased", MLP, "ddof=1", "ddof=0", **MOMENTS),
    Mutant("statistics: of the outputs", MLP, "[1].Z[1:-1]", "[1].H[1:-1]", **MOMENTS),
    Mutant("running: old and new swapped", NORM, "(1 - rate) * a + rate * b", "rate * a + (1 - rate) * b", **MOMENTS),
)

RISK_OF_A_NETWORK = (
    Mutant("Risk: rows of X, all of y", RISK, "X=cut(self.X, rows)", "X=cut(self.X, slice(len(self.y)))", **RISKS),
    Mutant("Risk: members mixed up", RISK, "theta.reshape(len(theta), -1).T", "theta.reshape(-1, len(theta))", **RISKS),
    Mutant("Risk: members reversed", RISK, "for member in members]", "for member in members[::-1]]", **RISKS),
)

NETS = (*LAYERS, *ACTIVATIONS, *INITIALISERS, *LOSSES, *NORMALISATION, *RISK_OF_A_NETWORK)
