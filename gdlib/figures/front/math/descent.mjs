// The only loop, and the rules as gdlib has them. A rule is hyper => (w, grad, state, k) => [w, state]; k updates are made.

/** Iterates of a rule from `start`, one after the other in a Float64Array of (steps + 1) · d numbers. */
export function descend(grad, start, rule, steps) {
  const d = start.length, path = new Float64Array(d * (steps + 1))
  let w = start, state
  path.set(w)
  for (let k = 0; k < steps; k++) {
    [w, state] = rule(w, grad, state, k)
    path.set(w, d * (k + 1))
  }
  return path
}

const zeros = w => w.map(() => 0)

/** w ← w − η ∇f(w) */
export const gd = ({ lr }) => (w, grad) => {
  const g = grad(w)
  return [w.map((w, i) => w - lr * g[i])]
}

/** v ← β v + ∇f(w);  w ← w − η v */
export const momentum = ({ lr, beta }) => (w, grad, v = zeros(w)) => {
  const g = grad(w)
  v = v.map((v, i) => beta * v + g[i])
  return [w.map((w, i) => w - lr * v[i]), v]
}

/** v ← β v + ∇f(w − η β v);  w ← w − η v */
export const nesterov = ({ lr, beta }) => (w, grad, v = zeros(w)) => {
  const g = grad(w.map((w, i) => w - lr * beta * v[i]))
  v = v.map((v, i) => beta * v + g[i])
  return [w.map((w, i) => w - lr * v[i]), v]
}

export const rules = { gd, momentum, nesterov }
