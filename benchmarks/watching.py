"""What watching a training costs: a model of ten million parameters, trained with and without, step by step in turn.

    python benchmarks/watching.py [--steps N] [--every N]

Both trainings start from the same weights and must end at the same; the cost is the processor time of
all steps on one thread, samples included, which a busy machine changes little.
"""

import argparse
import itertools
import statistics
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from gdlib.diagnosis.probe import watch


def model():
    """Eight hidden layers of 1,088 units: 10.1 million parameters, the same ones each time."""
    torch.manual_seed(0)
    widths = [784, *[1088] * 9, 10]
    layers = [part for n, m in itertools.pairwise(widths) for part in (nn.Linear(n, m), nn.ReLU())]
    return nn.Sequential(*layers[:-1])


def stepper(net, batches):
    """A function that makes one update of ``net`` with Adam and returns its seconds of processor time."""
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-4)

    def step(k):
        start = time.process_time()
        X, y = batches[k % len(batches)]
        optimizer.zero_grad()
        cross_entropy(net(X), y).backward()
        optimizer.step()
        return time.process_time() - start

    return step


def main():
    """Print the seconds of both trainings, of a sampled step, and the overhead in per cent."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--every", type=int, default=100)
    parser.add_argument("--batch", type=int, default=128)
    args = parser.parse_args()
    torch.set_num_threads(1)
    batches = [(torch.randn(args.batch, 784), torch.randint(0, 10, (args.batch,))) for _ in range(4)]
    plain, watched = model(), model()
    steps = {"plain": stepper(plain, batches), "watched": stepper(watched, batches)}
    seconds = {name: [] for name in steps}
    with watch(watched, every=args.every) as seen:
        for k in range(args.steps):
            for name in sorted(steps, reverse=k % 2 == 1):  # each goes first every other time
                seconds[name].append(steps[name](k))
    same = all(torch.equal(a, b) for a, b in zip(plain.parameters(), watched.parameters(), strict=True))
    assert same, "the watched training took another way"
    report(args, sum(p.numel() for p in plain.parameters()), seconds, seen)


def report(args, size, seconds, seen):
    """The cost of a sample lies on its own step and, with the measurement of its update, on the one after."""
    median = statistics.median(seconds["plain"])
    extra = [w - p for w, p in zip(seconds["watched"], seconds["plain"], strict=True)]
    rest = statistics.median(extra)
    sampled = [extra[k] + (extra[k + 1] if k + 1 < len(extra) else 0) - 2 * rest for k in seen.steps]
    cost = statistics.median(sampled)
    print(
        f"{size / 1e6:.1f} million parameters, batch {args.batch}, Adam, {args.steps} steps, sampled every {args.every}"
    )
    print(f"median step {median * 1e3:.1f} ms; one sample costs {cost * 1e3:.1f} ms = {cost / median:.2f} steps")
    print(f"between samples {rest * 1e3:+.2f} ms a step ({rest / median:+.2%})")
    total = sum(seconds["watched"]) / sum(seconds["plain"]) - 1
    print(f"overhead of the whole run {total:+.2%}; from the medians {cost / median / args.every + rest / median:+.2%}")


if __name__ == "__main__":
    main()
