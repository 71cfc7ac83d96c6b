import { padRow } from './convolve.ts'
import type { Lattice } from './lattice.ts'
import { gatheringFor, spreadingFor } from './lattice.ts'
import type { Rows } from './rows.ts'
import { addFour, remember } from './rows.ts'

/** Rows of fewer samples: those of a lattice. */
export function reduceAcross(source: Rows, lattice: Lattice): Rows {
  const { width, height, planes } = source
  const { count, step, start } = lattice
  const { first, weights } = gatheringFor(lattice)
  const pad = -Math.round(start + first)
  const padded = new Float32Array((count + 3) * step + 1)
  const made = new Float32Array(count * planes)
  return {
    width: count,
    height,
    planes,
    row(y) {
      const row = source.row(y)
      for (let plane = 0; plane < planes; plane += 1) {
        padRow(padded, row.subarray(plane * width, (plane + 1) * width), pad)
        gather(made.subarray(plane * count, (plane + 1) * count), padded, weights, step)
      }
      return made
    },
  }
}

// The casts, here and in `spread`: all indexes are inside. Bounds checks took three times as long in these two.
function gather(made: Float32Array, padded: Float32Array, weights: Float64Array, step: number): void {
  for (let index = 0, from = 0; index < made.length; index += 1, from += step) {
    let sum = 0
    for (let at = 0; at < weights.length; at += 4)
      sum +=
        (weights[at] as number) * (padded[from + at] as number) +
        (weights[at + 1] as number) * (padded[from + at + 1] as number) +
        (weights[at + 2] as number) * (padded[from + at + 2] as number) +
        (weights[at + 3] as number) * (padded[from + at + 3] as number)
    made[index] = sum
  }
}

/** Fewer rows: those of a lattice. */
export function reduceDown(source: Rows, lattice: Lattice): Rows {
  const { width, planes } = source
  const { count, step, start } = lattice
  const { first, weights } = gatheringFor(lattice)
  const rowAt = remember(source, 4 * step)
  const made = new Float32Array(width * planes)
  return {
    width,
    height: count,
    planes,
    row(index) {
      const top = Math.round(start + index * step + first)
      rowAt(top + 4 * step - 1)
      made.fill(0)
      for (let at = 0; at < 4 * step; at += 4) {
        const y = top + at
        addFour(made, [rowAt(y), rowAt(y + 1), rowAt(y + 2), rowAt(y + 3)], weights, at)
      }
      return made
    },
  }
}

/** Rows of `width` pixels from those of a lattice. */
export function enlargeAcross(source: Rows, lattice: Lattice, width: number): Rows {
  const { height, planes, width: count } = source
  const { first, weights } = spreadingFor(lattice)
  const made = new Float32Array(width * planes)
  return {
    width,
    height,
    planes,
    row(y) {
      const row = source.row(y)
      for (let plane = 0; plane < planes; plane += 1)
        spread(
          made.subarray(plane * width, (plane + 1) * width),
          row.subarray(plane * count, (plane + 1) * count),
          first,
          weights,
        )
      return made
    },
  }
}

function spread(made: Float32Array, row: Float32Array, first: number, weights: Float64Array): void {
  const step = weights.length / 4
  for (let index = 0, from = first; from < made.length; index += 1, from += step) {
    const [a, b] = [row[index] as number, row[index + 1] as number]
    const [c, d] = [row[index + 2] as number, row[index + 3] as number]
    const end = Math.min(made.length, from + step)
    let x = Math.max(0, from)
    for (let at = 4 * (x - from); x < end; x += 1, at += 4)
      made[x] =
        (weights[at] as number) * a +
        (weights[at + 1] as number) * b +
        (weights[at + 2] as number) * c +
        (weights[at + 3] as number) * d
  }
}

/** `height` rows from those of a lattice. */
export function enlargeDown(source: Rows, lattice: Lattice, height: number): Rows {
  const { width, planes } = source
  const { step } = lattice
  const { first, weights } = spreadingFor(lattice)
  const rowAt = remember(source, 4)
  const made = new Float32Array(width * planes)
  return {
    width,
    height,
    planes,
    row(y) {
      const index = Math.floor((y - first) / step)
      rowAt(index + 3)
      made.fill(0)
      const four = [rowAt(index), rowAt(index + 1), rowAt(index + 2), rowAt(index + 3)] as const
      addFour(made, four, weights, 4 * (y - first - index * step))
      return made
    },
  }
}
