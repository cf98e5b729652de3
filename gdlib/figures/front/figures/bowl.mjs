// Chapter 2: a bowl, its path, and the one number for each direction that makes it: 1 − ηλ.
import { clamp, fixed, snap } from '../core/format.mjs'
import { descend, gd } from '../math/descent.mjs'
import { best } from '../math/quadratic.mjs'
import { band, bars } from '../parts/bars.mjs'
import { bowl, start } from '../parts/bowl.mjs'
import { lossCurve } from '../parts/losses.mjs'

const LOOKS = ['gdf-flat', 'gdf-steep'], NAMES = ['flat', 'steep']

export default {
  name: 'gradient descent in a bowl, direction by direction',

  compute({ steps }, { b, lr, start }) {
    const path = descend(([x, y]) => [b * x, y], start, gd({ lr }), steps)
    return { path, error: path.map(Math.abs), factors: [1 - lr * b, 1 - lr] }
  },

  build(ui, { steps }) {
    const land = ui.plot({ name: 'The bowl from above with the path of the iterates', x: [-2.5, 2.5], y: [0, 0], equal: true, bare: true, class: 'gdf-land',
      height: w => clamp(w * .4, 180, 300), handles: true })
    start(land)
    const line = factorLine(ui)
    let path
    const curve = lossCurve(ui, { steps, from: -6, to: 1, every: 2, probe: 10, what: k => `Error after ${k} steps`,
      onProbe: k => land.point('probe', path[2 * k], path[2 * k + 1], 'gdf-probe', 6) })
    const lr = ui.slider('lr', { name: 'Learning rate', symbol: 'η', marks: [0, 1, 2].map(v => [v, v]) })
    const b = ui.slider('b', { name: 'Flat curvature', symbol: 'b', marks: [[.01, '0.01'], [.5, '0.5'], [1, '1']] })
    const jump = ui.button('Jump to the best step', () => ui.glide({ lr: best('gd', [ui.state.b, 1])[0] }))
    const legend = ui.legend([[LOOKS[0], 'flat direction, *λ*_{1} = *b*'], [LOOKS[1], 'steep direction, *λ*_{2} = 1']])
    ui.rows([land], [[lr, b, jump, legend], line, curve])

    return (state, { path: run, error, factors }) => {
      path = run
      bowl(land, [state.b, 1])
      land.path('run', steps + 1, i => path[2 * i], i => path[2 * i + 1], 'gdf-gd')
      land.text('flat', 2.5, 0, `flat, *λ* = ${fixed(state.b)}`, { dx: -10, dy: -7, anchor: 'end' })
      land.text('steep', 0, land.y[1], 'steep, *λ* = 1', { dx: 7, dy: 17 })
      land.text('start', ...state.start, 'start', { dy: state.start[1] > 0 ? -18 : 28, anchor: 'middle', look: 'gdf-tag' })
      line.factors(state.b, state.lr, factors)
      curve.runs(NAMES.map((name, i) => ({ name, look: LOOKS[i], y: error.filter((_, j) => j % 2 === i) })))
      lr.best(best('gd', [state.b, 1])[0])
      return words(factors)
    }
  },
}

/** The factor 1 − ηλ as a line over the curvature λ: its right end is dragged up and down, its left bar to and fro. */
function factorLine(ui) {
  const { b: flat, lr: step } = ui.spec.controls
  const plot = ui.plot({ name: 'Factor of each direction', title: 'Factor 1 − *ηλ*', x: [0, 1.08], y: [-1.35, 1.2], height: () => 214, handles: true,
    margin: { l: 28, r: 10, t: 10, b: 38 },
    xticks: [0, .5, 1].map(v => [v, String(v)]), yticks: [-1, 0, 1].map(v => [v, fixed(v, 0)]), xlabel: 'curvature *λ*' })
  plot.handle({ label: 'Flat curvature b; arrow keys move it', small: true, look: LOOKS[0], step: [flat.step, 0], at: s => [s.b, 1 - s.lr * s.b],
    to: x => ({ b: clamp(snap(x, flat.min, flat.step), flat.min, flat.max) }), words: s => `b ${fixed(s.b)}, factor ${fixed(1 - s.lr * s.b, 3)}` })
  plot.handle({ label: 'Learning rate, by the factor of the steep direction; arrow keys move it', small: true, look: LOOKS[1], step: [0, step.step],
    at: s => [1, 1 - s.lr],
    to: (_, y) => ({ lr: clamp(snap(1 - y, step.min, step.step), step.min, step.max) }), words: s => `eta ${fixed(s.lr)}, factor ${fixed(1 - s.lr, 3)}` })
  plot.factors = (b, lr, [low, high]) => {
    band(plot, -1, 1)
    plot.text('out', .03, -1, 'diverges', { dy: 15 })
    bars(plot, [[b, low, LOOKS[0]], [1, high, LOOKS[1]]])
    plot.line('factor', 2, i => plot.x[i], i => 1 - lr * plot.x[i], 'gdf-gd')
  }
  return plot
}

function words([flat, steep]) {
  const [slow, fast] = [Math.max(Math.abs(flat), Math.abs(steep)), Math.min(Math.abs(flat), Math.abs(steep))]
  const both = `Each step multiplies the flat error by ${fixed(flat, 3)} and the steep one by ${fixed(steep, 3)}`
  if (slow < 1e-9) return 'The bowl is round, and one step lands on the minimum, from every start.'
  if (slow > 1 + 1e-9) return `${both}: the steep direction overshoots by more than it had to go, and the run diverges.`
  if (slow > 1 - 1e-9) return steep < 0 ? `${both}: it jumps across the valley, and back, for ever.` : `${both}: with no step, nothing moves.`
  const digit = slow < .1 ? 'every step wins a digit' : `${fixed(Math.ceil(-1 / Math.log10(slow)), 0)} steps for each new digit`
  if (slow - fast < 5e-4) return `${both}: equal in size, so no other step is better; ${digit}.`
  return `${both}: ${steep < 0 ? 'the steep one zigzags' : 'both creep down one side'}, the ${slow === Math.abs(flat) ? 'flat' : 'steep'} direction is ` +
    `the slower, ${digit}.`
}
