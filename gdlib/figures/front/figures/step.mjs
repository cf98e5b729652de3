// Chapter 1: a step on a curve, the parabola above it that the descent lemma promises, and how much each η gains.
import { clamp, fixed, short, snap } from '../core/format.mjs'
import { descend, gd } from '../math/descent.mjs'
import * as curves from '../math/functions.mjs'

const EDGE = 12, STEPS = 10, CHECKED = 4
const FRAME = { parabola: { y: [-16, 164], yticks: [[0, '0'], [50, '50'], [100, '100'], [150, '150']] },
  waves: { y: [-13, 15], yticks: [[-10, '−10'], [0, '0'], [10, '10']] } }
const TICKS = [[0, '0'], [.5, '0.5'], [1, '1'], [1.5, '1.5'], [2, '2']]

const run = ({ curve, start, lr }, steps) => descend(([x]) => [curves[curve].slope(x)], [start], gd({ lr }), steps)
const landing = ({ curve, start, lr }) => start - lr * curves[curve].slope(start)

export default {
  name: 'one step on a curve, and what it promises',

  compute({ L }, state) {
    const path = run(state, CHECKED), { value, slope } = curves[state.curve], k = L[state.curve], g = slope(state.start), f = value(state.start)
    return { path, height: path.map(value), bound: [f, f - state.lr * (1 - state.lr * k / 2) * g * g] }
  },

  build(ui, { L }) {
    const land = ground(ui), gain = gains(ui, L)
    const lr = ui.slider('lr', { name: 'Learning rate', symbol: 'η', marks: TICKS })
    const curve = ui.choice('curve', 'Curve', [['waves', '*x* cos(0.15 π*x*)'], ['parabola', '*x*^{2}']])
    const jump = ui.button('Jump to the best promise', () => ui.glide({ lr: snap(1 / L[ui.state.curve], 0, .01) }))
    const legend = ui.legend([['gdf-gd', 'what happens'], ['gdf-steep', 'what is promised'], ['gdf-quiet', 'the tangent']])
    ui.rows([land], [[curve, lr, jump, legend], gain])

    return (state, { height: [f, landed], bound: [, promised] }) => {
      const k = L[state.curve], path = run(state, STEPS)
      lr.best(1 / k)
      land.range(FRAME[state.curve])
      scene(land, state, k, path, promised)
      const n = 101, eta = i => 2 * i / (n - 1)
      gain.line('promise', n, eta, i => k * eta(i) * (1 - k * eta(i) / 2), 'gdf-steep gdf-theory')
      gain.line('fall', n, eta, i => fall(state, eta(i), L), 'gdf-gd')
      return `${said(state, k, f - promised, f - landed, path[1])} ${later(state, path[STEPS])}`
    }
  },
}

/** The curve; start and landing are dragged along it. */
function ground(ui) {
  const land = ui.plot({ name: 'The curve, the step and its bound', x: [-EDGE, EDGE], ...FRAME.waves, xticks: [-10, -5, 0, 5, 10].map(x => [x, short(x)]),
    xlabel: '*x*', ylabel: '*f*(*x*)', margin: { l: 34, t: 24 }, height: w => clamp(w * .46, 250, 330), handles: true })
  const aim = x => {
    const { curve, start } = ui.state, g = curves[curve].slope(start)
    return Math.abs(g) > .02 && { lr: clamp(snap((start - x) / g, 0, .01), 0, 2) }
  }
  return land.pad(x => ({ start: snap(x, 0, .01) }))
    .handle({ label: 'Landing point: sets the learning rate', small: true, look: 'gdf-gd', step: [.1, 0], to: aim,
      at: s => [landing(s), curves[s.curve].value(landing(s))], words: s => `x ${fixed(landing(s))}` })
    .handle({ label: 'Starting point', look: 'gdf-ink', step: [.1, 0], to: x => ({ start: snap(x, 0, .01) }),
      at: s => [s.start, curves[s.curve].value(s.start)], words: s => `x ${fixed(s.start)}` })
}

/** How much each η gains; press it to choose one. */
function gains(ui, L) {
  const plot = ui.plot({ name: 'Fall of the loss against the learning rate', x: [0, 2], y: [-1.6, 2.4], xticks: TICKS, grid: true,
    yticks: [[-1, '−1'], [0, '0'], [1, '1'], [2, '2']], xlabel: 'learning rate *η*', ylabel: 'fall of the loss, in *g*^{2}/*L*',
    margin: { l: 30, t: 24 }, height: () => 214, handles: true })
  const to = x => ({ lr: snap(x, 0, .01) })
  return plot.pad(to).handle({ label: 'Learning rate', small: true, look: 'gdf-gd', step: [.01, 0], to, at: s => [s.lr, fall(s, s.lr, L)],
    words: s => `eta ${s.lr.toFixed(2)}` })
}

/** What a step of that η gains, in units of g²/L, in which the promise is the same parabola everywhere. */
function fall({ curve, start }, lr, L) {
  const { value, slope } = curves[curve], g = slope(start)
  return L[curve] * (value(start) - value(start - lr * g)) / g ** 2
}

function scene(land, { curve, start }, L, path, promised) {
  const { value, slope } = curves[curve], f = value(start), g = slope(start), x1 = path[1], n = 241, x = i => -EDGE + 2 * EDGE * i / (n - 1)
  land.line('curve', n, x, i => value(x(i)), 'gdf-reference gdf-bold')
  land.line('tangent', 2, i => i ? EDGE : -EDGE, i => f + g * ((i ? EDGE : -EDGE) - start), 'gdf-quiet gdf-thin')
  const low = start - g / L, floor = f - g * g / 2 / L, reach = Math.sqrt(2 * (land.y[1] - floor) / L), at = i => low + reach * (i / 30 - 1)
  land.line('bound', 61, at, i => floor + L / 2 * (at(i) - low) ** 2, 'gdf-steep gdf-theory')
  land.path('run', STEPS + 1, i => path[i], i => value(path[i]), 'gdf-gd gdf-faint')
  const beside = 3 / (land.X(1) - land.X(0)) * Math.sign(x1 - start || 1)
  land.line('level', 2, i => i ? x1 + beside : start, () => f, 'gdf-ink gdf-thin gdf-faint')
  land.line('promised', 2, () => x1 + beside, i => i ? promised : f, 'gdf-steep gdf-bold')
  land.line('fallen', 2, () => x1 - beside, i => i ? value(x1) : f, 'gdf-gd gdf-bold')
  land.point('foot', x1 + beside, promised, 'gdf-steep', 3.5)
  land.text('start', start, f, 'start', { dy: -18, anchor: inward(start), look: 'gdf-tag' })
  land.text('landing', x1, value(x1), Math.abs(land.X(x1) - land.X(start)) > 40 ? 'landing' : '', { dy: 25, anchor: inward(x1), look: 'gdf-tag' })
}

const size = v => v < 100 ? short(v) : fixed(v, 0)
const inward = x => x > EDGE - 1.5 ? 'end' : x < 1.5 - EDGE ? 'start' : 'middle'

function said({ curve, start, lr }, L, promise, fell, x1) {
  const g = curves[curve].slope(start), moved = fell < 0 ? `it rises by ${size(-fell)}` : `it falls by ${size(fell)}`
  if (!g) return 'The ground is flat here: no step leads away, whatever *η*.'
  if (!lr) return 'A step of no length: nothing falls.'
  if (Math.abs(g) < .02) return 'The ground is nearly flat here, and the first step is tiny.'
  const slope = `The slope is ${fixed(g)}.`
  if (Math.abs(x1) > EDGE && curve === 'waves') return `${slope} This step leaves the picture, and out there the curve may bend more than *L*: ` +
    `no promise holds.`
  if (lr > 2 / L) return `${slope} Beyond 2/*L* = ${fixed(2 / L)} no fall is promised, only that the loss rises by at most ${size(-promise)}; ${moved}.`
  return `${slope} The lemma promises a fall of at least ${size(promise)}; ${moved}${curve === 'parabola' ? ', since here the bound is the curve' : ''}.`
}

function later({ curve, start, lr }, x) {
  if (!lr || !curves[curve].slope(start)) return ''
  return Math.abs(x) <= EDGE ? `Ten steps lead to *x* = ${fixed(x)}, where the slope is ${fixed(curves[curve].slope(x))}.`
    : 'Ten steps lead out of the picture.'
}
