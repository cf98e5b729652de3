// Chapter 8: the path, the map of (η, β), and the eigenvalues that explain both.
import { fixed } from '../core/format.mjs'
import { descend, rules } from '../math/descent.mjs'
import { best, eigenvalues, gradient, hessian, mood, rate, step } from '../math/quadratic.mjs'
import { bowl, start } from '../parts/bowl.mjs'
import { disc, spectrum } from '../parts/disc.mjs'
import { rateMap } from '../parts/ratemap.mjs'

const LOOKS = ['gdf-flat', 'gdf-steep']

export default {
  name: 'momentum on an ill-conditioned bowl',

  compute: ({ lambdas, angle, steps }, { lr, beta, method, start }) => ({
    path: descend(gradient(hessian(lambdas, angle)), start, rules[method]({ lr, beta }), steps),
    rate: [rate(method, lambdas, lr, beta)],
  }),

  build(ui, { lambdas, angle, steps }) {
    const land = ui.plot({ name: 'Contours of the loss with the path of the iterates', x: [-2.5, 2.5], y: [0, 0], equal: true, bare: true, class: 'gdf-land',
      height: w => Math.max(190, Math.min(320, w * .42)), handles: true, under: plot => bowl(plot, lambdas, angle) })
    start(land)
    const map = rateMap(ui, { name: 'Learning rate and momentum', across: 'lr', up: 'beta', title: 'Rate', height: () => 214, xlabel: 'learning rate *η*',
      ylabel: 'momentum *β*',
      xticks: [0, 1, 2, 3, 4].map(v => [v, String(v)]), yticks: [[0, '0'], [.5, '0.5'], [1, '1']],
      words: s => `eta ${s.lr.toFixed(2)}, beta ${s.beta.toFixed(3)}` })
    const plane = disc(ui, { title: 'Eigenvalues', height: () => 214 })
    const lr = ui.slider('lr', { name: 'Learning rate', symbol: 'η', marks: [0, 1, 2, 3, 4].map(v => [v, v]) })
    const beta = ui.slider('beta', { name: 'Momentum', symbol: 'β', marks: [[0, '0'], [.5, '0.5'], [1, '1']] })
    const method = ui.choice('method', 'Method', [['momentum', 'Heavy ball'], ['nesterov', 'Nesterov']])
    const jump = ui.button('Jump to the optimum', () => { const [lr, beta] = best(ui.state.method, lambdas); ui.glide({ lr, beta }) })
    const legend = ui.legend([[LOOKS[0], `flat, *λ* = ${lambdas[0]}`], [LOOKS[1], `steep, *λ* = ${lambdas[1]}`]])
    ui.rows([land], [[method, lr, beta, jump, legend], map, plane])

    return (state, { path, rate: [rho] }) => {
      const { lr: eta, beta: b, method: name } = state, top = best(name, lambdas)
      land.path('run', steps + 1, i => path[2 * i], i => path[2 * i + 1], `gdf-${name}`)
      land.text('start', ...state.start, 'start', { dy: state.start[1] > 0 ? -18 : 28, anchor: 'middle', look: 'gdf-tag' })
      map.map(name, (x, y) => rate(name, lambdas, x, y), rate(name, lambdas, ...top), top)
      map.head(`Rate *ρ* = ${fixed(rho, 3)}`)
      lr.best(top[0]); beta.best(top[1])
      const factors = lambdas.map(lambda => step[name](lambda, eta, b))
      spectrum(plane, factors.map((f, i) => [LOOKS[i], eigenvalues(f)]), rho)
      return `${pace(rho)} ${moods(factors.map(mood))}`
    }
  },
}

function pace(rho) {
  const error = `In the long run each step multiplies the error by ${fixed(rho, 3)}:`
  if (rho > 1 + 1e-9) return `${error} it diverges.`
  if (rho > 1 - 1e-9) return `${error} it never settles.`
  const digit = Math.ceil(-1 / Math.log10(rho))
  return `${error} ${digit === 1 ? 'every step wins a digit.' : `${fixed(digit, 0)} steps for each new digit.`}`
}

const moods = ([flat, steep]) => flat === steep ? `It ${flat} in both directions.` : `It ${flat} along the flat direction and ${steep} across the steep one.`
