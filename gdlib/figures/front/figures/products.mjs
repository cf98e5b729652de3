// Chapter 12: an error goes back through layers of random weights; what each leaves of it, drawn and predicted.
import { clamp, fixed, pow10, short, snap } from '../core/format.mjs'
import { bars } from '../parts/bars.mjs'

/** ‖δ‖ after each layer, from (1, 1, …)/√n, through the first `depth` matrices (n × n, one after the other) times `scale`. */
function sizes(weights, n, depth, scale) {
  const out = [1]
  let d = new Array(n).fill(1 / Math.sqrt(n))
  for (let l = 0; l < depth; l++) {
    d = d.map((_, j) => { let sum = 0; for (let i = 0; i < n; i++) sum += d[i] * weights[(l * n + i) * n + j]; return scale * sum })
    out.push(Math.sqrt(d.reduce((sum, v) => sum + v * v, 0)))
  }
  return out
}

export default {
  name: 'the error that goes back through random layers',

  compute: ({ weights, n, gamma }, { std, depth, slope }) => ({
    drawn: sizes(weights, n, depth, std * slope).map(Math.log10),
    rates: [gamma + Math.log(std * slope), Math.log(n * (std * slope) ** 2) / 2],
  }),

  build(ui, { n, gamma }) {
    const { std: width, depth: layers } = ui.spec.controls, most = layers.max
    const plot = ui.plot({ name: 'Size of the error at each layer', x: [-.8, most + .8], y: [-24, 9], height: w => clamp(w * .48, 250, 340), grid: true,
      handles: true, margin: { t: 26, l: 44 },
      xticks: [0, 10, 20, 30, 40].map(l => [l, String(l)]), yticks: [-24, -16, -8, 0, 8].map(p => [p, pow10(p)]), xlabel: 'layers back from the loss',
      ylabel: 'size of the error ‖*δ*‖' })
    plot.handle({
      label: 'End of the prediction: up and down for the weights, left and right for the depth', at: s => [s.depth, end(s)], step: [1, .5], look: 'gdf-ink',
      to: (x, y) => { const depth = clamp(Math.round(x), layers.min, most);
        return { depth, std: clamp(snap(Math.exp(y * Math.LN10 / depth - gamma) / ui.state.slope, width.min, width.step), width.min, width.max) } },
      words: s => `${s.depth} layers, weights ${s.std.toFixed(3)}`,
    })
    const end = s => s.depth * (gamma + Math.log(s.std * s.slope)) / Math.LN10
    const std = ui.slider('std', { name: 'Weights’ std', symbol: 'τ', marks: [[.5, '0.5'], [1, '1'], [2, '2']] })
    const depth = ui.slider('depth', { name: 'Depth', symbol: 'L', marks: [[1, '1'], [20, '20'], [40, '40']] })
    const slope = ui.choice('slope', 'Slope of the units', [[1, 'slope 1'], [.25, 'slope ¼, sigmoid’s best']])
    const jump = ui.button('Jump to the balance', () => ui.glide({ std: snap(Math.exp(-gamma) / ui.state.slope, width.min, width.step) }))
    const legend = ui.legend([['gdf-theory gdf-ink', 'typical'], ['gdf-theory gdf-reference', 'root of the mean square']])
    ui.rows([plot], [[slope, jump, legend], [std, depth]])

    return (state, { drawn, rates: [typical, square] }) => {
      bars(plot, drawn.map((v, l) => [l, v, typical < 0 ? 'gdf-gd' : 'gdf-momentum']), Math.min(9, plot.width / 70))
      for (const [key, rate, look] of [['typical', typical, 'gdf-ink'], ['square', square, 'gdf-reference']])
        plot.line(key, 2, i => i * state.depth, i => i * state.depth * rate / Math.LN10, `gdf-theory ${look}`)
      std.best(Math.exp(-gamma) / state.slope)
      const left = drawn[state.depth], what = Math.abs(typical) < .01 ? 'it lasts, for a while' : typical < 0 ? 'it vanishes' : 'it explodes'
      return `A layer multiplies the error by ${fixed(Math.exp(typical), 3)}, typically: ${what}. ` +
        `This draw leaves ${short(10 ** left)} after ${state.depth} layers, the prediction ${short(Math.exp(typical * state.depth))}.`
    }
  },
}
