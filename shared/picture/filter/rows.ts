import { floatAt, weightAt } from './at.ts'
/**
 * A picture that is computed row by row on demand: from the top, each row once, or again while it is buffered. A row
 * has `planes` segments of `width` samples, one after the other. It is valid until the next one is requested.
 */
export interface Rows {
  readonly width: number
  readonly height: number
  readonly planes: number
  row(y: number): Float32Array
}

/** The last `count` rows of `source`, so that a filter can access neighbours; beyond the edges rows are repeated. */
export function remember(source: Rows, count: number): (y: number) => Float32Array {
  const { width, height, planes } = source
  const buffer = Array.from({ length: Math.min(count, height) }, () => new Float32Array(width * planes))
  let next = 0
  return (y) => {
    const inside = Math.min(height - 1, Math.max(0, y))
    for (; next <= inside; next += 1) buffer[next % buffer.length]?.set(source.row(next))
    // The cast: there is at least one, because every picture has a row.
    return buffer[inside % buffer.length] as Float32Array
  }
}

/** Sets `to` to `middle` times `weight` plus both others times `beside`. All of them may be longer than `to`. */
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

/** Rows at the same distance on either side. */
export type Pair = readonly [Float32Array, Float32Array]

/** Adds both pairs, each times its weight, to `to`: two at once, because each pass reads and writes all of `to`. */
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
