// Chapter 14: the slope dy/dx of a deep network along its input; drag the point on the map of depth and branch strength.
import { clamp, fixed, snap } from '../core/format.mjs'
import { slopes } from '../math/shattered.mjs'

const at = (i, points) => -2 + 4 * (i + .5) / points
const share = ({ map }, depth, branch) => { // what theory expects, between two rows of the map
  const rows = map.length - 1, r = clamp(Math.floor(branch * rows), 0, rows - 1), f = branch * rows - r
  return ((1 - f) * map[r][depth - 1] + f * map[r + 1][depth - 1]) / 100
}

/** Σ d_i d_(i+lag) / √(Σ d_i² Σ d_(i+lag)²). */
function alike(d, lag) {
  let both = 0, first = 0, last = 0
  for (let i = 0; i + lag < d.length; i++) { both += d[i] * d[i + lag]; first += d[i] * d[i]; last += d[i + lag] * d[i + lag] }
  return both / Math.sqrt(first * last)
}

export default {
  name: 'the slope of a deep network along its input',

  compute(data, state) {
    const slope = slopes(data, state)
    return { slope: [Math.sqrt(slope.reduce((sum, v) => sum + v * v, 0) / slope.length), ...slope],
      alike: [1, alike(slope, data.lag)] } // each begins with its scale
  },

  build(ui, data) {
    const map = atlas(ui, data), { points, width } = data
    const curve = ui.plot({ name: 'Slope against input', title: 'Slope', x: [-2, 2], y: [-3.6, 3.6], height: w => w < 500 ? 170 : 200,
      margin: { l: 34, r: 12, t: 8 }, grid: true,
      xticks: [-2, -1, 0, 1, 2].map(v => [v, fixed(v, 0)]), yticks: [-2, 0, 2].map(v => [v, fixed(v, 0)]), xlabel: 'input *x*' })
    const depth = ui.slider('depth', { name: 'Depth', symbol: 'L', marks: [1, 16, 32].map(v => [v, String(v)]) })
    const branch = ui.slider('branch', { name: 'Branch', symbol: 'b', marks: [[0, '0'], [.71, '1/√2'], [1, '1']] })
    const jump = (label, b) => ui.button(label, () => ui.glide({ branch: b(ui.state) }))
    const jumps = [jump('No skips: b = 1', () => 1), jump('b = 1/√L', s => snap(1 / Math.sqrt(s.depth), 0, .01))]
    ui.rows([map, [depth, branch, ...jumps]], [curve])

    return (state, { slope: [size, ...slope], alike: [, found] }) => {
      const expected = share(data, state.depth, state.branch)
      map.show(state)
      curve.head(`Slope *dy*/*dx*, ${state.depth} hidden layer${state.depth > 1 ? 's' : ''}, in units of its rms`)
      curve.line('zero', 2, i => curve.x[i], () => 0, 'gdf-quiet gdf-thin')
      curve.line('slope', points, i => at(i, points), i => slope[i] / size, 'gdf-gd')
      return `${verdict(expected)} Slopes a quarter apart have a correlation of ${fixed(expected, 2)} in wide networks, ` +
        `and of ${fixed(found, 2)} in this draw of width ${width}.`
    }
  },
}

const verdict = c => c > .8 ? 'Smooth: the slope here tells you the slope nearby.' : c > .5 ? 'Rough: the slope holds for a short way.' : c > .35
  ? 'Breaking up: the slope soon says little.' : 'Shattered: the slope here says nothing about the slope nearby.'

/** The map: what theory expects for each depth and branch, deep in colour where slopes are alike; the point is dragged. */
function atlas(ui, data) {
  const { depth: d, branch: b } = ui.spec.controls
  const to = (x, y) => { ui.gliding = 0; return { depth: clamp(Math.round(x), d.min, d.max), branch: clamp(snap(y, b.min, b.step), b.min, b.max) } }
  const plot = ui.plot({ name: 'Map of depth and branch strength', title: 'How alike slopes are, ¼ apart', x: [1, data.deepest], y: [0, 1],
    height: w => w < 340 ? 200 : 236, margin: { l: 34, r: 12, t: 22 }, handles: true,
    xticks: [1, 8, 16, 24, 32].map(v => [v, String(v)]), yticks: [[0, '0'], [.5, '0.5'], [1, '1']], xlabel: 'hidden layers *L*', ylabel: 'branch *b*',
    under: p => p.shade((x, y) => share(data, Math.round(x), y), { scale: .5 }) })
  plot.pad(to).handle({ label: 'Depth and branch strength; arrow keys move the point', look: 'gdf-ink', at: s => [s.depth, s.branch], to, step: [1, b.step],
    words: s => `${s.depth} layers, branch ${fixed(s.branch)}` })
  plot.show = state => {
    const rule = [...Array(data.deepest)].map((_, i) => 1 / Math.sqrt(i + 1))
    plot.line('rule', rule.length, i => i + 1, i => rule[i], 'gdf-thin gdf-ink')
    plot.text('rule:name', .8 * data.deepest, rule[Math.round(.8 * data.deepest)], '*b* = 1/√*L*', { dy: -8, anchor: 'middle', look: 'gdf-tag' })
    plot.line('cross', 3, i => i ? state.depth : plot.x[0], i => i < 2 ? state.branch : plot.y[0], 'gdf-cross')
  }
  return plot
}
