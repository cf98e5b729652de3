// Misra's curve w₁ (1 − exp(−w₂ x)) through data, as gdlib's NonlinearLeastSquares has it; and metrics in front of a rule.

/** Predictions, residual sum of squares, gradient of RSS/2n, and JᵀJ/n as [a, b, c] for [[a, b], [b, c]]. */
export function saturating(x, y) {
  const n = x.length, model = ([a, b]) => x.map(x => a * (1 - Math.exp(-b * x)))
  const partials = ([a, b], i) => { const e = Math.exp(-b * x[i]); return [1 - e, a * x[i] * e] }
  return {
    model,
    rss: w => model(w).reduce((sum, m, i) => sum + (m - y[i]) * (m - y[i]), 0),
    grad(w) {
      let g = 0, h = 0
      for (let i = 0; i < n; i++) { const [p, q] = partials(w, i), r = w[0] * p - y[i]; g += p * r; h += q * r }
      return [g / n, h / n]
    },
    gaussNewton(w) {
      let a = 0, b = 0, c = 0
      for (let i = 0; i < n; i++) { const [p, q] = partials(w, i); a += p * p; b += p * q; c += q * q }
      return [a / n, b / n, c / n]
    },
  }
}

/** Steepest descent in the metric of these units: g ← P⁻¹ g with P = diag(units⁻²). */
export const inUnits = (grad, units) => { const P = units.map(u => 1 / (u * u)); return w => grad(w).map((g, i) => g / P[i]) }

/** Steepest descent in a metric that changes on the way: g ← P(w)⁻¹ g, by elimination with the larger pivot. */
export const inMetric = (grad, metric) => w => {
  const [a, b, c] = metric(w), [g, h] = grad(w), swap = Math.abs(b) > Math.abs(a)
  const [p, q, u, r, s, v] = swap ? [b, c, h, a, b, g] : [a, b, g, b, c, h] // p q | u over r s | v
  const l = r / p, y = (v - l * u) / (s - l * q)
  return [(u - q * y) / p, y]
}
