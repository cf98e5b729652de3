// The bowl ½ wᵀH w in two dimensions: its matrix, value, gradient, and the rates that theory promises on it.

/** H = Q diag(λ₁, λ₂) Qᵀ as [a, b, c] for [[a, b], [b, c]]; the first eigenvector stands at `angle`. */
export function hessian([l1, l2], angle) {
  const c = Math.cos(angle), s = Math.sin(angle)
  return [l1 * c * c + l2 * s * s, (l1 - l2) * c * s, l1 * s * s + l2 * c * c]
}

export const value = ([a, b, c], x, y) => 0.5 * (x * (a * x + b * y) + y * (b * x + c * y))

export const gradient = ([a, b, c]) => ([x, y]) => [a * x + b * y, b * x + c * y]

/** Trace and determinant of one step's 2×2 matrix along an eigendirection. */
export const step = {
  gd: (lambda, lr) => [1 - lr * lambda, 0],
  momentum: (lambda, lr, beta) => [1 + beta - lr * lambda, beta],
  nesterov: (lambda, lr, beta) => [(1 + beta) * (1 - lr * lambda), beta * (1 - lr * lambda)],
}

/** Both eigenvalues of such a matrix, as [re, im, re, im], the larger one first. */
export function eigenvalues([trace, det]) {
  const disc = trace * trace / 4 - det, half = trace / 2
  if (disc < 0) return [half, Math.sqrt(-disc), half, -Math.sqrt(-disc)]
  const far = half + Math.sign(half || 1) * Math.sqrt(disc)
  return [far, 0, far ? det / far : 0, 0] // the small root by Viète: no cancellation
}

/** The factor by which each step multiplies the error in the long run: the largest |σ| over the curvatures. */
export function rate(method, lambdas, lr, beta) {
  return Math.max(...lambdas.map(lambda => size(step[method](lambda, lr, beta))))
}

function size([trace, det]) { // the larger |root| of z² − trace z + det
  const gap = trace * trace - 4 * det
  return gap < 0 ? Math.sqrt(det) : (Math.abs(trace) + Math.sqrt(gap)) / 2
}

/** The best [η, β] for curvatures between μ and L: Polyak 1964; Lessard, Recht & Packard 2016, table 1. */
export function best(method, [mu, L]) {
  const p = Math.sqrt(L), q = Math.sqrt(mu)
  if (method === 'gd') return [2 / (L + mu), 0]
  if (method === 'momentum') return [(2 / (p + q)) ** 2, ((p - q) / (p + q)) ** 2]
  const r = Math.sqrt(3 * L / mu + 1)
  return [4 / (3 * L + mu), 3 * (L - mu) / mu / (r + 2) ** 2] // (r − 2)/(r + 2), which cannot round below 0 so
}

/** The largest stable η at β for curvature L. */
export const limit = (method, L, beta) => method === 'nesterov' ? (2 + 2 * beta) / (1 + 2 * beta) / L : (2 + 2 * beta * (method === 'momentum')) / L

/** How a coordinate moves: 'slides' (no sign changes), 'ripples' (turns slowly) or 'zigzags' (turns at every step). */
export function mood([trace, det]) {
  return trace * trace < 4 * det ? 'ripples' : trace < 0 ? 'zigzags' : 'slides'
}
