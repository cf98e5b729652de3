// A choice whose options show small curves above their names.
import { s } from '../core/dom.mjs'
import { polyline } from '../core/curves.mjs'

const WIDE = 44, HIGH = 22, POINTS = 200

/** Put into each label of a choice the curve of that name: functions from [0, 1] to [0, 1], in the order of the options. */
export function thumbs({ element }, curves) {
  element.classList.add('gdf-thumbs')
  element.querySelectorAll('label > span').forEach((span, i) => {
    const d = polyline(POINTS, j => 1 + (WIDE - 2) * j / (POINTS - 1), j => HIGH - 2 - (HIGH - 4) * curves[i](j / (POINTS - 1)))
    span.prepend(s('svg', { width: WIDE, height: HIGH, 'aria-hidden': 'true' }, s('path', { d })))
  })
}
