// A few lines of code that follow the state and can be copied.
import { h } from '../core/dom.mjs'

/** Its element for ui.rows, and write(text), which is called at every frame. */
export function code(ui, name) {
  const element = h('pre', { class: 'gdf-code', 'aria-label': name, tabindex: 0 })
  return { element, write(text) { if (element.textContent !== text) element.textContent = text } }
}
