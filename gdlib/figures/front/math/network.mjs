// A small network on a few examples, forward and backward, and the sizes on the way: twins of gdlib.nets and flow_of.

/** φ(z), and φ′ from h = φ(z). */
export const units = {
  tanh: [Math.tanh, h => 1 - h * h],
  sigmoid: [z => .5 * (1 + Math.tanh(.5 * z)), h => h * (1 - h)],
  relu: [z => Math.max(z, 0), h => h > 0 ? 1 : 0],
}

/** C = A B + bias, with A (m × k) and B (k × n), row by row. */
function times(A, B, m, k, n, bias = 0) {
  const C = new Float64Array(m * n)
  for (let i = 0; i < m; i++) for (let p = 0; p < k; p++) { const a = A[i * k + p]; if (a) for (let j = 0; j < n; j++) C[i * n + j] += a * B[p * n + j] }
  return bias ? C.map(v => v + bias) : C
}

function turned(A, m, n) {
  const T = new Float64Array(m * n)
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) T[j * m + i] = A[i * n + j]
  return T
}

/** Z and H of every layer; layers: [{W, n, m, bias}], from n units to m; the last one has no activation. */
export function forward(layers, X, rows, [phi]) {
  const Z = [], H = [X]
  layers.forEach(({ W, n, m, bias }, l) => {
    Z.push(times(H[l], W, rows, n, m, bias))
    if (l < layers.length - 1) H.push(Z[l].map(phi))
  })
  return { Z, H }
}

/** Cross-entropy of scores Z (rows × m) for labels, its gradient by Z. */
export function crossEntropy(Z, labels, m) {
  const rows = labels.length, dZ = new Float64Array(Z.length)
  let loss = 0
  labels.forEach((label, i) => {
    const z = Z.subarray(i * m, i * m + m), most = Math.max(...z), log = Math.log(z.reduce((sum, v) => sum + Math.exp(v - most), 0))
    for (let j = 0; j < m; j++) dZ[i * m + j] = (Math.exp(z[j] - most - log) - (j === label ? 1 : 0)) / rows
    loss -= z[label] - most - log
  })
  return { loss: loss / rows, dZ }
}

/** The errors δ and the weight gradients of every layer, from the error of the output. */
export function backward(layers, H, dZ, rows, [, slope]) {
  const delta = [], G = []
  for (let l = layers.length - 1, d = dZ; l >= 0; l--) {
    const { W, n, m } = layers[l]
    delta[l] = d
    G[l] = times(turned(H[l], rows, n), d, n, rows, m)
    if (l) d = times(d, turned(W, n, m), rows, m, n).map((v, i) => v * slope(H[l][i]))
  }
  return { delta, G }
}

/** log₁₀ of the norm, or of the root mean square, of all numbers; −∞ where all are 0. */
export function decades(a, mean) {
  let peak = 0, sum = 0
  for (const v of a) peak = Math.max(peak, Math.abs(v))
  if (!(peak > 0 && peak < Infinity)) return Math.log10(peak)
  for (const v of a) sum += (v / peak) ** 2
  return Math.log10(peak) + .5 * Math.log10(mean ? sum / a.length : sum)
}

/** Z (rows × m) less its mean over the rows. */
export function spread(Z, rows, m) {
  const mean = new Float64Array(m)
  for (let i = 0; i < Z.length; i++) mean[i % m] += Z[i] / rows
  return Z.map((v, i) => v - mean[i % m])
}
