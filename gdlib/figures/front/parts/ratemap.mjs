// A map of a rate over two numbers of the state: pale is slow, deep is fast, blank diverges; press or drag anywhere on it.
import { isoline } from '../core/curves.mjs'
import { clamp, snap } from '../core/format.mjs'

/** of: {name, across: key, up: key, xlabel, ylabel, xticks, yticks, height, words}. */
export function rateMap(ui, of) {
  const limits = key => { const { min, max } = ui.spec.controls[key]; return [min, max] }
  const on = (key, v) => snap(v, ui.spec.controls[key].min, ui.spec.controls[key].step)
  const to = (x, y) => { ui.gliding = 0; return { [of.across]: on(of.across, x), [of.up]: on(of.up, y) } }
  const plot = ui.plot({ margin: { l: 28, r: 10, t: 24, b: 38 }, ...of, x: limits(of.across), y: limits(of.up), handles: true, under: () => { painted = '' } })
  let painted = ''
  plot.pad(to).handle({
    label: `${of.name}; arrow keys move the point`, small: true, at: state => [state[of.across], state[of.up]], to,
    step: [ui.spec.controls[of.across].step, ui.spec.controls[of.up].step], words: of.words,
  })

  /** Paint rate(x, y) once for each `key`; `least` is the best rate and `top` the [x, y] where it stands. */
  plot.map = (key, rate, least, top, levels = [.7, .8, .9]) => {
    if (key !== painted) {
      painted = key
      const best = Math.log(least)
      plot.shade((x, y) => { const r = rate(x, y); return r < 1 ? clamp(Math.log(r) / best, 0, 1) ** .75 : NaN }, { scale: 1 })
      const [d, edge] = lines(plot, rate, levels)
      plot.mark('levels', 'path', { class: 'gdf-iso', d })
      plot.mark('edge', 'path', { class: 'gdf-edge', d: edge })
    }
    plot.point('best', ...top, 'gdf-best', 4)
    const { [of.across]: x, [of.up]: y } = ui.state
    plot.line('cross', 3, i => i ? x : plot.x[0], i => i < 2 ? y : plot.y[0], 'gdf-cross')
  }
  return plot
}

function lines(plot, rate, levels) {
  const nx = 181, ny = 121, z = new Float64Array(nx * ny)
  const x = i => plot.x[0] + (plot.x[1] - plot.x[0]) * i / (nx - 1), y = j => plot.y[0] + (plot.y[1] - plot.y[0]) * j / (ny - 1)
  for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) z[j * nx + i] = rate(x(i), y(j))
  const line = level => isoline(z, nx, ny, level, i => plot.X(x(i)), j => plot.Y(y(j)))
  return [levels.map(line).join(''), line(1)]
}
