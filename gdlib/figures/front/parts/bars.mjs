// Bars that stand on zero at given places of an axis: factors, norms, counts; each grows up or down to its value.

/** Draw bars [[x, value, look]] that are `width` wide in pixels, and the zero that they stand on. */
export function bars(plot, list, width = 10) {
  const half = width / 2 * (plot.x[1] - plot.x[0]) / (plot.width - plot.margin.l - plot.margin.r)
  plot.line('zero', 2, i => plot.x[i], () => 0, 'gdf-quiet gdf-thin')
  list.forEach(([x, value, look], i) => plot.bar(`bar${i}`, x - half, x + half, 0, value, look))
}

/** A band between two heights, to say what is allowed. */
export function band(plot, low, high, look = 'gdf-reference') {
  plot.area('band', 2, i => plot.x[i], () => low, () => high, look)
  for (const y of [low, high]) plot.line(`band${y}`, 2, i => plot.x[i], () => y, 'gdf-quiet gdf-thin gdf-faint')
}
