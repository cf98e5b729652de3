// A table whose rows are radio buttons: a name, a line about it, and words that follow the state.
import { h, rich } from '../core/dom.mjs'

/** rows: [[value, look, name, line]]; the words of each row are written by say({value: words}). */
export function picks(ui, key, legend, rows) {
  const name = ui.id('p'), entries = rows.map(([value, look, title, line]) => {
    const radio = h('input', { type: 'radio', name, value, onchange: () => { ui.gliding = 0; ui.set({ [key]: value }) } }),
      words = h('span', { class: 'gdf-value' })
    return { value, radio, words,
      row: h('label', { class: look }, radio, h('b', null), h('strong', null, title), h('span', { class: 'gdf-about' }, rich(line)), words) }
  })
  const element = h('fieldset', { class: 'gdf-picks gdf-wide' }, h('legend', null, legend), entries.map(e => e.row))
  const say = words => entries.forEach(e => {
    e.row.classList.toggle('gdf-picked', e.radio.checked = e.value === ui.state[key])
    if (e.said !== words[e.value]) e.words.replaceChildren(...rich(e.said = words[e.value]))
  })
  return { element, say }
}
