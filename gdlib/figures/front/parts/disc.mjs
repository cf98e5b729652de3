// The unit disc: an eigenvalue inside it shrinks its part of the error at every step, one outside makes it grow.

/** A plot of the complex plane around the unit disc. */
export const disc = (ui, of) => ui.plot({ name: 'Eigenvalues and the unit disc', x: [-1.45, 1.45], y: [0, 0], equal: true, bare: true, class: 'gdf-disc',
  ...of })

/** Mark pairs of eigenvalues [re, im, re, im] by their look; `rate` is the radius of the largest. */
export function spectrum(plot, pairs, rate) {
  plot.line('real', 2, i => i ? plot.x[1] : plot.x[0], () => 0, 'gdf-eigen')
  plot.line('imaginary', 2, () => 0, i => i ? plot.y[1] : plot.y[0], 'gdf-eigen')
  plot.ring('unit', 0, 0, 1, 1, 0, 'gdf-unit')
  plot.ring('rate', 0, 0, rate, rate, 0, rate < 1 ? 'gdf-radius' : 'gdf-radius gdf-bad')
  plot.text('one', 0, 1, '1', { dx: 5, dy: -5 })
  for (const [look, [re1, im1, re2, im2]] of pairs) {
    plot.point(`${look}1`, re1, im1, look)
    plot.point(`${look}2`, re2, im2, look)
  }
}
