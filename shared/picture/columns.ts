import type { Axis } from './axis.ts'
import { windowOf } from './axis.ts'
import type { Kernel } from './kernels.ts'

/** Some new columns, and their weights: each uses as many old columns, from `firsts` on, as it has weights. */
export interface Block {
  /** The index of the first one. */
  readonly left: number
  /** Relative to `start`. */
  readonly firsts: Int32Array
  /** Where the weights of each column end in `weights`. */
  readonly ends: Int32Array
  readonly weights: Float64Array
}

export interface Columns {
  /** The old columns that are used, end exclusive. */
  readonly start: number
  readonly end: number
  /** Block by block, as often as requested. */
  blocks(): Iterable<Block>
}

const BLOCK = 4096
/** The maximum number of cached weights: rows with more are so long that there are few. */
const MAX_WEIGHTS = 2 ** 22

/** The weights of all new columns. */
export function columnsOf(axis: Axis, kernel: Kernel): Columns {
  const { first: start } = windowOf(axis, 0, kernel)
  const last = windowOf(axis, axis.to - 1, kernel)
  const lefts = Array.from({ length: Math.ceil(axis.to / BLOCK) }, (_, at) => at * BLOCK)
  const made = (left: number): Block => blockOf(axis, kernel, start, left)
  const each = 2 * kernel.reach * Math.max(1, axis.length / axis.to) + 1
  const cached = each * axis.to > MAX_WEIGHTS ? null : lefts.map(made)
  return {
    start,
    end: last.first + last.weights.length,
    blocks: () => cached ?? lazily(lefts, made),
  }
}

function* lazily(lefts: readonly number[], made: (left: number) => Block): Iterable<Block> {
  for (const left of lefts) yield made(left)
}

function blockOf(axis: Axis, kernel: Kernel, start: number, left: number): Block {
  const windows = Array.from({ length: Math.min(BLOCK, axis.to - left) }, (_, at) =>
    windowOf(axis, left + at, kernel),
  )
  const ends = new Int32Array(windows.length)
  const weights = new Float64Array(windows.reduce((sum, window) => sum + window.weights.length, 0))
  let count = 0
  for (const [at, window] of windows.entries()) {
    weights.set(window.weights, count)
    count += window.weights.length
    ends[at] = count
  }
  return { left, firsts: Int32Array.from(windows, ({ first }) => first - start), ends, weights }
}
