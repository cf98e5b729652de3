"""Mistakes in the diagnosis: each verdict missed, raised too early, or read off the wrong measurement."""

from tests.mutations.mutant import Mutant

FOLDER = "gdlib/diagnosis"
SYMPTOMS, JOURNEY = f"{FOLDER}/symptoms.py", f"{FOLDER}/journey.py"
LIMITS, CLOSED = f"{FOLDER}/thresholds.py", f"{FOLDER}/closed.py"
BY_ZEROS, BY_GRAPH = ("tests/diagnosis/test_zeros.py",), ("tests/diagnosis/test_graph.py",)
BY_REPORT, BY_HAND = ("tests/diagnosis/test_report.py",), ("tests/diagnosis/test_byhand.py",)
BY_SHARPNESS, BY_FLOW = ("tests/diagnosis/test_sharpness.py",), ("tests/diagnosis/test_flow.py",)
BY_PROBE, BY_TIME = ("tests/diagnosis/test_probe.py",), ("tests/diagnosis/test_recurrent.py",)
BY_TRACE, BY_INPUT = ("tests/diagnosis/test_untouched.py",), ("tests/diagnosis/test_bad_input.py",)
BY_LEAVES = ("tests/diagnosis/test_leaves.py",)
BY_WATCH, BY_PRECISION = ("tests/diagnosis/test_watch.py",), ("tests/diagnosis/test_precision.py",)


def verdict(name, file, old, new, behind=""):
    return Mutant(f"report: {name}", file, old, new, behind=behind, tests=BY_REPORT)


def measured(name, file, old, new, tests):
    return Mutant(name, f"{FOLDER}/{file}.py", old, new, tests=tests)


def probing(name, file, old, new, tests, behind=""):
    return Mutant(f"probe: {name}", f"{FOLDER}/probe/{file}.py", old, new, behind=behind, tests=tests)


VERDICTS = (
    verdict("NaN on the way forward not seen", SYMPTOMS, "if np.isnan(flow.log_forward[l])", "if False"),
    verdict(
        "exploding: the way back alone", SYMPTOMS, '("signal", forward(flow, flow.log_forward))', '("signal", None)'
    ),
    verdict(
        "exploding: the way forward alone", SYMPTOMS, '("error", backward(flow, flow.log_error))', '("error", None)'
    ),
    verdict("dead: the output as well", SYMPTOMS, 'share[:-1] if flow.along == "layer" else share', "share"),
    verdict(
        "vanishing: the blind spot", SYMPTOMS, "backward(flow, flow.log_error), forward", "None, forward", "limit ="
    ),
    verdict("vanishing: spread not looked at", SYMPTOMS, "if ahead and ahead.ratio < limit", "if False"),
    verdict("vanishing: steps that are read", SYMPTOMS, "and not (total and total.ratio >= limit)", ""),
    verdict("huge: one layer is enough", SYMPTOMS, "np.median(update)", "np.max(update)"),
    verdict("tiny: one layer is enough", SYMPTOMS, "update.max() < np.log10(thresholds.TINY)", "False"),
    verdict("error measured forward", JOURNEY, 'if way == "back"', 'if way == "forward"'),
    verdict("rescaled places count", JOURNEY, " and not flow.rescaled[l]", ""),
    verdict("the output's size counts", JOURNEY, 'len(flow) - (flow.along == "layer")', "len(flow)"),
    verdict("a closed branch counts", JOURNEY, "decades[at[:few]].argmax()", "decades[at[:few]].argmin()"),
    verdict("gravity turned round", f"{FOLDER}/report.py", "in GRAVITY.values()", "in reversed(GRAVITY.values())"),
    *(
        Mutant(f"threshold: {name}", LIMITS, f"{name} = {old}", f"{name} = {new}", tests=BY_PROBE)
        for name, old, new in (
            ("VANISHED", "1e-3", "1e-1"),
            ("EXPLODED", "1e3", "1e6"),
            ("DEAD", "0.9", "0.4"),
            ("SATURATED", "0.5", "0.95"),
            ("HUGE", "0.1", "1e-3"),
            ("TINY", "1e-7", "1e-2"),
        )
    ),
)
MEASURES = (
    measured(
        "flow: gain the other way", "flow", "_sizes(_difference(self.log", "_sizes(-_difference(self.log", BY_FLOW
    ),
    Mutant("flow_of: sum for mean square", "gdlib/sizes.py", "np.mean if mean else np.sum", "np.sum", tests=BY_HAND),
    measured("flow_of: update not relative", "byhand", " - decades(P[name])", "", BY_HAND),
    measured("flow_of: spread about 0", "byhand", " - tape.Z[l].mean(axis=0)", "", BY_HAND),
    measured("sharpness: the largest in size", "sharpness", "(settled and value >= 0)", "settled", BY_SHARPNESS),
    measured("sharpness: shift not taken back", "sharpness", "tol)[0] - size", "tol)[0]", BY_SHARPNESS),
    measured("sharpness: h for 2h", "sharpness", "(2 * h)", "h", BY_SHARPNESS),
)
TRACES = (
    probing("gradients of the user taken away", "once", "care.twin(model, optimizer)", "(model, optimizer)", BY_TRACE),
    probing("chance not put back", "care", "np.random.set_state(numpys)", "pass", BY_TRACE),
    probing("NaN in parameters not seen", "care", "if bad := nonfinite(p)", "if bad := 0", BY_INPUT),
    probing("NaN in data not seen", "care", "if bad := nonfinite(x)", "if bad := 0", BY_INPUT),
    probing("gradients outside the copy", "leaves", "zip(leaves, grads, strict=True)", "()", BY_LEAVES),
    probing("heads as a chain", "graph", "if len(heads) < 2", "if True", BY_PROBE),
    verdict("an output of 0 as a start", JOURNEY, "sizes[0] < 0 or ", ""),
    probing("any loss will do", "asked", "loss.numel() != 1", "False", BY_INPUT),
    probing("dead on one example", "place", "out.detach() != 0", "out.detach() > 1e9", BY_PROBE),
    probing("activations called in forward not seen", "recorder", '"tanh": TANH, ', "", BY_PROBE),
    probing("normalisation not seen", "recorder", "self.places[-1].rescaled = True", "pass", BY_PROBE),
    probing("state of the last step only", "unroll", "track.states.append(state)\n            out", "out", BY_TIME),
    probing("c holds the way through h", "unroll", "part.clone() for part", "part for part", BY_TIME),
    probing("packed sequences go on", "unroll", "torch.where(alive[:, None], n, o)", "n", BY_TIME),
    probing("error not carried in logarithms", "through", "_unit(v, length))", "v)", BY_TIME),
    probing("float64 not asked", "once", "double=True)", "double=False)", BY_PRECISION),
    probing(
        "sample never closed by a pass", "watching", "if self._open and self._open.came_back", "if False", BY_WATCH
    ),
    probing("evaluation counts", "watching", "model.training and torch.is_grad_enabled()", "True", BY_WATCH),
    probing("summed gradients are tiny updates", "sample", "if not updated and all", "if False and all", BY_WATCH),
)
ZEROS = (
    Mutant("dead: what a batch misses", CLOSED, "once * (once - 1) / (2 * (twice + 1))", "0", tests=BY_ZEROS),
    Mutant("dead: twice forgotten", CLOSED, "(2 * (twice + 1))", "2", tests=BY_ZEROS),
    Mutant("closed: all zeros are", CLOSED, "np.isfinite(getattr(opened, size))", "True", tests=BY_ZEROS),
    Mutant(
        "closed: spread forgotten",
        CLOSED,
        "np.where(spread, np.nan, flow.log_spread)",
        "flow.log_spread",
        tests=BY_ZEROS,
    ),
    measured("flow_of: what is 0 stays 0", "byhand", "if has_zeros(flow) else flow", "if False else flow", BY_ZEROS),
    verdict("stuck: no loss asked for", SYMPTOMS, "if abs(loss) > 0 and", "if"),
    verdict("stuck: weights not asked", SYMPTOMS, "[flow.log_error, flow.log_weight]", "[flow.log_error]"),
    verdict("cut: not told", SYMPTOMS, "at = np.flatnonzero(flow.cut)", "at = []"),
    probing("what opens in a training", "sample", "if flow and opening", "if False", BY_WATCH),
    probing("biases are gates as well", "sample", 'not name.endswith("bias") and', "", BY_WATCH),
    verdict("how far memory reaches", SYMPTOMS, "kept.sum()", "len(kept)"),
    probing("what opens is not looked at", "once", "opened=True)", "opened=False)", BY_PROBE),
    probing("a cut by any detachment", "graph", "if not any(place.reached", "if True or any(place.reached", BY_PROBE),
    probing("a cut not seen", "recorder", "self.breaks.append(len(self.places))", "pass", BY_PROBE),
    probing("every place hidden", "recorder", "in set().union(*self.leads)", "in ()", BY_PROBE),
    probing("one flat gate is enough", "gates", "return min(*(", "return max(*(", BY_PROBE),
    probing("reset gate not in the candidate", "gates", "n_h / (1 + torch.exp(-r - r_h))", "n_h", BY_GRAPH),
    probing("a gate counts as its whole layer", "place", "if out.numel() < self.values", "if False", BY_GRAPH),
    probing("a width of 0 let in", "care", "p.numel() == 0", "False", BY_INPUT),
)
DIAGNOSIS = (*VERDICTS, *MEASURES, *TRACES, *ZEROS)
