// Data to path strings: a polyline, its dots, isolines. A run that leaves the picture ends at its edge, not in an error.
const FAR = 4000 // pixels; a path beyond is cut, since renderers lose precision there
const SAME = .25 // pixels that no eye tells apart: a run that has converged is one point, not hundreds

/** 'M…L…' of n points, given by functions of the index in pixels. */
export function polyline(n, fx, fy) {
  let d = '', lastX = Infinity, lastY = Infinity
  for (let i = 0; i < n; i++) {
    const x = fx(i), y = fy(i)
    if (!(Math.abs(x) < FAR && Math.abs(y) < FAR)) return d + lastStroke(i, x, y)
    if (i < n - 1 && Math.abs(x - lastX) + Math.abs(y - lastY) < SAME) continue
    lastX = x; lastY = y
    d += (i ? 'L' : 'M') + x.toFixed(2) + ' ' + y.toFixed(2)
  }
  return d
}

function lastStroke(i, x, y) {
  if (!i || !Number.isFinite(x) || !Number.isFinite(y)) return ''
  const q = FAR / Math.max(Math.abs(x), Math.abs(y))
  return `L${(x * q).toFixed(1)} ${(y * q).toFixed(1)}`
}

/** All dots of a run as ONE path of zero-length strokes with round caps; none within `gap` pixels of the last. */
export function dots(n, fx, fy, gap = 1.5) {
  let d = '', lastX = Infinity, lastY = Infinity
  for (let i = 0; i < n; i++) {
    const x = fx(i), y = fy(i)
    if (!(Math.abs(x) < FAR && Math.abs(y) < FAR)) break
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < gap) continue
    lastX = x; lastY = y
    d += `M${x.toFixed(2)} ${y.toFixed(2)}h0`
  }
  return d
}

// Which sides of a cell the line joins, by which corners lie above it: n and s are the cell's first and last row.
const JOINS = { 1: ['nw'], 2: ['ne'], 3: ['we'], 4: ['es'], 5: ['nw', 'es'], 6: ['ns'], 7: ['ws'], 8: ['sw'],
  9: ['ns'], 10: ['ne', 'sw'], 11: ['es'], 12: ['we'], 13: ['ne'], 14: ['nw'] }

/** Marching squares: the line z = level of a grid (nx × ny, row by row) as a path; X and Y map indices to pixels. */
export function isoline(z, nx, ny, level, X, Y) {
  const t = (a, b) => (level - a) / (b - a)
  let d = ''
  for (let j = 0; j < ny - 1; j++) for (let i = 0; i < nx - 1; i++) {
    const a = z[j * nx + i], b = z[j * nx + i + 1], c = z[(j + 1) * nx + i + 1], e = z[(j + 1) * nx + i]
    const joins = JOINS[(a > level) | (b > level) << 1 | (c > level) << 2 | (e > level) << 3]
    if (!joins) continue
    const side = { n: [i + t(a, b), j], e: [i + 1, j + t(b, c)], s: [i + t(e, c), j + 1], w: [i, j + t(a, e)] }
    for (const [from, to] of joins) {
      const p = side[from], q = side[to]
      d += `M${X(p[0]).toFixed(1)} ${Y(p[1]).toFixed(1)}L${X(q[0]).toFixed(1)} ${Y(q[1]).toFixed(1)}`
    }
  }
  return d
}
