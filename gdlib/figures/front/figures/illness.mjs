// Chapter 16: signal, error, weight gradient and update ratio in each layer of a network with a fault to choose.
import { clamp, fixed, pow10, short } from '../core/format.mjs'
import { decades, forward, units } from '../math/network.mjs'
import { flowOf, verdict } from '../math/diagnosis.mjs'

const GRID = Array.from({ length: 41 }, (_, i) => i / 40)
const N = 16, ROWS = 16, CLASSES = 10, BANK = 6, DEEP = 40, ALIKE = 1e-3

function layersOf({ first, bank, cases }, { case: name, depth, gain }) {
  const middle = Math.floor(depth / 2)
  return Array.from({ length: depth }, (_, i) => {
    const l = i + 1, n = i ? N : 64, m = l < depth ? N : CLASSES, scale = gain * n ** -.5, W = new Float64Array(n * m), at = (l % BANK) * N * N
    for (let p = 0; p < n; p++) for (let j = 0; j < m; j++) W[p * m + j] = scale * (i ? bank[at + ((p - 3 * l) & 15) * N + ((j - 5 * l) & 15)]
      : first[p * N + j])
    return { W, n, m, bias: l === middle ? cases[name][1] : 0 }
  })
}

const inputs = ({ pixels, cases }, name) => Float64Array.from(pixels, p => cases[name][2] * ((p - 5) / 6))

const measure = (data, state) => flowOf(layersOf(data, state), inputs(data, state.case), data.labels, data.cases[state.case][0], state.rate, data.limits)

const PANELS = [['forward', 'Signal', 'gdf-flat'], ['error', 'Error', 'gdf-steep'], ['weight', 'Weight gradient', 'gdf-third'],
  ['update', 'Update ratio', 'gdf-momentum']]
const SHORT = ['Signal', 'Error', 'Gradient', 'Update']
const RANGES = [[-5, 2], [-10, 4], [-20, 6], [-40, 10]],
  TICKS = [[-4, -2, 0, 2], [-8, -4, 0, 4], [-16, -8, 0], [-40, -20, 0]].map(list => list.map(p => [p, pow10(p)]))
const FAULTS = [['healthy', 'nothing'], ['blind', 'weights too small'], ['sigmoid', 'sigmoid units'], ['exploding', 'weights too large'],
  ['dead', 'a dead layer'], ['far', 'inputs ten times'], ['fast', 'rate too large']]
const NAMES = { tanh: 'tanh', relu: 'ReLU', sigmoid: 'sigmoid' }

export default {
  name: 'four profiles of a network that is sound or ill',

  compute(data, state) {
    const found = measure(data, state), floor = list => list.map(v => Math.max(v + DEEP, 0))
    return { ...Object.fromEntries(PANELS.map(([key]) => [key, floor(found[key])])), share: found.share, loss: [found.loss],
      verdict: [data.verdicts.indexOf(verdict(found, data.limits))],
      alike: found.spread.map((v, l) => 10 ** v / 10 ** found.forward[l]).map(v => v > ALIKE ? v : ALIKE) }
  },

  build(ui, data) {
    const { gain, rate, depth: layers } = ui.spec.controls
    const weights = share => gain.min + share * (gain.max - gain.min)
    let seen, asked, sizes, probe = 3
    const xticks = [1, 8, 16, 24].map(l => [l, String(l)])
    const plots = PANELS.map(([key, title]) => ui.plot({ name: `${title} in each layer`, class: 'gdf-half', title, x: [.2, layers.max + .8], y: RANGES[0],
      yticks: TICKS[0], grid: true, handles: true,
      height: w => clamp(w * .56, 150, 190), margin: { l: 36, r: 10, t: 8, b: key === 'weight' || key === 'update' ? 38 : 22 }, xticks,
      xlabel: key === 'weight' || key === 'update' ? 'layer' : '' }))
    const move = x => { probe = clamp(Math.round(x), 1, ui.state.depth); read(); for (const plot of plots) plot.place(ui.state) }
    for (const plot of plots) plot.pad(move, { hover: true })
    const [ahead, back, , step] = plots
    ahead.handle({ label: 'End of the signal: up and down change the weights', look: 'gdf-flat',
      at: s => [Math.max(1, s.depth - 1), end(seen?.forward, s.depth - 2)],
      to: (_, y) => reach(y), by: (dx, dy) => ({ gain: +clamp(ui.state.gain + gain.step * (dx + dy), gain.min, gain.max).toFixed(2) }),
      words: s => `weights ${s.gain.toFixed(2)}` })
    step.handle({ label: 'Update of the last layer: up and down change the learning rate', look: 'gdf-momentum',
      at: s => [s.depth, end(seen?.update, s.depth - 1)],
      to: (_, y) => turn(y - seen.update[ui.state.depth - 1]), by: (dx, dy) => turn((dx + dy) * rate.step), words: s => `learning rate ${short(s.rate)}` })
    back.handle({ label: 'Layer to read off; arrow keys move it', small: true, look: 'gdf-quiet', step: [1, 0], at: () => [probe, back.y[0]], to: move,
      words: () => `layer ${probe}` })
    const end = (list, l) => list?.[Math.max(l, 0)] ?? 0
    const turn = by => ({ rate: +(10 ** clamp(Math.log10(ui.state.rate) + (Math.abs(by) < 99 ? by : 0), rate.min, rate.max)).toPrecision(12) })
    const reach = y => { // the signal grows with the weights; its sizes at the end are found once and looked up while the hand moves
      const l = Math.max(ui.state.depth - 2, 0), { state } = ui, key = state.case + state.depth
      if (asked !== key) sizes = GRID.map(u => {
        const layers = layersOf(data, { ...state, gain: weights(u) })
        return decades(forward(layers, inputs(data, state.case), ROWS, units[data.cases[state.case][0]]).Z[l], true)
      })
      asked = key
      if (sizes[0] === -Infinity) return
      const above = sizes.findIndex(v => v >= y), i = above < 0 ? GRID.length - 1 : Math.max(above, 1)
      const share = clamp((y - sizes[i - 1]) / (sizes[i] - sizes[i - 1]) || 0, 0, 1)
      return { gain: +weights(GRID[i - 1] + share * (GRID[i] - GRID[i - 1])).toFixed(2) }
    }
    const read = () => PANELS.forEach(([key, title], i) => {
      const l = Math.min(probe, ui.state.depth), v = seen[key][l - 1]
      plots[i].line('probe', 2, () => l, j => plots[i].y[j], 'gdf-cross')
      plots[i].head(`${ui.phone ? SHORT[i] : `${title} in layer ${l}`}: ${v > -DEEP ? short(10 ** v, 2) : '0'}`)
    })
    const fault = ui.menu('case', 'What is wrong', FAULTS, name => ({ gain: data.cases[name][3], rate: data.cases[name][4] }))
    const deep = ui.slider('depth', { name: 'Layers', symbol: 'L', marks: [2, 8, 16, 24].map(v => [v, String(v)]) })
    const wide = ui.slider('gain', { name: 'Weights × √*n*,', symbol: 's', marks: [.5, 1, 1.5, 2].map(v => [v, String(v)]) })
    const fast = ui.slider('rate', { name: 'Learning rate', symbol: 'η', marks: [-6, -3, 0, 3].map(p => [10 ** p, pow10(p)]) })
    ui.rows(plots.slice(0, 2), plots.slice(2), [[fault, deep], [wide, fast]])

    return (state, numbers) => {
      const result = seen = { ...numbers, ...Object.fromEntries(PANELS.map(([key]) => [key, numbers[key].map(v => v - DEEP)])) }
      const sizes = PANELS.flatMap(([key]) => result[key]).filter(v => v > -DEEP), least = Math.min(...sizes), most = Math.max(...sizes)
      const which = Math.max(RANGES.findIndex(([low, high]) => least > low && most < high), least < RANGES[2][0] ? 3 : 0)
      PANELS.forEach(([key, , look], i) => {
        plots[i].range({ y: RANGES[which], yticks: TICKS[which] })
        const there = result[key].map((v, l) => l).filter(l => result[key][l] > -DEEP)
        if (key === 'update') plots[i].line('usual', 2, j => plots[i].x[j], () => -3, 'gdf-theory gdf-reference')
        if (key === 'forward') plots[i].line('spread', told(result), l => l + 1, l => result.forward[l] + Math.log10(result.alike[l]),
          `gdf-thin gdf-theory ${look}`)
        plots[i].path('size', there.length, j => there[j] + 1, j => result[key][there[j]], look)
      })
      read()
      return sentence(state, result, data)
    }
  },
}

/** In how many layers the spread is still more than rounding. */
const told = ({ alike, forward }) => { const l = alike.findIndex((v, i) => v <= ALIKE || forward[i] <= -DEEP); return l < 0 ? alike.length : l }

function sentence(state, { error, forward, weight, share, update, loss: [loss], verdict: [which] }, { limits, verdicts, cases }) {
  const L = state.depth, left = error[0] - error[L - 1], each = short(10 ** (left / (L - 1)), 2), worst = Math.max(...share), where = share.indexOf(worst) + 1
  const flat = Math.max(...weight) - Math.min(...weight) < Math.log10(limits.FLAT_PROFILE), words = {
    healthy: `each layer multiplies the error by ${each} on its way back, and ${short(10 ** left, 2)} of it arrives`,
    vanishing: `each layer leaves ${each} of the error, and ${short(10 ** left, 2)} of it arrives at layer ` +
      `1.${flat ? ' The weight gradients are level and hide it' : ' The weight gradients show it'}`,
    exploding: `each layer multiplies the error by ${each}, and layer 1 gets ${short(10 ** left, 2)} times as much as the last`,
    dead: `${fixed(100 * worst, 0)} % of the units of layer ${where} are 0 for every digit. No signal gets past them, and no error comes back`,
    saturated: `${fixed(100 * worst, 0)} % of the values of layer ${where} lie where the activation is flat`,
    'huge updates': `one update is ${short(10 ** update[0], 2)} of the first weights and ${short(10 ** update[L - 1], 2)} of the last, ` +
      `where a thousandth is usual`,
    'tiny updates': `no update is more than ${short(10 ** Math.max(...update), 2)} of its weights`,
  }
  const name = verdicts[which]
  return `${name[0].toUpperCase() + name.slice(1)}, in ${L} ${NAMES[cases[state.case][0]]} layers: ${words[name]}. Loss ${fixed(loss, 2)}, ` +
    `where knowing nothing costs ln 10 = 2.30.`
}
