// Lines of code under a name, with a button that copies them.
import { h } from '../core/dom.mjs'
import { code } from './code.mjs'

/** Its element for ui.rows, and write(text), which is called at every frame. */
export function copyable(ui, name) {
  const lines = code(ui, `Code for ${name}`)
  const button = ui.button('Copy', () => copy(lines.element).then(done => {
    button.textContent = done ? 'Copied' : 'Select it'
    setTimeout(() => { button.textContent = 'Copy' }, 1500)
  })).element
  button.setAttribute('aria-label', `Copy the code for ${name}`)
  return { write: lines.write,
    element: h('div', { class: 'gdf-copyable' }, h('div', { class: 'gdf-copyable-head' }, h('span', null, name), button), lines.element) }
}

/** True once the text is on the clipboard; where a page may not write there it is left selected, for the reader to copy. */
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent)
    return true
  } catch {
    getSelection().selectAllChildren(element)
    return document.execCommand?.('copy') ?? false
  }
}
