// Numbers as a reader expects them: a real minus sign, powers of ten with raised digits, and a word for no number.
const RAISED = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' }

/** 10ⁿ as text: pow10(-3) is 10⁻³. */
export const pow10 = n => n === 0 ? '1' : n === 1 ? '10' : '10' + String(n).replace(/./g, c => RAISED[c])

/** A number with `digits` decimals. */
export const fixed = (v, digits = 2) => Number.isFinite(v) ? v.toFixed(digits).replace('-', '−') : word(v)

/** A number with `digits` significant digits, as 0.012 or 1.2×10⁻⁵, whichever is shorter to read. */
export function short(v, digits = 3) {
  if (!Number.isFinite(v)) return word(v)
  if (v === 0) return '0'
  const size = Math.abs(v)
  if (size >= 0.001 && size < 10 ** Math.max(4, digits)) return String(+v.toPrecision(digits)).replace('-', '−')
  const [m, e] = v.toExponential(digits - 1).split('e')
  return `${m.replace('-', '−')}×${pow10(+e)}`
}

const word = v => Number.isNaN(v) ? 'no number' : v > 0 ? '∞' : '−∞'

/** The value nearest to v between a and b; a where v is no number. */
export const clamp = (v, a, b) => v > a ? Math.min(v, b) : a

/** v on the grid a, a + step, a + 2 step, … without the dust of binary fractions. */
export const snap = (v, a, step) => +(a + Math.round((v - a) / step) * step).toFixed(10)
