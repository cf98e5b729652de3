// Named places to start from: a row of buttons, each of which glides the figure there.
import { h } from '../core/dom.mjs'

/** places: [[label, () => patch]]. */
export function presets(ui, name, places) {
  const buttons = places.map(([label, to]) => ui.button(label, () => ui.glide(to())).element)
  return { element: h('div', { class: 'gdf-presets', role: 'group', 'aria-label': name }, buttons) }
}
