"""Rules that choose their own step length from what they measure on the way."""

from gdlib.rules._declare import rule


@rule
def steepest(w, grad):
    """Exact line search on a quadratic: w ← w − (g·g / g·Hg) g, with Hg = ∇f(w + g) − g.  Cauchy 1847."""
    g = grad(w)
    gHg = (g * (grad(w + g) - g)).sum(axis=0)
    lr = (g * g).sum(axis=0) / (gHg + (gHg == 0))  # at the minimum 0 / 0 would be NaN; it is no step
    w = w - lr * g
    return w
