// Chapter 6: the schedules in use, each shaped by handles on its curve, and the line that writes it in gdlib and in torch.
import { clamp, fixed, short, snap } from '../core/format.mjs'
import * as of from '../math/schedules.mjs'
import { copyable } from '../parts/copyable.mjs'
import { gdlib, torch } from '../parts/spelled.mjs'
import { thumbs } from '../parts/thumbs.mjs'

const KNOBS = { // what a reader calls it, and what the code does
  every: ['Stair', 'every'], factor: ['Drop', 'factor'], ratio: ['Each update', 'factor'], decay: ['Speed', 'decay'], power: ['Bend', 'power'],
  end: ['Ends at', 'end'],
  first: ['First period', 'first'], mult: ['Growth', 'mult'], rise: ['Rises for', 'rise'], start: ['Begins at', 'start'], up: ['Way up', 'up'],
  shrink: ['Next peak', 'shrink'], warm: ['Warm-up', 'n'],
}

// A shape: its name, its knobs, its function, and what its handles move: the peak sideways, a bend, the end.
const SHAPES = {
  step_decay: { name: 'step', knobs: ['every', 'factor'], of: s => of.stepDecay(s.factor, s.every),
    bend: { x: s => s.every, set: (x, y) => ({ every: x, factor: y }) } },
  exponential: { name: 'exponential', knobs: ['ratio'], of: s => of.exponential(s.ratio), bend: { x: () => 60, set: (x, y) => ({ ratio: y ** (1 / 60) }) } },
  inverse_time: { name: '1/t', knobs: ['decay'], of: s => of.inverseTime(s.decay), bend: { x: () => 40, set: (x, y) => ({ decay: (1 / y - 1) / 40 }) } },
  inverse_sqrt: { name: '1/√t', knobs: [], of: of.inverseSqrt },
  polynomial: { name: 'polynomial', knobs: ['power', 'end'], of: (s, T) => of.polynomial(T, s.power, s.end),
    bend: { x: (s, T) => T / 2, set: (x, y, s) => ({ power: Math.log2((1 - s.end) / Math.max(y - s.end, 1e-9)) }) }, ends: true },
  cosine: { name: 'cosine', knobs: ['end'], of: (s, T) => of.cosine(T, s.end), ends: true },
  cosine_restarts: { name: 'restarts', knobs: ['first', 'mult'], of: s => of.cosineRestarts(s.first, s.mult),
    bend: { x: s => s.first, set: x => ({ first: x }) } },
  triangular: { name: 'triangles', knobs: ['up', 'shrink'], of: s => of.triangular(s.up, s.shrink), peak: { x: s => s.up, set: x => ({ up: x }) },
    bend: { x: s => 3 * s.up, set: (x, y) => ({ shrink: y }) } },
  one_cycle: { name: 'one cycle', knobs: ['rise', 'start'], of: (s, T) => of.oneCycle(T, s.rise, s.start),
    peak: { x: (s, T) => s.rise * T - 1, set: (x, y, s, T) => ({ rise: (x + 1) / T }) }, bend: { x: () => 0, set: (x, y) => ({ start: y }) } },
  warmup: { name: 'warm-up', knobs: ['warm', 'end'], of: (s, T) => of.then(of.warmup(s.warm), of.cosine(T - s.warm, s.end), s.warm),
    peak: { x: s => s.warm - 1, set: x => ({ warm: x + 1 }) }, ends: true },
}

const values = ({ steps }, state) => {
  const at = SHAPES[state.shape].of(state, steps)
  return Float64Array.from({ length: steps }, (_, k) => state.lr * at(k))
}

export default {
  name: 'schedules in the wild, and their code',

  compute: (data, state) => ({ rates: values(data, state) }),

  build(ui, data) {
    const { steps: T } = data, controls = ui.spec.controls, shape = () => SHAPES[ui.state.shape]
    const keep = (v, { min, max, step }) => clamp(snap(v, min, step), min, max)
    const kept = patch => Object.fromEntries(Object.entries(patch).map(([key, v]) => [key, keep(v, controls[key])]))
    const set = patch => { ui.gliding = 0; return kept(patch) }
    const plot = ui.plot({ name: 'The schedule', x: [-3, T + 3], y: [0, 1.2], height: w => w < 500 ? 220 : 262, grid: true, handles: true,
      margin: { l: 34, t: 26 },
      xticks: [0, 50, 100, 150, 200].map(k => [k, String(k)]), yticks: [0, .25, .5, .75, 1].map(v => [v, String(v)]), ylabel: 'learning rate *η*_{k}',
      xlabel: 'updates made *k*' })
    plot.pad(x => ui.set(kept({ k: x })), { hover: true })
    const handles = grips(plot, shape, T, set)
    const names = Object.keys(SHAPES), choice = ui.choice('shape', 'Shape', names.map(name => [name, SHAPES[name].name]))
    thumbs(choice, names.map(name => { const at = SHAPES[name].of(ui.spec.state, T); return x => at(Math.round(x * (T - 1))) }))
    const lr = ui.slider('lr', { name: 'Peak', symbol: 'η' })
    const knobs = Object.entries(KNOBS).map(([key, [name, symbol]]) => [key, ui.slider(key, { name, symbol })])
    const ours = copyable(ui, 'gdlib'), theirs = copyable(ui, 'torch')
    ui.rows([choice], [plot], [lr, ...knobs.map(([, knob]) => knob)], [ours, theirs])
    ui.body[2].className = 'gdf-row gdf-knobs'; ui.body[3].className = 'gdf-row gdf-codes'

    return (state, { rates }) => {
      const { knobs: wanted } = shape(), sum = rates.reduce((a, b) => a + b, 0)
      for (const [key, { element }] of knobs) element.hidden = !wanted.includes(key)
      offer(plot.over, handles.filter(([, there]) => there()).map(([handle]) => handle.node))
      plot.area('area', T, k => k, () => 0, k => rates[k], '')
      plot.line('mean', 2, i => i * (T - 1), () => sum / T, 'gdf-theory gdf-thin gdf-quiet')
      plot.line('rates', T, k => k, k => rates[k], 'gdf-bold')
      read(plot, state.k, rates[state.k], sum / T)
      ours.write(gdlib(state, T)); theirs.write(torch(state, T))
      return words(state, rates, sum)
    }
  },
}

/** Only these handles stand in the plot; where nothing changes none is touched, for one may be in a hand. */
function offer(layer, nodes) {
  if (layer.children.length !== nodes.length || nodes.some((node, i) => node !== layer.children[i])) layer.replaceChildren(...nodes)
}

/** Handles with whether they are there: the peak, a bend, the end. */
function grips(plot, shape, T, set) {
  const { state } = plot.ui, at = (x, s) => [x, s.lr * SHAPES[s.shape].of(s, T)(Math.round(x))]
  const grip = (label, there, at, to, look) => {
    const of = { look, label: `${label}; arrow keys move it`, small: true, at, step: [1, .02], to: (x, y) => set(to(x, y)), words: s => say(at(s), s) }
    plot.handle(of)
    return [of, there]
  }
  const say = ([x], s) => `update ${Math.round(x)}, rate ${short(s.lr * SHAPES[s.shape].of(s, T)(Math.round(x)))}`
  const peak = () => shape().peak
  return [
    grip('Peak', () => true, s => [peak()?.x(s, T) ?? 0, s.lr], (x, y) => ({ lr: y, ...peak()?.set(x, y, state, T) })),
    grip('Bend', () => shape().bend, s => shape().bend ? at(shape().bend.x(s, T), s) : [0, 0], (x, y) => shape().bend?.set(x, y / state.lr, state) ?? {}),
    grip('End', () => shape().ends, s => [T, s.lr * s.end], (x, y) => ({ end: y / state.lr })),
    grip('Reading', () => true, s => [s.k, 0], x => ({ k: x }), 'gdf-ink'),
  ]
}

function read(plot, k, rate, mean) {
  const right = k > .7 * plot.x[1]
  plot.line('hair', 2, () => k, i => i * 2, 'gdf-cross')
  plot.point('there', k, rate, 'gdf-probe')
  plot.text('reading', k, plot.y[1], `*k* = ${k},  *η*_{k} = ${short(rate)}`, { dx: right ? -7 : 7, dy: 13, anchor: right ? 'end' : 'start' })
  plot.text('same', plot.x[1], mean, `mean ${short(mean, 2)}`, { dx: -4, dy: -5, anchor: 'end' })
}

/** The area does the travelling, the tail the settling. */
function words({ lr, k }, rates, sum) {
  let run = 0, half = 0
  while (run < sum / 2) run += rates[half++]
  const last = rates[rates.length - 1] / lr
  const tail = last < .011 ? 'it ends near 0, and little noise is left' : last > .5 ? 'it ends high, and the noise stays'
    : `it ends at ${fixed(100 * last, 0)} % of its peak, and so does the noise floor`
  return `The area under it, ∑*η* = ${fixed(sum, 1)}, does the travelling: half of the way is made in the first ${half} of ${rates.length} updates. ` +
    `The tail does the settling: ${tail}.`
}
