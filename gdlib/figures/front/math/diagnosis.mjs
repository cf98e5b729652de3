// The sizes along the layers, and which illness they show: twins of gdlib.diagnosis, for what can occur in a finite pass.
import { backward, crossEntropy, decades, forward, spread, units } from './network.mjs'

const ENDS = 8

/** What arrives of a size as a share of what set out, in decades; NaN where that is not known. */
function journey(log, back) {
  if (log.length < 2) return NaN
  const few = Math.max(1, Math.floor(log.length / ENDS)), low = Math.max(...log.slice(0, few)), high = Math.max(...log.slice(-few))
  return back ? low - high : high - low
}

/** What is left of the error, of the signal and of its spread, in decades; the output's own size tells nothing. */
export const journeys = ({ error, forward, spread }) => ({ error: journey(error, true), signal: journey(forward.slice(0, -1)),
  spread: journey(spread.slice(0, -1)) })

function median(list) {
  const s = [...list].sort((a, b) => a - b), n = s.length
  return n % 2 ? s[(n - 1) / 2] : (s[n / 2 - 1] + s[n / 2]) / 2
}

/** The name of the gravest illness. */
export function verdict(flow, limits) {
  const log = name => Math.log10(limits[name]), { error, signal, spread } = journeys(flow), worst = Math.max(...flow.share)
  if (error > log('EXPLODED') || signal > log('EXPLODED')) return 'exploding'
  if (worst >= (flow.dies ? limits.DEAD : limits.SATURATED)) return flow.dies ? 'dead' : 'saturated'
  if (error < log('VANISHED') || spread < log('VANISHED')) return 'vanishing'
  if (median(flow.update) > log('HUGE')) return 'huge updates'
  return Math.max(...flow.update) < log('TINY') ? 'tiny updates' : 'healthy'
}

/** The dead share of a layer's units, less those that a batch happened to miss (Chao 1984), or the saturated share of its values. */
function share(h, kind, rows, { EDGE }) {
  if (kind !== 'relu') return h.reduce((sum, v) => sum + (Math.abs(kind === 'tanh' ? v : 2 * v - 1) > EDGE), 0) / h.length
  const n = h.length / rows, seen = [0, 0, 0]
  for (let j = 0; j < n; j++) { let times = 0; for (let i = 0; i < rows; i++) times += h[i * n + j] !== 0; seen[times]++ }
  return Math.max(0, seen[0] - seen[1] * (seen[1] - 1) / (2 * (seen[2] + 1))) / n
}

/** The decades of each size in every layer, with the update of one step of gradient descent; the shares, the loss. */
export function flowOf(layers, X, labels, kind, lr, limits) {
  const rows = labels.length, phi = units[kind], { Z, H } = forward(layers, X, rows, phi),
    { loss, dZ } = crossEntropy(Z[Z.length - 1], labels, layers[layers.length - 1].m)
  const { delta, G } = backward(layers, H, dZ, rows, phi), weight = G.map(g => decades(g)), rate = Math.log10(lr)
  return { loss, dies: kind === 'relu', weight, forward: Z.map(z => decades(z, true)), spread: Z.map((z, l) => decades(spread(z, rows, layers[l].m), true)),
    error: delta.map(d => decades(d)), update: weight.map((g, l) => rate + g - decades(layers[l].W)), share: H.slice(1).map(h => share(h, kind, rows, limits)) }
}
