"""gdlib's theory: the same map in closed form, each coordinate the power of a 2 × 2 matrix."""

from benchmarks.problems import KAPPA, RIM, RUNAWAY, settings
from gdlib.theory import momentum_end


def grid(points, steps):
    lr, beta = settings(points)

    def run():
        x, y = momentum_end(lr[:, None], beta, [1.0, KAPPA], RIM, steps)
        f = 0.5 * (x * x + KAPPA * y * y)
        return f, ~(f <= RUNAWAY)

    return run
