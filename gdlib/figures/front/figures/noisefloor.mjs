// Chapter 4: SGD on a bowl, the ellipse in which it should end, and its loss against updates or examples.
import { fixed, pow10, short, snap } from '../core/format.mjs'
import { descend, gd } from '../math/descent.mjs'
import { meanSquare } from '../math/meansquare.mjs'
import { minibatchVariance, sgdFloor } from '../math/noise.mjs'
import { gradient, hessian, value } from '../math/quadratic.mjs'
import { bowl, start } from '../parts/bowl.mjs'

const WIDE = 2 // the ellipse reaches two standard deviations, so it holds 1 − e⁻² of the points
const LOOKS = [['gdf-stochastic', 'one example'], ['gdf-minibatch', 'mini-batch'], ['gdf-gd', 'all examples']]
const mean = list => list.reduce((sum, v) => sum + v, 0) / list.length
const half = ([flat, steep], [m, q]) => (flat * m + steep * q) / 2
const along = ([x, y], angle) => { const c = Math.cos(angle), s = Math.sin(angle); return [c * x + s * y, c * y - s * x] }

export default {
  name: 'stochastic gradient descent and its noise floor',

  compute({ lambdas, angle, steps, examples, draws }, { lr, batch, sigma, start }) {
    const H = hessian(lambdas, angle), variance = minibatchVariance(sigma ** 2, batch, examples)
    const size = Math.sqrt(variance), step = gd({ lr })
    const noisy = (w, grad, state, k) => step(w, w => grad(w).map((g, i) => g + size * draws[2 * k + i]), state)
    const path = descend(gradient(H), start, noisy, steps), expected = expectation(lambdas, lr, variance, along(start, angle), steps)
    return {
      path, expected, loss: expected.map((_, k) => value(H, path[2 * k], path[2 * k + 1])),
      floor: lambdas.map(lambda => sgdFloor(lr, lambda, variance)),
    }
  },

  build(ui, { lambdas, angle, steps, examples }) {
    const land = landscape(ui, lambdas, angle, examples), axes = sides(steps, examples), n = steps + 1
    const curve = ui.plot({ name: 'Loss', title: 'Loss', ...axes.updates, y: [-5, 2], yticks: [2, 0, -2, -4].map(v => [v, pow10(v)]), margin: { l: 40, t: 8 },
      height: () => 236, grid: true })
    ui.rows([land], [[
      ui.slider('lr', { name: 'Learning rate', symbol: 'η', marks: [.02, .1, .5, 1.9].map(v => [v, String(v)]) }),
      ui.slider('sigma', { name: 'Noise', symbol: 'σ', marks: [0, 1, 2].map(v => [v, v]) }),
      ui.choice('batch', 'Batch size B', ui.spec.controls.batch.options.map(v => [v, v === 1 ? 'B\u00a0=\u00a01' : String(v)])),
      ui.choice('against', 'Loss against', [['updates', 'by updates'], ['examples', 'by examples seen']]),
      ui.legend(LOOKS),
    ], curve])
    let against = 'updates'

    return (state, { path, loss, expected, floor }) => {
      const { lr, batch } = state, [look] = LOOKS[batch === examples ? 2 : +(batch > 1)], level = half(lambdas, floor)
      const ellipse = (key, look) => land.ring(key, 0, 0, ...floor.map(v => WIDE * Math.sqrt(v)), angle, look)
      ellipse('cloud', 'gdf-area gdf-ink').style.stroke = 'none'
      land.line('run', n, i => path[2 * i], i => path[2 * i + 1], `gdf-faint ${look}`).style.strokeWidth = 1.2
      land.dots('points', n, i => path[2 * i], i => path[2 * i + 1], look).style.strokeWidth = 3.2
      ellipse('edge', 'gdf-theory gdf-thin gdf-ink')
      land.text('start', ...state.start, 'start', { dy: state.start[1] > 0 ? -18 : 28, anchor: 'middle', look: 'gdf-tag' })
      if (state.against !== against) { Object.assign(curve.of, axes[against = state.against]); curve.layout(curve.width) }
      const draw = (key, list, B, look) => curve.line(key, n, k => axes[against].at(B, k), k => Math.log10(list[k]), look)
      curve.head(`Loss with *B* = ${batch}; dashed: theory`)
      draw('quiet', expectation(lambdas, lr, 0, along(state.start, angle), steps), examples, 'gdf-thin gdf-gd')
      draw('loss', loss, batch, `gdf-thin ${look}`)
      draw('expected', expected, batch, 'gdf-theory gdf-ink')
      curve.line('floor', 2, i => curve.x[i], () => Math.log10(level), 'gdf-theory gdf-ink gdf-faint')
      curve.text('level', curve.x[1], Math.log10(level), level > 0 ? 'floor' : '', { anchor: 'end', dx: -4, dy: -8 })
      return sentence(lr, lambdas, expected[steps], level, mean(loss.slice(n / 2 + 1)), inside(path, floor, angle, steps))
    }
  },
}

/** The expected loss after k = 0 … steps updates, from a start in the eigenbasis. */
function expectation(lambdas, lr, variance, start, steps) {
  const [flat, steep] = lambdas.map((lambda, i) => meanSquare(() => lr, lambda, variance, start[i], steps))
  return flat.map((m, k) => half(lambdas, [m, steep[k]]))
}

/** The bowl, with a start and the edge of the cloud to take hold of: dragging the edge changes σ. */
function landscape(ui, lambdas, angle, examples) {
  const reach = ({ lr, batch, sigma }) => WIDE * Math.sqrt(sgdFloor(lr, lambdas[0], minibatchVariance(sigma ** 2, batch, examples)))
  const land = ui.plot({ name: 'Contours of the loss with the path and its predicted cloud', x: [-2.5, 2.5], y: [0, 0], equal: true, bare: true,
    class: 'gdf-land',
    height: w => Math.max(200, Math.min(330, w * .45)), handles: true, under: plot => bowl(plot, lambdas, angle) })
  return start(land).handle({
    label: 'Edge of the predicted cloud: moves the noise; left and right arrow keys move it', small: true, look: 'gdf-reference', step: [.08, 0],
    at: state => [reach(state) * Math.cos(angle), reach(state) * Math.sin(angle)], words: state => `sigma ${state.sigma.toFixed(2)}`,
    to(x, y) {
      const one = reach({ ...ui.state, sigma: 1 }) // none where the batch is all examples
      return one > 0 && { sigma: Math.min(ui.spec.controls.sigma.max, snap(Math.max(0, along([x, y], angle)[0]) / one, 0, .01)) }
    },
  })
}

/** The two axes that the loss can be drawn against. */
const sides = (steps, examples) => ({
  updates: { at: (B, k) => k, x: [0, steps], xlabel: 'updates', xticks: [0, 100, 200, 300, 400].map(v => [v, String(v)]) },
  examples: { at: (B, k) => Math.log10(Math.max(.7, B * k)), x: [-.15, Math.log10(examples * steps)], xlabel: 'examples seen',
    xticks: [0, 1, 2, 3, 4, 5].map(v => [v, pow10(v)]) },
})

/** The share of the second half of the path that lies in the ellipse. */
function inside(path, floor, angle, steps) {
  const late = Array.from({ length: steps / 2 }, (_, k) => 2 * (k + 1 + steps / 2))
  return mean(late.map(i => along([path[i], path[i + 1]], angle).reduce((sum, v, j) => sum + v * v / floor[j], 0) <= WIDE ** 2))
}

function sentence(lr, lambdas, end, level, seen, share) {
  if (!level) return `No noise, no floor: this is gradient descent, and in the long run each step leaves ` +
    `${fixed(Math.max(...lambdas.map(v => Math.abs(1 - lr * v))), 3)} of the error.`
  if (end > 1.5 * level) return `Predicted floor ${short(level)}, but this run is still on its way: ` +
    `theory expects ${short(end / level, 2)} times that at its end. Small steps end low and arrive late.`
  const words = `Floor: ${short(level)} predicted, ${short(seen)} in this run’s second half. The ellipse should hold 86 % of those points, ` +
    `and holds ${fixed(100 * share, 0)} %.`
  return lr * lambdas[1] > 1.6 ? `${words} Near *ηλ* = 2 the steep direction hardly calms down.` : words
}
