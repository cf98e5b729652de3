// Chapter 17: what is left of an error that goes back through time: drag an eigenvalue of W, or how far one step can stretch.
import { clamp, fixed, pow10, short } from '../core/format.mjs'
import { disc, spectrum } from '../parts/disc.mjs'

/** W = [[x, up], [−down, x]] with eigenvalues x ± iy and singular values that lie `gap` apart: [x, up, −down]. */
function weights({ eigenvalue: [x, y], gap }) {
  const up = (gap + Math.sqrt(gap * gap + 4 * (y * y))) / 2
  return [x, up, up ? -(y * y) / up : 0]
}

/** The singular values of [[a, b], [c, d]], the larger first. */
function singular(a, b, c, d) {
  const sum = Math.hypot(a + d, b - c), gap = Math.hypot(a - d, b + c)
  return [(sum + gap) / 2, Math.abs(sum - gap) / 2]
}

/** Slopes 1 − h² of both units at every step; 1 where they are linear. */
function slopes(inputs, steps, units, [x, up, down]) {
  if (units === 'linear') return new Array(2 * steps).fill(1)
  const out = []
  for (let t = 0, p = 0, q = 0; t < steps; t++) {
    [p, q] = [Math.tanh(inputs[2 * t] + p * x + q * down), Math.tanh(inputs[2 * t + 1] + p * up + q * x)]
    out.push(1 - p * p, 1 - q * q)
  }
  return out
}

/** ‖E‖ for E = 1 and after each step back, E ← E D Wᵀ. */
function sizes(slope, steps, [x, up, down]) {
  const out = [1]
  let [a, b, c, d] = [1, 0, 0, 1]
  for (let t = steps - 1; t >= 0; t--) {
    const [p, q] = [slope[2 * t], slope[2 * t + 1]], [ap, bq, cp, dq] = [a * p, b * q, c * p, d * q];
    [a, b, c, d] = [ap * x + bq * up, ap * down + bq * x, cp * x + dq * up, cp * down + dq * x]
    out.push(singular(a, b, c, d)[0])
  }
  return out
}

const modulus = s => Math.hypot(...s.eigenvalue), first = s => (s.gap + Math.sqrt(s.gap ** 2 + 4 * modulus(s) ** 2)) / 2

export default {
  name: 'what is left of an error on its way back through time',

  compute({ steps, inputs }, state) {
    const W = weights(state), [x, up, down] = W
    return { left: sizes(slopes(inputs, steps, state.units, W), steps, W), singular: singular(x, up, down, x) }
  },

  build(ui, { steps }) {
    const { min, max } = ui.spec.controls.eigenvalue, { gap: range } = ui.spec.controls
    const plane = disc(ui, { title: 'Eigenvalues of *W*', height: w => clamp(w, 230, 290), handles: true })
    plane.handle({ label: 'An eigenvalue; the other is its mirror image', step: [.01, .01], at: s => s.eigenvalue,
      to: (x, y) => ({ eigenvalue: [clamp(+x.toFixed(3), min[0], max[0]), clamp(+Math.max(y, 0).toFixed(3), min[1], max[1])] }),
      words: s => `${fixed(s.eigenvalue[0])} plus ${fixed(s.eigenvalue[1])} i` })
    const plot = ui.plot({ name: 'Size of the error against the lag', title: 'Size of the error', x: [-1, steps + 1], y: [-6, 4],
      height: w => w < 400 ? 250 : 290, margin: { l: 44, t: 8 }, grid: true, handles: true,
      xticks: [0, 20, 40, 60].map(k => [k, String(k)]), yticks: [-6, -4, -2, 0, 2, 4].map(p => [p, pow10(p)]), xlabel: 'steps back, *T* − *t*' })
    plot.handle({ label: 'How far one step can stretch; up and down arrow keys move it', small: true, look: 'gdf-reference', step: [0, .01],
      at: s => [1, Math.log10(first(s))],
      to: (_, y) => { const s = Math.max(10 ** y, modulus(ui.state));
        return { gap: clamp(+(s && s - modulus(ui.state) ** 2 / s).toFixed(3), range.min, range.max) } }, words: s => `stretch ${fixed(first(s))}` })
    const gap = ui.slider('gap', { name: 'Gap of the singular values', symbol: 'σ₁ − σ₂', marks: [0, 2, 4, 6].map(v => [v, String(v)]) })
    const units = ui.choice('units', 'Units', [['linear', 'linear'], ['tanh', 'tanh']])
    const circle = ui.button('Jump to a rotation', () => ui.glide({ eigenvalue: [.8, .6], gap: 0 }))
    ui.rows([plane, plot], [[gap, units],
      [circle, ui.legend([['gdf-gd', 'error'], ['gdf-theory gdf-ink', 'power of *ρ* = |*λ*|'], ['gdf-theory gdf-reference', 'power of *σ*_{1}']])]])

    return (state, { left, singular: [s1] }) => {
      const [x, y] = state.eigenvalue, rho = modulus(state)
      spectrum(plane, [['gdf-gd', [x, y, x, -y]]], rho)
      plot.line('one', 2, i => plot.x[i], () => 0, 'gdf-cross')
      for (const [key, base, look] of [['bound', s1, 'gdf-reference'], ['power', rho, 'gdf-ink']])
        plot.line(key, steps + 1, k => k, k => k * Math.log10(base) || 0, `gdf-theory ${look}`)
      const alive = left.findIndex(v => v === 0)
      plot.path('error', alive < 0 ? steps + 1 : alive, k => k, k => Math.log10(left[k]), 'gdf-gd')
      const top = left.reduce((best, v, k) => v > left[best] * (1 + 1e-9) ? k : best, 0), shown = top > 0 && top < steps && left[top] > 1.05
      plot.text('top', top, Math.log10(left[top]), shown ? `${short(left[top])} at ${top}` : '', { dx: 8, dy: -8, look: 'gdf-tag' })
      return words(state, left, rho, s1, top)
    }
  },
}

function words({ units, gap }, left, rho, s1, top) {
  const last = left.length - 1, long = Math.abs(rho - 1) < 5e-4 ? 'neither shrinks nor lengthens it' : `multiplies its length by ${fixed(rho, 3)}`
  const end = `after ${last} steps ${short(left[last])} is left`
  if (left[last] === 0) return `Both eigenvalues are 0: one step stretches an error ${fixed(s1)}-fold, and a second leaves nothing of it.`
  if (units === 'tanh') return `Linear units would go by *ρ* = ${fixed(rho, 3)} in the long run. Tanh multiplies each step by slopes below 1 besides: ` +
    `${end}, where linear ones leave about ${short(rho ** last, 2)}${gap > .5 ? ', times a transient' : ''}.`
  if (gap < .005) return `The singular values are equal, so every step back turns an error and ${long}: ${end}.`
  if (top > 0 && top < last && left[top] > 1.05) {
    const below = left.findIndex((v, k) => k > top && v < 1)
    return `In the long run a step back turns an error and ${long}. But one step can stretch it ${fixed(s1)}-fold: ` +
      `it grows to ${short(left[top])} at ${top} ${top > 1 ? 'steps' : 'step'} ` +
      `back${below > 0 ? `, and is smaller than at its start only from ${below}` : ''}; ${end}.`
  }
  return `In the long run a step back turns an error and ${long}; a single one can stretch it ${fixed(s1)}-fold: ${end}.`
}
