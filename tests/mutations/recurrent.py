"""Mistakes in recurrent networks: each gate, each step of the way back through time, each start, task and formula."""

from tests.mutations.mutant import Mutant

NETS, TIME = "gdlib/nets", "gdlib/nets/recurrent.py"
BY_PASSES, BY_STARTS = ("tests/nets/test_recurrent.py",), ("tests/nets/test_recurrent_starts.py",)
BY_CUT, BY_SHAPES = ("tests/nets/test_truncation.py",), ("tests/nets/test_recurrent_shapes.py",)
BY_MEMORY, BY_FLOW = ("tests/nets/test_memory.py",), ("tests/diagnosis/test_intime.py",)
BY_TORCH, BY_TASKS = ("tests/nets/test_recurrent_torch.py",), ("tests/test_tasks.py",)
BY_THEORY = ("tests/theory/test_memory.py",)


def planted(kind, file, tests):
    """A maker of mutants of one file that one set of tests must notice."""

    def mutant(name, old, new, behind="", tests=tests):
        return Mutant(f"{kind}: {name}", file, old, new, behind=behind, tests=tests)

    return mutant


bptt = planted("BPTT", TIME, BY_PASSES)
rnn = planted("RNN", f"{NETS}/rnn.py", BY_PASSES)
lstm = planted("LSTM", f"{NETS}/lstm.py", BY_PASSES)
gru = planted("GRU", f"{NETS}/gru.py", BY_PASSES)
start = planted("recurrent start", f"{NETS}/starts.py", BY_STARTS)
carry = planted("carried", f"{NETS}/memory.py", BY_MEMORY)
size = planted("sizes", "gdlib/sizes.py", BY_MEMORY)
task = planted("task", "gdlib/tasks.py", BY_TASKS)
theory = planted("memory", "gdlib/theory/memory.py", BY_THEORY)
flow = planted("flow in time", "gdlib/diagnosis/intime.py", BY_FLOW)

THROUGH_TIME = (
    bptt("read-out's bias forgotten", ' + P["c"]', "", "Z = read"),
    bptt("reads the step before the last", "tape.H[-1]\n", "tape.H[-2]\n"),
    bptt("outputs in the order of time", "Z.swapaxes(0, 1) if self.every_step", "Z if self.every_step", "Z = read"),
    bptt("V's gradient of the other sign", "rows(read).T @ rows(dZ)", "-rows(read).T @ rows(dZ)"),
    bptt("c's gradient a mean", "rows(dZ).sum(axis=0)", "rows(dZ).mean(axis=0)"),
    bptt("first step left out", "reversed(range(T - k, T))", "reversed(range(T - k + 1, T))"),
    bptt("last step left out", "reversed(range(T - k, T))", "reversed(range(T - k, T - 1))"),
    bptt("an output's error a step early", "error[0] + dH[t - 1]", "error[0] + dH[t]"),
    bptt("an output's error lost", "error[0] + dH[t - 1]", "error[0]"),
    bptt("an output's error replaces what comes back", "error[0] + dH[t - 1]", "dH[t - 1]"),
    bptt("the cell's error lost at an output", "dH[t - 1], *error[1:])", "dH[t - 1], *(0 * e for e in error[1:]))"),
    bptt("states kept a step off", "state[t + 1] = error", "state[t] = error"),
    bptt("W not transposed", '["W"].swapaxes(-1, -2)', '["W"]'),
    bptt("U's gradient from the states", "rows(tape.X).T @ rows(dA)", "0 * rows(tape.X).T @ rows(dA)"),
    bptt("W's gradient from the new state", "rows(tape.H[:-1]).T", "rows(tape.H[1:]).T"),
    bptt("b's gradient a mean", "rows(dA).sum(axis=-2)", "rows(dA).mean(axis=-2)"),
    bptt("truncated a step late", "reversed(range(T - k, T))", "reversed(range(max(T - k - 1, 0), T))", tests=BY_CUT),
    bptt("truncation not asked", "k = self.truncation or T", "k = T", tests=BY_CUT),
    bptt("errors side by side a step off", "slice(0, T - k)", "slice(k, T)", tests=BY_CUT),
    bptt("errors side by side not added up", "here, :, :] += more", "here, :, :] = more", tests=BY_CUT),
    bptt("errors side by side not moved on", "part[1:] for part", "part[:-1] for part", tests=BY_CUT),
    bptt("errors side by side once too often", "range(self.truncation)", "range(self.truncation + 1)", tests=BY_CUT),
    Mutant(
        "BPTT: truncation beyond T",
        f"{NETS}/sequences.py",
        "net.truncation > T",
        "net.truncation > T + 1",
        tests=BY_CUT,
    ),
    Mutant("sequences: time not first", f"{NETS}/sequences.py", "X.swapaxes(0, 1)", "X", tests=BY_PASSES),
    Mutant("sequences: lengths not looked at", f"{NETS}/sequences.py", "len(lengths) > 1", "False", tests=BY_SHAPES),
    Mutant(
        "each_step: a mean over the steps alone",
        f"{NETS}/stepwise.py",
        "loss.value(_rows(Z), _rows(y))",
        "loss.value(_rows(Z), _rows(y)) * len(Z)",
        tests=BY_TORCH,
    ),
    Mutant(
        "each_step: slope of half",
        f"{NETS}/stepwise.py",
        "_rows(y)).reshape(Z.shape)",
        "_rows(y)).reshape(Z.shape) / 2",
        tests=BY_TORCH,
    ),
)
GATES = (
    rnn("bias forgotten", ' + P["b"]', ""),
    rnn("state forgotten", "A[t] + H[t] @", "A[t] + 0 * H[t] @"),
    rnn("reads its own output", "H[t] @", "H[t + 1] @"),
    rnn("error not through φ′", "self.activation.slope(h)", "np.ones_like(h)"),
    rnn("φ′ of the state before", "tape.H[1:][t]", "tape.H[:-1][t]"),
    rnn("IRNN: W drawn", "recurrent or eye", "recurrent or spread", tests=BY_STARTS),
    lstm("bias forgotten", ' + P["b"][:, None]', ""),
    lstm("gates without the state", 'a += H[t] @ P["W"] + ', "a += "),
    lstm("candidate through σ", "np.tanh(a[3], out=a[3])", "sigma(a[3], out=a[3])"),
    lstm("forget and input gate swapped", "f, i, o, g = a\n", "i, f, o, g = a\n"),
    lstm("cell replaced, not added to", "f * C[t] + i * g", "i * g"),
    lstm("input gate open", "f * C[t] + i * g", "f * C[t] + g"),
    lstm("output gate open", "o * tanh_c[t]", "tanh_c[t]"),
    lstm("cell not squashed", "np.tanh(C[t + 1])", "C[t + 1]"),
    lstm("cell's error lost", "dc = dc + dh * o", "dc = dh * o"),
    lstm("error not through the output gate", "dc + dh * o *", "dc + dh *"),
    lstm("error not through tanh c", "* (1 - tanh_c * tanh_c)", ""),
    lstm("forget gate's error from the new cell", "tape.C[t], tape.kept", "tape.C[1:][t], tape.kept"),
    lstm("forget gate's error not through σ", "dc * c * f * (1 - f)", "dc * c"),
    lstm("input gate's error from the gate", "dc * g * i * (1 - i)", "dc * i * (1 - i)"),
    lstm("output gate's error from the cell", "dh * tanh_c * o * (1 - o)", "dc * tanh_c * o * (1 - o)"),
    lstm("candidate's error without its gate", "dc * i * (1 - g * g)", "dc * (1 - g * g)"),
    lstm("candidate's error not through tanh", "dc * i * (1 - g * g)", "dc * i"),
    lstm("error back through the cell not forgotten", "dc * f\n", "dc\n", "sum(map"),
    lstm("error back through the gates lost", "sum(map(np.matmul, dA, WT))", "dA[3] @ WT[3]"),
    lstm("forget bias on the input gate", "b[0], b[1] = forget, admit", "b[1], b[0] = forget, admit", tests=BY_STARTS),
    gru("z turned round", "z if z_keeps else 1 - z", "1 - z if z_keeps else z"),
    gru("reset gate open", "r * H[t] if reset_first", "H[t] if reset_first"),
    gru("reset after not applied", "else r * Q[t]", "else Q[t]"),
    gru("second bias forgotten", ' + P["br"]', ""),
    gru("candidate not kept out", "keep * H[t] + (1 - keep) * new", "keep * H[t] + new"),
    gru("gates without the state", "H[t] @ W[:2] + ", ""),
    gru("bias of the gates forgotten", " + b[:2]", ""),
    gru("bias of the candidate forgotten", " + b[2]", ""),
    gru("z's error of one sign", "else (1 - z, -1)", "else (1 - z, 1)"),
    gru("z's error without the candidate", "(h - new) * z", "h * z"),
    gru("candidate's error without its share", "dh * (1 - keep) * (1 - new", "dh * (1 - new"),
    gru("candidate's error not through tanh", " * (1 - new * new)", ""),
    gru("error before the reset not through W", "dA[2] @ WT[2] if reset_first", "dA[2] if reset_first"),
    gru("reset's error from the candidate", "dq * h if reset_first", "dq if reset_first"),
    gru("reset after: its error without h W", "else dA[2] * q)", "else dA[2])"),
    gru("reset's error not through σ", " * r * (1 - r)", ""),
    gru("error through the reset not reset", "dq * r if reset_first", "dq if reset_first", "through ="),
    gru("error not kept", "dh * keep + dA[0]", "dh + dA[0]"),
    gru("error through z lost", " + dA[0] @ WT[0]", ""),
    gru("error through r lost", " + dA[1] @ WT[1]", ""),
    gru("W's gradient from h before the reset", "rows(tape.kept).T", "rows(tape.H[:-1]).T"),
    gru("W's gradient not reset after", "rows(dA[2] * tape.gates[1])", "rows(dA[2])"),
    gru("bias to keep of one sign", "else -np.asarray(keep)", "else np.asarray(keep)", tests=BY_STARTS),
)
AROUND = (
    start("torch: variance for limit", "net.widths[1] ** -0.5", "net.widths[1] ** -1", behind="limit ="),
    start("torch: one bias for two", "b += rng", "b * rng"),
    start("torch: a GRU's candidate has both biases", '1 if "br" in P else 0', "0"),
    start(
        "chrono: uniform, not its logarithm", "np.log(rng.uniform(1, T - 1, hidden))", "rng.uniform(1, T - 1, hidden)"
    ),
    start("chrono: T for T − 1", "rng.uniform(1, T - 1", "rng.uniform(1, T"),
    carry("not brought to size 1", "shrunk(part, last) for part", "part for part"),
    carry("scale not added", "log[t + 1] + last", "last"),
    carry("Frobenius for spectral", "np.linalg.norm(whole / peak, 2)", "np.linalg.norm(whole / peak)"),
    carry("h alone of an LSTM", "np.hstack(error)", "error[0]"),
    size("together without the square", "10 ** (2 * (s - top))", "10 ** (s - top)"),
    size("shrunk once", "a * half * half", "a * half"),
    flow("all errors for the last", "dZ[:, -1] if net.every_step", "dZ.sum(axis=1) if net.every_step"),
    flow("start for the first step", ".state[1:]", ".state[:-1]"),
    flow("spread about 0", " - H.mean(axis=0)", ""),
    flow("truncated as the network is", "replace(f.net, truncation=None)", "f.net"),
    flow("the flattest gate", "np.min([flat", "np.max([flat"),
    task("adding: both marks anywhere", "rng.integers(T // 2, T, size=n)", "rng.integers(T, size=n)"),
    task("adding: asks for the first alone", " + X[each, second, 0]", ""),
    task("adding of 1997: marks one twice", "(other >= first)", "(other > first)"),
    task("adding of 1997: a mark at the start is seen", "np.where(marked == 0, -1, 1)", "1"),
    task("copy: signal a step late", "asked[:, T + 9]", "asked[:, T + 10]"),
    task("copy: nine letters", "rng.integers(8, size", "rng.integers(9, size"),
    task("copy: chance of nine letters", "np.log(8)", "np.log(9)"),
    task("windows: the last value for the next", "series[int(T) :]", "series[int(T) - 1 : -1]"),
    theory("share of the input gate", "np.logaddexp(0, -np", "np.logaddexp(0, np"),
    theory("half-life: e for 2", "np.log(2) /", "1 /"),
    theory("chrono: T for T − 1", "np.subtract(T, 1)", "np.subtract(T, 0)"),
    theory("bound: eigenvalue for singular value", "np.linalg.norm(_square(W), 2)", "max(abs(np.linalg.eigvals(W)))"),
    theory("bound without the slope", "slope * np.linalg", "np.linalg"),
    theory("powers: scale not added", "scale + size", "size"),
    theory("powers: Frobenius", "np.linalg.norm(power, 2)", "np.linalg.norm(power)"),
)
RECURRENT = (*THROUGH_TIME, *GATES, *AROUND)
