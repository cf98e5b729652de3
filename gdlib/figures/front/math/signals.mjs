// Mean squares from layer to layer: the twin of gdlib.theory.signals. `rule` has the positive nodes of a midpoint rule and their weights.

/** φ(z), and φ′ from h = φ(z). */
export const activations = {
  linear: [z => z, () => 1],
  tanh: [Math.tanh, h => 1 - h * h],
  relu: [z => Math.max(z, 0), h => +(h > 0)],
  sigmoid: [z => 1 / (1 + Math.exp(-z)), h => h * (1 - h)],
}

/** E φ(z)² and E φ′(z)² for z normal with variance q. */
export function through([phi, slope], q, { nodes, weights }) {
  const r = Math.sqrt(q)
  let value = 0, steep = 0
  for (let i = 0; i < nodes.length; i++) {
    const a = phi(r * nodes[i]), b = phi(-r * nodes[i])
    value += weights[i] * (a * a + b * b)
    steep += weights[i] * (slope(a) ** 2 + slope(b) ** 2)
  }
  return [value, steep]
}

/** Root mean squares of z in each of `depth` layers, from 1, and of the error, as a multiple of the last. */
export function signalSizes(activation, variance, depth, rule) {
  const forward = new Float64Array(depth).fill(1), backward = new Float64Array(depth).fill(1)
  for (let l = 1; l < depth; l++) [forward[l], backward[l - 1]] = through(activation, forward[l - 1], rule).map(v => variance * v)
  for (let l = depth - 2; l >= 0; l--) backward[l] *= backward[l + 1]
  return { forward: forward.map(Math.sqrt), backward: backward.map(Math.sqrt) }
}

/** The gain that keeps a mean square of 1. */
export const gain = (activation, rule) => Math.sqrt(1 / through(activation, 1, rule)[0])
