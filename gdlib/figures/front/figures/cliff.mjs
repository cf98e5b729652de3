// Chapter 15: the cliff of a recurrent unit; one run leaps off it, the other has its steps limited.
import { clamp, fixed, pow10, short } from '../core/format.mjs'
import { clips, norm } from '../math/clip.mjs'
import { descend, gd } from '../math/descent.mjs'
import { recurrentUnit } from '../math/recurrence.mjs'
import { start } from '../parts/bowl.mjs'
import { presets } from '../parts/presets.mjs'
import { runs } from '../parts/runs.mjs'
import { terrain } from '../parts/terrain.mjs'

const LOOKS = { gd: 'gdf-gd', norm: 'gdf-steep', value: 'gdf-third' }
const quick = z => 1 / (1 + Math.exp(-z)) // for the ground, where the last bit does not show
const HALF = quick(.5) // where the signal stands still at its start, the cliff stands

export default {
  name: 'gradient descent at a cliff, with its gradients clipped and without',

  compute({ steps, unit }, { lr, threshold, by, start }) {
    const at = recurrentUnit(unit), clip = clips[by](threshold), result = {}
    for (const [name, transform] of [['gd', g => g], ['clipped', clip]]) {
      const loss = result[`${name} loss`] = new Float64Array(steps + 1), size = result[`${name} norm`] = new Float64Array(steps + 1)
      const slope = (w, k) => { const [E, g] = at(w); loss[k] = E; size[k] = norm(g); return g }
      let k = 0
      const path = result[name] = descend(w => transform(slope(w, k++)), start, gd({ lr }), steps)
      slope(path.slice(2 * steps), steps)
    }
    return result
  },

  build(ui, { steps, unit }) {
    const ground = recurrentUnit(unit, quick)
    const land = ui.plot({ name: 'The error from above, with both runs', x: [4, 7], y: [-3.6, -1.6], handles: true, height: w => clamp(w * .46, 240, 320),
      margin: { l: 30, t: 24 },
      xticks: [4, 5, 6, 7].map(v => [v, String(v)]), yticks: [-3.5, -3, -2.5, -2].map(v => [v, fixed(v, 1)]), xlabel: 'weight *w*', ylabel: 'bias *b*',
      under: plot => terrain(plot, (w, b) => ground([w, b])[0]) })
    land.svg.style.overflow = 'hidden' // a leap goes far beyond the page
    Object.assign(start(land).handles[0], { words: s => `w ${fixed(s.start[0])}, b ${fixed(s.start[1])}` })
    const race = runs(ui, { lands: [land], steps, from: -9, to: 0, probe: 100, what: k => `Error after ${k} steps`, height: () => 190 })
    const record = norms(ui, steps)
    const lr = ui.slider('lr', { name: 'Learning rate', symbol: 'η', marks: [[.01, '0.01'], [.1, '0.1'], [.3, '0.3'], [.5, '0.5']] })
    const threshold = ui.slider('threshold', { name: 'Threshold', symbol: 'θ', marks: [.01, .1, 1, 10, 100, 1000].map(v => [v, String(v)]) })
    const by = ui.choice('by', 'Clip', [['norm', 'by norm'], ['value', 'by value']])
    const places = presets(ui, 'Places', [['Thrown', at(5, -2.2, .2)], ['Farther', at(6.5, -3.2, .5)], ['Spared', at(6.5, -3.2, .1)]])
    ui.rows([land], [[lr, threshold, by, places, race.legend], race.curve, record])

    return (state, result) => {
      land.line('edge', 2, i => i ? 8 : 4.2553, i => .5 - HALF * (i ? 8 : 4.2553), 'gdf-theory gdf-ink')
      land.text('cliff', 5.9, .5 - HALF * 5.9, 'cliff', { dx: -4, dy: 18, anchor: 'end' })
      land.text('high', 4.9, -3.35, 'high, *E* ≈ 0.4', { anchor: 'middle' })
      land.text('flat', 6.3, -2.15, 'flat, *E* ≈ 0.08', { anchor: 'middle' })
      const clipped = LOOKS[state.by], look = { gd: LOOKS.gd, clipped }
      race.paint(['clipped', 'gd'].map(name => ({ name: name === 'gd' ? 'not clipped' : 'clipped', look: look[name], x: k => result[name][2 * k],
        y: k => result[name][2 * k + 1], loss: result[`${name} loss`] })))
      record.draw(state, result, look)
      return words(state, result)
    }
  },
}

const at = (w, b, lr) => () => ({ start: [w, b], lr, threshold: 1 })
const power = v => Math.log10(clamp(v, 1e-12, 1e9))

/** The norm of the gradient at every step, and the threshold to drag. */
function norms(ui, steps) {
  const { min, max } = ui.spec.controls.threshold
  const plot = ui.plot({ name: 'Norm of the gradient at each step', title: 'Norm of the gradient', x: [0, steps], y: [-5, 5], grid: true, handles: true,
    height: () => 190,
    xticks: [0, steps / 2, steps].map(v => [v, String(v)]), yticks: [-4, -2, 0, 2, 4].map(p => [p, pow10(p)]), xlabel: 'step *k*' })
  plot.handle({ label: 'Threshold; arrow keys move it', small: true, look: 'gdf-ink', step: [0, .05], at: s => [.94 * steps, Math.log10(s.threshold)],
    to: (_, y) => ({ threshold: +(10 ** clamp(y, min, max)).toPrecision(3) }), words: s => `theta ${short(s.threshold)}` })
  plot.draw = ({ threshold }, result, look) => {
    for (const name of ['clipped', 'gd']) plot.line(name, steps + 1, k => k, k => power(result[`${name} norm`][k]), `${look[name]} gdf-thin`)
    plot.line('threshold', 2, i => i * steps, () => Math.log10(threshold), 'gdf-ink')
    plot.text('theta', 0, Math.log10(threshold), `*θ* = ${short(threshold)}`, { dx: 5, dy: -6 })
  }
  return plot
}

function words({ lr, threshold, by }, result) {
  const { gd: path, 'gd norm': sizes, 'clipped norm': own } = result, last = sizes.length - 1
  const hits = own.slice(0, last).filter(v => v > threshold).length, most = sizes.slice(0, last).reduce((a, v, k) => v > sizes[a] ? k : a, 0)
  if (by === 'norm' && !hits) return 'No gradient is longer than *θ*: clipped and not clipped are one run, to the last bit.'
  const leap = lr * sizes[most], limit = lr * threshold * (by === 'value' ? Math.SQRT2 : 1)
  const ends = [path[2 * last], path[2 * last + 1]].map(v => short(v)).join(', ')
  const flight = leap > 1 ? `Without clipping, step ${most + 1} is ${short(leap)} long; that run ends at (${ends}), ` +
    `with an error of ${short(result['gd loss'][last])}.` : 'Without clipping, no step is longer than 1.'
  return `${flight} Clipped ${hits === 1 ? 'once' : `${hits} times`}, with no step above ${short(limit)}, ` +
    `the other ends at ${short(result['clipped loss'][last])}.`
}
