// Four updates called momentum, and what each must be told to walk where another does: the twin of gdlib.figures.conventions.
// Whatever a library keeps, its step is s ← c s − p g: a push p for the new gradient, and a share c of the last step.

const zeros = w => w.map(() => 0)
const heavy = weight => (lr, beta) => (w, grad, v = zeros(w), k) => {
  const g = grad(w), share = weight(k, beta)
  v = v.map((v, i) => beta[k] * v + share * g[i])
  return [w.map((w, i) => w - lr[k] * v[i]), v]
}

/** Rules for descend, from rates and memories at each update. */
export const balls = {
  outside: heavy(() => 1),
  inside: (lr, beta) => (w, grad, u = zeros(w), k) => {
    const g = grad(w)
    u = u.map((u, i) => beta[k] * u - lr[k] * g[i])
    return [w.map((w, i) => w + u[i]), u]
  },
  average: heavy((k, beta) => 1 - beta[k]),
  dampened: (lr, beta, d) => heavy(k => k ? 1 - d : 1)(lr, beta),
}

/** What one gradient counts in the long run. */
export const scale = (kind, beta) => kind === 'average' || kind === 'dampened' ? 1 - beta : 1

/** Push and carried share of each update, for rates and one β. */
export function terms(kind, lr, beta) {
  const push = lr.map(v => v * scale(kind, beta)), carry = lr.map((v, k) => k === 0 ? 0 : kind === 'inside' ? beta : beta * v / lr[k - 1])
  if (kind === 'dampened') push[0] = lr[0]
  return [push, carry]
}

/** The rates and memories at which `kind` makes these very steps. */
export function told(kind, [push, carry], beta) {
  if (kind === 'inside') return [push, carry]
  const lr = push.map(v => v / scale(kind, beta)), memory = push.map(() => 0)
  if (kind === 'dampened') lr[0] = push[0]
  for (let k = 1; k < push.length; k++) {
    if (kind === 'average') lr[k] = push[k] + carry[k] * lr[k - 1] // its push depends on the memory that is looked for
    memory[k] = carry[k] * lr[k - 1] / lr[k]
  }
  if (kind === 'average') memory[0] = beta
  return [lr, memory]
}
