"""Which candidates run on which problem, what each must agree to, and the ratio that gdlib means to reach.

A target is a promise of the design, written down before the measurement; a peer without one is there to be fair.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks.race import OURS, Peer, agree, load

HAND = "torch, gradient by hand"
RULES = ("gd", "momentum", "nesterov", "adam")


@dataclass(frozen=True)
class Workload:
    """One problem in one or more cases (a rule, a batch size); ``build(module, case)`` makes a candidate's function."""

    name: str
    title: str
    cases: tuple
    peers: tuple[Peer, ...]
    build: Callable
    tolerance: float
    label: Callable = str
    expected: Callable = lambda module, case, ours: ours

    def candidates(self, case):
        """The functions to time, gdlib's first, each seen to give gdlib's numbers; only those that are installed."""
        runs = {OURS: self.build(load("ours"), case)}
        numbers = runs[OURS]()
        for peer in self.peers:
            if module := load(peer.module):
                runs[peer.name] = self.build(module, case)
                expected = self.expected(module, case, numbers)
                agree(f"{peer.name} ({self.name}, {self.label(case)})", runs[peer.name](), expected, self.tolerance)
        return runs


@dataclass(frozen=True)
class Fresh:
    """One problem from a fresh process: ``call`` names what to build in ``benchmarks.peers`` and its arguments."""

    case: str
    title: str
    call: tuple
    peers: tuple[Peer, ...]


def build_path(module, rule, steps):
    return module.path(rule, steps)


def expected_path(module, rule, ours, steps):
    """The path of gdlib, or its shifted points where the peer stores those."""
    shifted = rule == "nesterov" and getattr(module, "STORES_LOOKAHEAD", False)
    return load("ours").lookahead(steps) if shifted else ours


def path(steps=1000):
    """W1: a thousand steps and everything written down."""
    peers = (
        Peer("plain NumPy loop", "loop", dict.fromkeys(RULES, 0.8)),
        Peer(HAND, "torch_hand", dict.fromkeys(RULES, 3)),
        Peer("torch.optim + autograd", "torch_autograd", dict.fromkeys(RULES, 20)),
        Peer("optax, compiled before", "jax_scan"),
        Peer("Numba, compiled before", "numba_jit"),
    )
    return Workload(
        "path",
        f"one path in the plane, {steps:,} steps, every point, loss and gradient norm kept",
        RULES,
        peers,
        partial(build_path, steps=steps),
        tolerance=1e-8,  # rounding, through a curved valley of condition 2,500
        expected=partial(expected_path, steps=steps),
    )


def grid(points=300, steps=200):
    """W2: where the heavy ball ends, over a map of its two settings."""
    peers = (
        Peer(HAND, "torch_hand", {"swept": 1.5, "closed form": 1}),
        Peer("torch, autograd", "torch_autograd", {"closed form": 1}),
        Peer("JAX vmap + scan, compiled before", "jax_scan", {"swept": 0.5, "closed form": 1}),
    )
    title = f"a map of {points} × {points} settings (lr, beta), {steps} heavy-ball steps, final loss and diverged flag"
    cases = ("swept", "closed form")

    def build(module, case):
        module = load("formula") if case == "closed form" and module is load("ours") else module
        return module.grid(points, steps)

    # A power of a matrix near the edge of stability loses eps × steps × its condition.
    return Workload("map", title, cases, peers, build, tolerance=1e-8)


def epoch(batches=(1, 32, 256, 1797)):
    """W3: one epoch of softmax regression, with its shuffle."""
    peers = (
        Peer("torch.optim + autograd", "torch_autograd", {1: 8, 32: 2.5, 256: 2.5, 1797: 2.5}),
        Peer(HAND, "torch_hand"),
        Peer("JAX scan, compiled before", "jax_scan", {32: 1, 256: 1, 1797: 1}),
    )
    return Workload(
        "epoch",
        "one epoch of softmax regression on 1,797 digits, shuffled",
        batches,
        peers,
        lambda module, batch: module.epoch(batch),
        tolerance=1e-8,  # rounding in 1,797 updates of a smooth convex problem
        label=lambda batch: "all" if batch == 1797 else f"batch {batch}",
    )


def one_digit():
    """W3 for scikit-learn, which knows no softmax: one digit against the rest."""
    return Workload(
        "one digit",
        "one epoch of logistic regression, one digit against the rest, one example at a time",
        (1,),
        (Peer("scikit-learn SGDClassifier", "sklearn_sgd"),),
        lambda module, _: module.one_digit(),
        tolerance=1e-8,
        label=lambda batch: f"batch {batch}",
    )


def look(depth, widths=(64, 128, 256)):
    """W4: a look into a deep network."""
    peers = (
        Peer("torch with hooks", "torch_hooks", {64: 1.5, 128: 1.0, 256: 0.85}),
        Peer("JAX, compiled before", "jax_grad", dict.fromkeys(widths, 1)),
    )
    return Workload(
        f"{depth} layers",
        "128 examples forward and back through tanh layers, norms of each one's signal, error and weight gradient",
        widths,
        peers,
        lambda module, width: module.look(depth, width),
        tolerance=1e-8,  # rounding in 50 layers that keep the size of their signals
        label=lambda width: f"width {width}",
    )


def through_time(kind, hidden, lengths=(100, 200, 400)):
    """W5: the adding problem, once forward and once back, and the size of the error at every step."""
    reach = {("RNN", 64): 2.0, ("RNN", 128): 1.3, ("LSTM", 64): 1.3, ("LSTM", 128): 1.0}
    peers = (
        Peer("torch cells, states' gradients kept", "through_torch", dict.fromkeys(lengths, reach[kind, hidden])),
        Peer("JAX scan, compiled before", "through_jax", dict.fromkeys(lengths, 1.7)),
    )

    def build(module, T):
        return (load("through_ours") if module is load("ours") else module).through_time(kind, hidden, T)

    # an error at the first of 400 steps is a product of 400 rounded factors
    return Workload(
        f"{kind}, {hidden} units",
        "64 sequences of T steps forward and back, the gradient's size at every step",
        lengths,
        peers,
        build,
        tolerance=1e-8,
        label=lambda T: f"T = {T}",
    )


RECURRENT = [partial(through_time, kind, hidden) for kind in ("RNN", "LSTM") for hidden in (64, 128)]
WARM = (path, grid, epoch, one_digit, partial(look, 20), partial(look, 50), *RECURRENT)
FRESH = (
    Fresh(
        "path",
        "started for one computation, imports and compilation included",
        ("path", "momentum", 1000),
        (
            Peer("optax", "jax_scan", {"path": 6}),
            Peer("Numba", "numba_jit", {"path": 8}),
            Peer("torch.optim + autograd", "torch_autograd", {"path": 20}),
        ),
    ),
    Fresh("map", "", ("grid", 300, 200), (Peer("JAX vmap + scan", "jax_scan", {"map": 3}),)),
)
