// A ReLU network with one input and skips, whose weights come as letters of 64 levels: the twin of gdlib.figures.shattered.
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const nets = new Map() // the draws of each string, read once

/** The first weights, the first biases, the last weights; of each layer between, a row of weights for each unit, and biases. */
function read({ letters, unit, width: n }) {
  if (nets.has(letters)) return nets.get(letters)
  const he = Math.sqrt(2 / n), z = Float64Array.from(letters, letter => (LETTERS.indexOf(letter) - 31.5) * unit), layers = []
  for (let from = 3 * n; from < z.length; from += n * (n + 1)) {
    const W = Float64Array.from({ length: n * n }, (_, k) => he * z[from + k % n * n + Math.floor(k / n)])
    layers.push([W, z.slice(from + n * n, from + n * n + n)])
  }
  const net = { first: z.slice(0, n), bias: z.slice(n, 2 * n), last: z.slice(2 * n, 3 * n).map(v => he * v), layers }
  nets.set(letters, net)
  return net
}

/** z ← a z + b (φ(z) W + bias), and its slope s by x, through one layer; `on` lists the units that are active. */
function layer(z, s, [W, bias], a, b, n, on, h, t) {
  let active = 0
  for (let i = 0; i < n; i++) if (z[i] > 0) { on[active] = i; h[active] = z[i]; t[active++] = s[i] }
  for (let j = 0; j < n; j++) {
    let value = 0, slope = 0
    for (let k = 0, row = j * n; k < active; k++) { const w = W[row + on[k]]; value += h[k] * w; slope += t[k] * w }
    z[j] = a * z[j] + b * (value + bias[j])
    s[j] = a * s[j] + b * slope
  }
}

/** dy/dx at each point. */
export function slopes(data, { depth, branch: b }) {
  const { width: n, points } = data, { first, bias, last, layers } = read(data), a = Math.sqrt(1 - b * b)
  const [z, s, h, t] = [0, 0, 0, 0].map(() => new Float64Array(n)), on = new Uint8Array(n), out = new Array(points)
  for (let p = 0; p < points; p++) {
    const x = -2 + 4 * (p + .5) / points
    for (let i = 0; i < n; i++) { z[i] = x * first[i] + bias[i]; s[i] = first[i] }
    for (let l = 0; l < depth - 1; l++) layer(z, s, layers[l], a, b, n, on, h, t)
    let slope = 0
    for (let i = 0; i < n; i++) if (z[i] > 0) slope += s[i] * last[i]
    out[p] = slope
  }
  return out
}
