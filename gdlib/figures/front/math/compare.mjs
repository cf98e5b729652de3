// Several rules on one function, from one start, at one budget: what a fair comparison needs.
import { descend } from './descent.mjs'

/** For each name of `rules` its iterates, and under `${name} loss` what they cost. */
export function compare({ value, gradient }, start, rules, steps) {
  const result = {}
  for (const name in rules) {
    result[name] = descend(gradient, start, rules[name], steps)
    result[`${name} loss`] = along(value, result[name], start.length)
  }
  return result
}

/** f at each of the points of a path of d numbers each. */
export function along(value, path, d) {
  return Float64Array.from({ length: path.length / d }, (_, k) => value(path.subarray(d * k, d * (k + 1))))
}

/** The number of steps after which the loss stays below `target`; one more than were made if it does not. */
export function settles(loss, target) {
  let k = loss.length
  while (k && loss[k - 1] < target) k--
  return k
}
