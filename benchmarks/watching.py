"""What watching a training costs: a model of ten million parameters, trained with and without, step by step in turn.

    python -m benchmarks.watching [--steps N] [--every N]

Both trainings start from the same weights and must end at the same; the cost is the processor time of a sample and of
a step between two samples on one thread, by their medians, which a busy machine changes little.
"""

import argparse
import itertools
import statistics
import time
from typing import NamedTuple

USUAL = 100  # steps from one sample to the next, where nothing else is said


class Cost(NamedTuple):
    """Seconds of a plain step, what a sample adds to one, and what a step between two samples costs beyond it."""

    step: float
    sample: float
    between: float

    def overhead(self, every=USUAL):
        """The share by which a training with a sample every so many steps is longer."""
        return (self.sample / every + self.between) / self.step


def model():
    """Eight hidden layers of 1,088 units: 10.1 million parameters, the same ones each time."""
    import torch

    torch.manual_seed(0)
    widths = [784, *[1088] * 9, 10]
    layers = [part for n, m in itertools.pairwise(widths) for part in (torch.nn.Linear(n, m), torch.nn.ReLU())]
    return torch.nn.Sequential(*layers[:-1])


def stepper(net, batches):
    """A function that makes one update of ``net`` with Adam and returns its seconds of processor time."""
    import torch

    optimizer = torch.optim.Adam(net.parameters(), lr=1e-4)

    def step(k):
        start = time.process_time()
        X, y = batches[k % len(batches)]
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(X), y).backward()
        optimizer.step()
        return time.process_time() - start

    return step


def trained(steps, every, batch, tick=lambda: None):
    """Seconds of each step without and with a watch, and the numbers of the steps that were sampled."""
    import torch

    from gdlib.diagnosis.probe import watch

    torch.set_num_threads(1)
    batches = [(torch.randn(batch, 784), torch.randint(0, 10, (batch,))) for _ in range(4)]
    nets = {"plain": model(), "watched": model()}
    runs, seconds = {name: stepper(net, batches) for name, net in nets.items()}, {name: [] for name in nets}
    with watch(nets["watched"], every=every) as seen:
        for k in range(steps):
            for name in sorted(runs, reverse=k % 2 == 1):  # each goes first every other time
                seconds[name].append(runs[name](k))
            tick()
    pairs = zip(*(net.parameters() for net in nets.values()), strict=True)
    assert all(torch.equal(a, b) for a, b in pairs), "the watched training took another way"
    return seconds, seen.steps


def cost(steps, every, batch=128, tick=lambda: None):
    """The medians: a sample lies on its own step and, with the measurement of its update, on the one after."""
    seconds, sampled = trained(steps, every, batch, tick)
    extra = [w - p for w, p in zip(seconds["watched"], seconds["plain"], strict=True)]
    both = {k + after for k in sampled for after in (0, 1)}
    between = statistics.median(e for k, e in enumerate(extra) if k not in both)
    samples = [sum(extra[k : k + 2]) - 2 * between for k in sampled if k + 1 < len(extra)]
    return Cost(statistics.median(seconds["plain"]), statistics.median(samples), between)


def overhead(rounds, tick=lambda: None):
    """By how many per cent the usual watch makes a training longer, from a sample every ten steps, so many times."""
    return 100 * cost(10 * rounds + 1, 10, tick=tick).overhead()


def main():
    """Print what a sample costs, what a step between two costs, and the overhead."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=151)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--batch", type=int, default=128)
    args = parser.parse_args()
    found = cost(args.steps, args.every, args.batch)
    print(
        f"a step {found.step * 1e3:.1f} ms; a sample adds {found.sample * 1e3:.1f} ms, {found.sample / found.step:.2f}"
    )
    print(f"steps; between two samples {found.between * 1e3:+.2f} ms a step ({found.between / found.step:+.2%})")
    print(
        f"a sample every {USUAL} steps: {found.overhead():+.2%}; every {args.every}: {found.overhead(args.every):+.2%}"
    )


if __name__ == "__main__":
    main()
