// Chapter 18: what a forget bias leaves of an error on the direct path of a cell, and what the path through h may add to it.
import { clamp, fixed, pow10, short } from '../core/format.mjs'
import { presets } from '../parts/presets.mjs'

const soft = b => b > 0 ? Math.log1p(Math.exp(-b)) : Math.log1p(Math.exp(b)) - b // −ln σ(b)
const share = (b, k) => Math.exp(-k * soft(b)), half = b => Math.LN2 / soft(b)
const factor = b => share(b, 1) + .5 * share(0, 1), rest = (b, k) => k * Math.log10(factor(b)) // h = c = 0, λ = 1
const LOW = -12, LOOK = 'gdf-gd', chrono = T => Math.log(T - 1)

export default {
  name: 'what a forget gate leaves of an error',

  compute: ({ steps, biases }, { bias, lag }) => ({
    share: steps.map(k => share(bias, k)), after: biases.map(b => share(b, lag)), rest: biases.map(b => rest(b, lag)),
    now: [share(bias, lag), half(bias), rest(bias, lag)],
  }),

  build(ui, { steps, biases }) {
    const { bias: { min, max }, lag: lags } = ui.spec.controls
    const move = { to: b => ({ bias: +clamp(b, min, max).toFixed(4) }), lag: k => clamp(k, lags.min, lags.max) }
    const time = sharePlot(ui, move), after = biasPlot(ui, move)
    const bias = ui.slider('bias', { name: 'Forget bias', symbol: 'b', marks: [-2, 0, 2, 4, 6, 8].map(v => [v, fixed(v, 0)]) })
    const lag = ui.slider('lag', { name: 'Lag', symbol: 'T', marks: [2, 250, 500, 750, 1000].map(v => [v, String(v)]) })
    const biasFor = { 'bias 0': () => 0, 'bias 1': () => 1, 'ln(T − 1)': () => chrono(ui.state.lag) }
    const three = presets(ui, 'Forget bias', Object.entries(biasFor).map(([name, b]) => [name, () => move.to(b())]))
    const legend = ui.legend([[LOOK, 'direct path alone'], ['gdf-theory gdf-reference', 'and through *h*, at rest']])
    ui.rows([time, after], [[bias, three], [lag, legend]])

    return (state, { share: s, after: a, rest: r, now }) => {
      paintShare(time, state, steps, s, now)
      paintBias(after, state, biases, a, r)
      return words(state, now)
    }
  },
}

const HIGH = { height: w => w < 400 ? 240 : 280, grid: true, handles: true }

/** The share left against the steps back, with handles on the curve and at its half. */
function sharePlot(ui, { to, lag }) {
  const of = rate => to(-Math.log(1 / rate - 1)) // the bias whose gate keeps that rate
  const plot = ui.plot({
    ...HIGH, name: 'Share left against steps', title: 'Left after *k* steps', x: [0, 3], y: [-.03, 1.05], margin: { l: 40, t: 8 },
    xticks: [1, 10, 100, 1000].map(k => [Math.log10(k), String(k)]), yticks: [0, .25, .5, .75, 1].map(v => [v, `${100 * v} %`]), xlabel: 'steps back *k*',
  })
  plot.handle({
    label: 'Lag and share; left and right arrow keys move the lag, up and down the bias', look: LOOK, step: [.02, .02],
    at: s => [Math.log10(s.lag), share(s.bias, s.lag)],
    to: (x, y) => { const T = lag(Math.round(10 ** x)); return y > 0 ? { lag: T, ...of(Math.min(y, .9999) ** (1 / T)) } : { lag: T } },
    by: (dx, dy) => dx ? { lag: lag(ui.state.lag + dx) } : to(ui.state.bias + .05 * dy),
    words: s => `${s.lag} steps, ${short(share(s.bias, s.lag))} left`,
  })
  plot.handle({
    label: 'Half-life, moves the bias; left and right arrow keys move it', look: LOOK, small: true, step: [.02, 0],
    at: s => [Math.log10(half(s.bias)), .5], to: x => of(2 ** -(10 ** -x)), words: s => `half is left after ${short(half(s.bias))} steps`,
  })
  return plot
}

/** The share left after T steps against the bias. */
function biasPlot(ui, { to }) {
  const { min, max } = ui.spec.controls.bias
  const plot = ui.plot({
    ...HIGH, name: 'Share left against forget bias', title: 'Left after *T* steps', x: [min, max], y: [LOW, 2.6], margin: { l: 44, t: 8 },
    xticks: [-2, 0, 2, 4, 6, 8].map(b => [b, fixed(b, 0)]), yticks: [-12, -9, -6, -3, 0].map(p => [p, pow10(p)]), xlabel: 'forget bias *b*',
  })
  plot.handle({
    label: 'Forget bias; left and right arrow keys move it', look: LOOK, step: [.05, 0],
    at: s => [s.bias, Math.log10(share(s.bias, s.lag))], to, words: s => `bias ${fixed(s.bias)}`,
  })
  return plot
}

function paintShare(plot, state, steps, left, [now, life]) {
  const T = Math.log10(state.lag), late = life > 60
  plot.line('drop', 3, i => i ? T : 0, i => i === 2 ? 0 : now, 'gdf-cross')
  plot.line('share', left.length, i => Math.log10(steps[i]), i => left[i], LOOK)
  const name = life < 1 || life > 1000 ? '' : `half-life ${short(life)}`
  plot.text('half', Math.log10(life), .5, name, { dx: late ? -12 : 12, dy: -6, anchor: late ? 'end' : 'start', look: 'gdf-tag' })
}

function paintBias(plot, state, biases, direct, both) {
  plot.head(`Left after *T* = ${state.lag} steps`)
  plot.line('one', 2, i => plot.x[i], () => 0, 'gdf-cross')
  plot.line('rest', both.length, i => biases[i], i => clamp(both[i], 2 * LOW, 9), 'gdf-theory gdf-reference')
  plot.line('after', direct.length, i => biases[i], i => Math.max(Math.log10(direct[i]), 2 * LOW), LOOK)
  const three = [['0', 0], ['1', 1], ['ln(*T* − 1)', chrono(state.lag)]]
  for (const [name, b] of three) marked(plot, name, b, Math.log10(share(b, state.lag)), state)
}

/** One of the three biases on the curve, with its name where the handle is not. */
function marked(plot, name, b, y, state) {
  plot.point(`at:${name}`, b, y, 'gdf-ink', 3.5)
  plot.text(`name:${name}`, b, y, y > LOW && Math.abs(b - state.bias) > .3 ? name : '', b > 5 ? { dx: -7, dy: -12, anchor: 'end' } : { dx: 7, dy: 16 })
}

function words({ bias, lag }, [left, life, decades]) {
  const gate = share(bias, 1), both = factor(bias)
  const third = Math.abs(bias - chrono(lag)) < .005 ? `, near 1/e, since the gate loses one part in ${lag} a step` : ''
  const kept = `On its own path the cell keeps ${fixed(100 * gate, gate > .995 ? 2 : 1)} % a step`
  const own = `${kept}: half is left after ${short(life)} ${life === 1 ? 'step' : 'steps'}, and ${short(left)} after ${lag}${third}.`
  return `${own} ${through(both, short(10 ** decades, 2))}`
}

const UPSET = '; inputs soon upset that.'

/** What the path through h may add to the direct one. */
function through(both, size) {
  const rate = fixed(both, 3)
  if (both < .999) {
    const most = `where *h* and *c* are 0, an orthogonal one makes it ${rate} a step at most, which would leave ${size}.`
    return `No gate promises more. A path through *h* may carry besides, but that is a matter of *W*: ${most}`
  }
  if (both < 1.001) return `With an orthogonal *W* the path through *h* makes up for just what the gate loses, as long as *h* and *c* are 0${UPSET}`
  const grows = `With an orthogonal *W* both paths together multiply an error by up to ${rate} a step where *h* and *c* are 0: it would explode to ${size}.`
  return `${grows} Cells do not stay there; they grow until their tanh is flat.`
}
