"""Faults to plant in the page's modules: where, what stands there, what shall stand there instead, who must notice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A change to one module, and the figure whose numbers must show it."""

    module: str
    old: str
    new: str
    figure: str

    def plant(self, front):
        """Write the fault into a copy of the front end."""
        path = front / self.module
        text = path.read_text("utf8")
        assert text.count(self.old) == 1, f"{self.old!r} stands {text.count(self.old)} times in {self.module}"
        path.write_text(text.replace(self.old, self.new), "utf8")


def _faults(module, figure, *changes):
    return [Fault(module, old, new, figure) for old, new in changes]


FAULTS = [
    *_faults(
        "math/descent.mjs",
        "Momentum",
        (
            "const g = grad(w)\n  v = v.map((v, i) => beta * v + g",
            "const g = grad(w)\n  v = v.map((v, i) => beta * v - g",
        ),
        ("w - lr * beta * v[i]", "w + lr * beta * v[i]"),
        ("w - lr * beta * v[i]", "w - lr * beta * (1 + 1e-11) * v[i]"),
        ("path.set(w, d * (k + 1))", "path.set(w, d * k)"),
    ),
    *_faults(
        "math/quadratic.mjs",
        "Momentum",
        ("l1 * c * c + l2 * s * s", "l1 * c * c - l2 * s * s"),
        ("b * x + c * y]", "b * x + (c + 1e-11) * y]"),
        ("gap < 0 ? Math.sqrt(det)", "gap < 0 ? det"),
        ("[1 + beta - lr * lambda, beta]", "[1 + beta - lr * lambda * (1 + 1e-11), beta]"),
        ("beta * (1 - lr * lambda)],", "beta],"),
    ),
    *_faults(
        "math/adaptive.mjs",
        "Rotate",
        ("s = s.map((s, i) => s + g[i] * g[i])", "s = s.map((s, i) => s + g[i])"),
        ("(m[i] / young)", "m[i]"),
        ("s[i] / short) + eps", "s[i]) + eps"),
        ("short = 1 - power(beta2, k + 1)", "short = 1 - power(beta2, k)"),
        ("eps = 1e-10 })", "eps = 1e-8 })"),
    ),
    *_faults(
        "math/meansquare.mjs",
        "Decay",
        ("kept * kept * path[k]", "kept * path[k]"),
        ("lr * lr * variance", "lr * lr * (1 + 1e-11) * variance"),
        ("(ys[j + 1] - ys[j]) /", "(ys[j + 1] + ys[j]) /"),
    ),
    *_faults(
        "math/averages.mjs",
        "Average",
        ("m / (1 - beta ** (i + 1))", "m / (1 - beta ** i)"),
        ("m = beta * m + (1 - beta) * v", "m = beta * m + (1 - beta) * (1 + 1e-11) * v"),
    ),
    *_faults(
        "math/noise.mjs",
        "NoiseFloor",
        ("(n - batch) / Math.max(n - 1, 1)", "(n - batch) / Math.max(n, 1)"),
        ("lambda * (2 - lr * lambda)", "lambda * 2"),
    ),
    *_faults(
        "math/conventions.mjs",
        "Conversion",
        ("u = u.map((u, i) => beta[k] * u - lr[k] * g[i])", "u = u.map((u, i) => beta[k] * u - lr[0] * g[i])"),
        ("average: heavy((k, beta) => 1 - beta[k])", "average: heavy((k, beta) => 1 - beta[0])"),
        ("heavy(k => k ? 1 - d : 1)", "heavy(k => 1 - d)"),
        ("v = v.map((v, i) => beta[k] * v", "v = v.map((v, i) => beta[0] * v"),
        ("? 1 - beta : 1", "? 1 : 1"),
        ("if (kind === 'dampened') push[0] = lr[0]", ""),
        ("beta * v / lr[k - 1]", "beta"),
        ("if (kind === 'dampened') lr[0] = push[0]", ""),
        ("push[k] + carry[k] * lr[k - 1]", "push[k] + carry[k] * lr[0]"),
        ("carry[k] * lr[k - 1] / lr[k]", "carry[k]"),
        ("memory[0] = beta", "memory[0] = 0"),
    ),
    *_faults(
        "math/schedules.mjs",
        "Gallery",
        ("factor ** Math.floor(k / every)", "factor ** (k / every)"),
        ("k => factor ** k", "k => factor ** (k + 1)"),
        ("1 / (1 + decay * k)", "1 / (1 + decay * (k + 1))"),
        ("1 / Math.sqrt(k + 1)", "1 / Math.sqrt(k + 2)"),
        ("(1 - k / steps) ** power", "(1 - (k + 1) / steps) ** power"),
        ("bend(1, end, k / steps)", "bend(1, end, (k + 1) / steps)"),
        ("(k + 1) / steps : 1", "k / steps : 1"),
        ("period *= mult", "period += mult"),
        ("bend(1, 0, k / period)", "bend(1, 0, k / first)"),
        ("rise * steps - 1,", "rise * steps,"),
        ("(k - peak) / (last - peak)", "(k - peak) / last"),
        ("(i <= up ? i / up : (2 * up - i) / up)", "(i <= up ? i / up : 1)"),
        ("shrink ** cycle", "shrink ** (cycle + 1)"),
        ("second(k - after)", "second(k)"),
        ("(1 + Math.cos(Math.PI * x)) / 2", "(1 + Math.cos(Math.PI * x)) / 2 * (1 + 1e-11)"),
    ),
    *_faults(
        "math/compare.mjs",
        "Race",
        ("value(path.subarray(d * k, d * (k + 1)))", "value(path.subarray(d * k, d * (k + 1))) * (1 + 1e-11)"),
        ("along(value, result[name], start.length)", "along(value, result[name].map(() => start[0]), start.length)"),
    ),
    *_faults(
        "math/compare.mjs",
        "Rotate",
        ("loss[k - 1] < target", "loss[k - 1] > target"),
        ("let k = loss.length", "let k = loss.length - 1"),
    ),
    *_faults(
        "math/signals.mjs",
        "Signals",
        ("h => 1 - h * h", "h => 1 - h"),
        ("+(h > 0)", "+(h >= 0)"),
        ("h => h * (1 - h)", "h => h * (1 + h)"),
        ("weights[i] * (a * a + b * b)", "weights[i] * (a * a + b * b) * (1 + 1e-11)"),
        ("slope(a) ** 2 + slope(b) ** 2", "2 * slope(a) ** 2"),
        ("variance * v)", "v)"),
        ("backward[l] *= backward[l + 1]", "backward[l] *= backward[l]"),
        ("through(activation, 1, rule)[0]", "through(activation, 1, rule)[1]"),
    ),
    *_faults(
        "math/functions.mjs",
        "Step",
        ("Math.cos(C * x) - C * x * Math.sin(C * x)", "Math.cos(C * x) - x * Math.sin(C * x)"),
        ("value: x => x * Math.cos(C * x)", "value: x => x * Math.cos(C * x) * (1 + 1e-11)"),
    ),
    *_faults(
        "math/functions.mjs",
        "Race",
        ("25 * x - 24 * bend(x)", "25 * x - 25 * bend(x)"),
    ),
    *_faults(
        "math/fit.mjs",
        "CurveFit",
        ("return [g / n, h / n]", "return [g / n, h]"),
        ("a += p * p; b += p * q", "a += p * p; b -= p * q"),
        ("1 / (u * u)", "1 / u"),
    ),
    *_faults(
        "math/recurrence.mjs",
        "Cliff",
        ("dw = s + steep * dw", "dw = s + steep * (1 + 1e-11) * dw"),
        ("t = 2 * t / (1 + t * t)", "t = 2 * (t / (1 + t * t * (1 + 1e-15)))"),
    ),
    *_faults(
        "math/clip.mjs",
        "Cliff",
        ("most / Math.max(norm(g), most)", "most / norm(g)"),
        ("Math.min(Math.max(v, -most), most)", "Math.min(v, most)"),
    ),
    *_faults(
        "figures/echo.mjs",
        "Echo",
        ("gap * gap + 4 * (y * y)", "gap * gap + 2 * (y * y)"),
        ("[ap * x + bq * up, ap * down + bq * x,", "[ap * x + bq * down, ap * up + bq * x,"),
        ("out.push(1 - p * p, 1 - q * q)", "out.push(1 - p * p, 1 - p * p)"),
        ("(sum + gap) / 2", "(sum + gap) / 2 * (1 + 1e-11)"),
    ),
    *_faults(
        "figures/gates.mjs",
        "Gates",
        ("Math.exp(-k * soft(b)), half", "Math.exp(-k * soft(b) * (1 + 1e-11)), half"),
        ("b > 0 ? Math.log1p(Math.exp(-b))", "b > 0 ? Math.log(1 + Math.exp(-b) / 2)"),
        (".5 * share(0, 1)", ".5 * share(b, 1)"),
    ),
    *_faults(
        "math/network.mjs",
        "Illness",
        ("h => h * (1 - h)", "h => h * (1 - h) * (1 + 1e-9)"),
        ("(j === label ? 1 : 0)) / rows", "(j === label ? 1 : 0)) / (rows + 1)"),
        ("mean ? sum / a.length : sum", "mean ? sum : sum"),
        ("if (l) d = times(d, turned(W, n, m)", "if (l) d = times(d, W"),
    ),
    *_faults(
        "math/diagnosis.mjs",
        "Illness",
        ("flow.dies ? 'dead' : 'saturated'", "flow.dies ? 'saturated' : 'dead'"),
        ("signal > log('EXPLODED')", "signal < log('EXPLODED')"),
        ("Math.max(0, seen[0] - seen[1] *", "Math.max(0, seen[0] + seen[1] *"),
        ("Math.log10(lr)", "Math.log10(lr) + 1e-9"),
    ),
    *_faults(
        "figures/replay.mjs",
        "Replay",
        ("[out.length - 1] * f(t, k)", "[out.length - 1] * f(t - 1, k)"),
        ("c = f(t, k) * c + i(t, k) * g(t, k)", "c = f(t, k) * c + i(t, k) * (1 + 1e-11) * g(t, k)"),
        ("(1 - end * end)", "(1 - end)"),
        ("gates.cell(steps - 1 - j, k)", "gates.cell(j, k)"),
    ),
]
