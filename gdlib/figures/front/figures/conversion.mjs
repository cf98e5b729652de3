// Chapter 10: two libraries' momentum on one bowl, told the same numbers or converted ones, under one cut of the rate.
import { clamp, fixed, pow10, short } from '../core/format.mjs'
import { along } from '../math/compare.mjs'
import { balls, scale, terms, told } from '../math/conventions.mjs'
import { descend } from '../math/descent.mjs'
import { gradient, hessian, value } from '../math/quadratic.mjs'
import { bowl, start } from '../parts/bowl.mjs'
import { lossCurve } from '../parts/losses.mjs'
import { picks } from '../parts/picks.mjs'

const KINDS = [ // value, look, whose, update, what a note calls it
  ['outside', 'gdf-momentum', 'torch, optax, gdlib', '*v* ← *βv* + *g*,  *w* ← *w* − *ηv*', 'torch'],
  ['inside', 'gdf-flat', 'Keras, Polyak, CS231n', '*u* ← *βu* − *ηg*,  *w* ← *w* + *u*', 'Keras'],
  ['average', 'gdf-ema_momentum', 'Ng; the mean in Adam', '*m* ← *βm* + (1 − *β*) *g*,  *w* ← *w* − *ηm*', 'Ng'],
  ['dampened', 'gdf-third', 'torch, dampening = β', '*v* ← *βv* + (1 − *β*) *g*, at first *v* ← *g*,  *w* ← *w* − *ηv*', 'dampened torch'],
]
const LOOK = Object.fromEntries(KINDS), NAME = Object.fromEntries(KINDS.map(([kind, , , , name]) => [kind, name]))
const SAME = 1e-9 // paths closer than this, on their own scale, are one

const rates = ({ lr, cut: [when, power] }, steps) => Array.from({ length: steps }, (_, k) => lr * (k < when ? 1 : 10 ** power))

/** What the second library is told: rates and memories at each update. */
function numbers({ have, want, tell, beta }, lr) {
  if (tell === 'each') return told(want, terms(have, lr, beta), beta)
  const factor = tell === 'once' ? scale(have, beta) / scale(want, beta) : 1
  return [lr.map(v => v * factor), lr.map(() => beta)]
}

export default {
  name: 'one library’s momentum as another’s',

  compute({ lambdas, angle, steps }, state) {
    const H = hessian(lambdas, angle), { have, want, beta: b, start } = state, own = rates(state, steps), [lr, beta] = numbers(state, own)
    const walk = (kind, lr, beta) => descend(gradient(H), start, balls[kind](lr, beta, b), steps), loss = path => along(([x, y]) => value(H, x, y), path, 2)
    const first = walk(have, own, own.map(() => b)), second = walk(want, lr, beta)
    return { have: first, want: second, 'have loss': loss(first), 'want loss': loss(second), lr, beta }
  },

  build(ui, { lambdas, angle, steps }) {
    const land = ui.plot({ name: 'Contours of the loss with both paths', x: [-2.5, 2.5], y: [0, 0], equal: true, bare: true, class: 'gdf-land',
      height: w => Math.max(190, Math.min(280, w * .37)), handles: true, under: plot => bowl(plot, lambdas, angle) })
    start(land)
    const curve = lossCurve(ui, { steps, from: -5, to: 1, every: 2, probe: 40 }), knee = schedule(ui, steps)
    const table = picks(ui, 'want', 'What the others must be told', KINDS)
    const have = ui.menu('have', 'You have', KINDS.map(([kind, , name]) => [kind, name]))
    have.element.classList.add('gdf-wide')
    ui.rows([land], [[
      have,
      ui.slider('lr', { name: 'at rate', symbol: 'η', marks: [.01, .1, 1].map(v => [v, String(v)]) }),
      ui.slider('beta', { name: 'and memory', symbol: 'β', marks: [0, .5, .98].map(v => [v, String(v)]) }),
    ], knee, curve], [[table,
    ui.choice('tell', 'What the other is told', [['same', 'your own numbers'], ['once', 'converted once'], ['each', 'anew at each update']])]])

    return (state, result) => {
      const { have, want } = result, n = steps + 1
      land.line('have', n, i => have[2 * i], i => have[2 * i + 1], `gdf-faint ${LOOK[state.have]}`).style.strokeWidth = 8
      land.path('want', n, i => want[2 * i], i => want[2 * i + 1], LOOK[state.want])
      land.text('start', ...state.start, 'start', { dy: state.start[1] > 0 ? -18 : 28, anchor: 'middle', look: 'gdf-tag' })
      curve.runs([{ look: LOOK[state.have], name: 'yours', y: result['have loss'], more: 'gdf-bold gdf-faint' },
        { look: LOOK[state.want], name: 'the other', y: result['want loss'], more: 'gdf-thin' }])
      knee.draw(state, rates(state, steps), result.lr)
      table.say(Object.fromEntries(KINDS.map(([kind]) => [kind, tells(kind, state)])))
      return sentence(state, result)
    }
  },
}

/** The rate at each update on a scale of powers of ten; its cut can be dragged. */
function schedule(ui, steps) {
  const { min, max } = ui.spec.controls.cut, level = s => Math.log10(s.lr)
  const plot = ui.plot({ name: 'Learning rate', title: 'Learning rate', x: [0, steps], y: [-4, 1.5], handles: true, grid: true, height: () => 214,
    margin: { l: 38 },
    xlabel: 'update *k*', xticks: [0, steps / 2, steps].map(v => [v, String(v)]), yticks: [1, 0, -1, -2, -3].map(v => [v, pow10(v)]) })
  plot.handle({ label: 'Cut of the learning rate; arrow keys move it', small: true, step: [1, .05], at: s => [s.cut[0], level(s) + s.cut[1]],
    to: (x, y) => ({ cut: [clamp(Math.round(x), min[0], max[0]), +clamp(y - level(ui.state), min[1], max[1]).toFixed(3)] }),
    words: s => `from update ${s.cut[0]} on, ${short(10 ** s.cut[1], 2)} of the rate` })
  plot.draw = (state, own, other) => {
    const steps = list => [2 * list.length, i => (i + 1) >> 1, i => Math.log10(list[i >> 1])]
    plot.line('own', ...steps(own), `gdf-bold gdf-faint ${LOOK[state.have]}`)
    plot.line('other', ...steps(other), `gdf-thin ${LOOK[state.want]}`)
  }
  return plot
}

/** What a library is told so that its steps are yours while the rate is constant. */
function tells(kind, { have, lr, beta }) {
  const eta = lr * scale(have, beta) / scale(kind, beta)
  return `*η* = ${short(eta)}, *β* = ${fixed(beta)}`
}

function sentence({ have, want, tell, beta, cut: [, power] }, { have: yours, want: theirs, beta: told }) {
  const [far, at] = gap(yours, theirs), [a, b] = [NAME[have], NAME[want]]
  if (have === want) return 'Yours, told to itself. Pick another row: whose momentum should walk where yours does?'
  if (at) return `They part at update ${at}, by up to ${far < 1e4 ? fixed(far) : short(far, 2)}: ${reason(have, want, tell, beta, at)}`
  const odd = told.reduce((best, v, k) => k && Math.abs(v - beta) > Math.abs(told[best] - beta) + SAME ? k : best, 1), off = Math.abs(told[odd] - beta) > SAME
  if (tell === 'each' && off) return `One path, cut or no cut: ${b} is told *η* and *β* anew at each update, ` +
    `such as *β* = ${short(told[odd])} in update ${odd + 1}.`
  return `One path: ${a} and ${b} agree at every update${power ? ', across the cut too' : ', since *η* is constant'}.`
}

function reason(have, want, tell, beta, at) {
  const times = scale(want, beta) / scale(have, beta), dampened = [have, want].includes('dampened')
  if (tell === 'same' && times !== 1) return `with the same *η* a gradient counts ` +
    `${times > 1 ? `${short(times)} times as much` : `${short(1 / times)} times less`}${dampened ? ' (but for the first)' : ''}.`
  if (dampened && at < 3) return `dampening spares the first gradient, so it counts ${short(1 / (1 - beta))} times as much as any other.`
  return 'a cut with the step outside slows the ball at once; with the step inside it sails on.'
}

/** The largest distance between two paths, and the first update after which they differ. */
function gap(a, b) {
  let far = 0, first = 0, scale = 1
  for (let i = 0; i < a.length; i += 2) {
    const d = Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1])
    scale = Math.max(scale, Math.hypot(a[i], a[i + 1]))
    if (!(d <= far)) far = d
    if (!first && !(d < SAME * scale)) first = i / 2
  }
  return [far, first]
}
