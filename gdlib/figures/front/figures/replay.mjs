// Chapter 19: two trained LSTMs read one adding sequence: drag along it to read gates and cells, and what goes by the cells.
import { clamp, fixed, short } from '../core/format.mjs'

const UNIT = 1000 // gates and slopes are stored in thousandths

/** The run's arrays, each as (step, unit) => number. */
const arrays = ({ runs, units }, { run }) =>
  Object.fromEntries(['f', 'i', 'o', 'g', 'cell'].map(name => [name, (t, k) => runs[run][name][t * units + k] / UNIT]))

/** c ← f c + i g of one unit, after every step. */
function cells({ f, i, g }, steps, k) {
  let c = 0
  return Array.from({ length: steps }, (_, t) => c = f(t, k) * c + i(t, k) * g(t, k))
}

/** Π f over the steps after t, of one unit, for t = last … first. */
function products({ f }, steps, k) {
  const out = [1]
  for (let t = steps - 1; t > 0; t--) out.push(out[out.length - 1] * f(t, k))
  return out
}

/** What the answer changes with each number through the cells alone, from the last step to the first. */
function direct(gates, { steps, units, runs }, run) {
  const sum = new Array(steps).fill(0)
  for (let k = 0; k < units; k++) {
    const end = Math.tanh(cells(gates, steps, k)[steps - 1]), left = products(gates, steps, k)
    const out = runs[run].V[k] * gates.o(steps - 1, k) * (1 - end * end)
    for (let j = 0; j < steps; j++) sum[j] += out * left[j] * gates.cell(steps - 1 - j, k)
  }
  return sum
}

export default {
  name: 'a trained LSTM reads a sequence',

  compute(data, state) {
    const gates = arrays(data, state), k = state.unit - 1, left = products(gates, data.steps, k)
    return { c: cells(gates, data.steps, k), left, here: [left[data.steps - state.at]], direct: direct(gates, data, state.run) }
  },

  build(ui, data) {
    const { steps, numbers, marked } = data, t = i => i + 1, x = [0, steps + 1]
    const xticks = [1, 10, 20, 30, 40, 50].map(v => [v, String(v)]), unitTicks = [0, .5, 1].map(v => [v, String(v)])
    const to = v => { ui.gliding = 0; return { at: clamp(Math.round(v), 1, steps) } }
    const panel = of => ui.plot({ x, xticks, grid: true, handles: true, margin: { l: 34, t: 8, b: 24 }, height: () => 132, ...of }).pad(to)
    const sequence = panel({ name: 'The numbers that are read', title: 'Numbers read; two are marked', y: [0, 1.15], yticks: unitTicks, height: () => 118 })
    sequence.handle({ label: 'Step; arrow keys move it', look: 'gdf-ink', step: [1, 0],
      at: s => [s.at, 1.05], to, words: s => `step ${s.at}` })
    const gate = panel({ name: 'Gates of one unit', title: 'Gates', y: [0, 1], yticks: unitTicks })
    const cell = panel({ name: 'Cell of one unit', title: 'Cell', y: [-2.5, 2.5], yticks: [-2, 0, 2].map(v => [v, fixed(v, 0)]) })
    const slope = panel({ name: 'Slope of the answer', title: 'Slope of the answer by each number', y: [-.4, 1.4], yticks: unitTicks,
      margin: { l: 34, t: 8 }, height: () => 156, xlabel: 'step *t*' })
    const unit = ui.slider('unit', { name: 'Unit', symbol: 'k', marks: [1, 4, 8].map(v => [v, String(v)]) })
    const run = ui.choice('run', 'Trained from', Object.keys(data.runs).map(name => [name, name]))
    const marks = marked.map((m, n) => ui.button(`To mark ${n + 1}`, () => ui.set({ at: m + 1 })))
    const product = ['gdf-theory gdf-ink', 'product of forget gates to the end']
    const legend = ui.legend([['gdf-gd', 'forget'], ['gdf-momentum', 'input'], ['gdf-third', 'output'], product])
    const legend2 = ui.legend([['gdf-reference', 'in all'], ['gdf-gd', 'by the cells alone']])
    ui.rows([sequence], [gate, cell], [legend], [slope], [legend2, run], [unit, ...marks])

    return (state, result) => {
      const gates = arrays(data, state), k = state.unit - 1, back = list => i => list[steps - 1 - i]
      for (const plot of [sequence, gate, cell, slope]) plot.line('now', 2, () => state.at, i => plot.y[i], 'gdf-cross')
      numbers.forEach((v, i) => sequence.bar(`n${i}`, t(i) - .36, t(i) + .36, 0, v, marked.includes(i) ? 'gdf-momentum' : 'gdf-reference'))
      gate.head(`Gates of unit ${state.unit}`)
      for (const [name, look] of [['f', 'gdf-gd gdf-bold'], ['i', 'gdf-momentum'], ['o', 'gdf-third']]) gate.line(name, steps, t, i => gates[name](i, k), look)
      gate.line('left', steps, t, back(result.left), 'gdf-theory gdf-ink')
      cell.head(`Cell of unit ${state.unit}`)
      cell.line('zero', 2, i => x[i], () => 0, 'gdf-quiet gdf-thin')
      cell.line('c', steps, t, i => result.c[i], 'gdf-gd')
      slope.line('zero', 2, i => x[i], () => 0, 'gdf-quiet gdf-thin')
      data.runs[state.run].slope.forEach((v, i) => slope.bar(`s${i}`, t(i) - .36, t(i) + .36, 0, v / UNIT, 'gdf-reference'))
      slope.path('direct', steps, t, back(result.direct), 'gdf-gd')
      return words(data, state, result, gates)
    }
  },
}

function words({ numbers, marked, runs, steps, sum }, { at, unit, run }, { c, here: [left], direct }, { f, i }) {
  const t = at - 1, k = unit - 1, keeps = `unit ${unit} keeps ${fixed(f(t, k), 2)} of its cell, lets in ${fixed(i(t, k), 2)}, and holds ${fixed(c[t], 2)}`
  const later = at === steps ? '' : ` Of what it holds, ${short(left, 2)} lasts to the end.`
  const verdict = `It says ${fixed(runs[run].answer, 2)} where ${fixed(sum, 2)} is right.`
  const here = `Step ${at} reads ${fixed(numbers[t], 2)}${marked.includes(t) ? ', which is marked' : ''}: ${keeps}.${later}`
  return [here, way(runs[run].slope[t] / UNIT, direct[steps - at]), verdict].join(' ')
}

function way(whole, alone) {
  if (Math.abs(whole) < .1) return `The answer hardly changes with this number (slope ${fixed(whole, 2)}).`
  const cells = Math.abs(alone) < .005 ? 'next to nothing' : fixed(alone, 2)
  const round = Math.abs(whole - alone) > .05 ? ', and the rest passes through *h*' : ''
  return `The answer’s slope by this number is ${fixed(whole, 2)}; ${cells} of it goes by the cells alone${round}.`
}
