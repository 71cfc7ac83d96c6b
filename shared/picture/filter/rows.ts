import { floatAt, weightAt } from './at.ts'
/**
 * A picture that is made row by row, as it is asked for: from the top, each row once, or again while it is remembered. A row has
 * `planes` stretches of `width` samples, one after the other. It holds until the next one is asked for.
 */
export interface Rows {
  readonly width: number
  readonly height: number
  readonly planes: number
  row(y: number): Float32Array
}

/** The last `count` rows of `source`, so that a filter can look up and down; beyond its edges they go on. */
export function remember(source: Rows, count: number): (y: number) => Float32Array {
  const { width, height, planes } = source
  const kept = Array.from({ length: Math.min(count, height) }, () => new Float32Array(width * planes))
  let next = 0
  return (y) => {
    const inside = Math.min(height - 1, Math.max(0, y))
    for (; next <= inside; next += 1) kept[next % kept.length]?.set(source.row(next))
    // The cast: there is at least one, for every picture has a row.
    return kept[inside % kept.length] as Float32Array
  }
}

/** `to` becomes `middle` times `weight`, and both others times `beside`. All of them may be longer than it is. */
export function setThree(
  to: Float32Array,
  middle: Float32Array,
  weight: number,
  [a, b]: Pair,
  beside: number,
): void {
  for (let x = 0; x < to.length; x += 1)
    to[x] = weight * floatAt(middle, x) + beside * (floatAt(a, x) + floatAt(b, x))
}

/** What lies as far to the one side as to the other. */
export type Pair = readonly [Float32Array, Float32Array]

/** Adds both pairs, each times its weight, to `to`: two at once, because each time takes a walk over `to`. */
export function addPairs(to: Float32Array, [a, b]: Pair, near: number, [c, d]: Pair, far: number): void {
  for (let x = 0; x < to.length; x += 1)
    to[x] = floatAt(to, x) + near * (floatAt(a, x) + floatAt(b, x)) + far * (floatAt(c, x) + floatAt(d, x))
}

/** Adds four rows, each times its weight. */
export function addFour(
  to: Float32Array,
  rows: readonly [Float32Array, Float32Array, Float32Array, Float32Array],
  weights: Float64Array,
  at: number,
): void {
  const [a, b, c, d] = rows
  const [p, q, r, s] = [
    weightAt(weights, at),
    weightAt(weights, at + 1),
    weightAt(weights, at + 2),
    weightAt(weights, at + 3),
  ]
  for (let x = 0; x < to.length; x += 1)
    to[x] = floatAt(to, x) + p * floatAt(a, x) + q * floatAt(b, x) + r * floatAt(c, x) + s * floatAt(d, x)
}
