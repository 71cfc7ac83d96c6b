import { byteAt, distanceAt, integerAt } from './at.ts'
import type { OnProgress } from './progress.ts'

interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/**
 * Grows by the disc of these chords level by level, each in a time that does not depend on the disc. For the pixels of
 * at least one level the distance to the nearest one above or below is found, column by column; each such distance
 * belongs to a chord, so a pixel is reached if it is under one of the chords of its row. `levels` are the values above
 * 0, largest first.
 */
export function growLevels(
  { width, height, data }: Mask,
  chords: Int32Array,
  levels: readonly number[],
  onProgress?: OnProgress,
): Uint8Array {
  const made = new Uint8Array(data.length)
  const away = chords.length < 65_535 ? new Uint16Array(data.length) : new Uint32Array(data.length)
  const noChords = away.slice(0, width).fill(chords.length)
  const rows = Array.from({ length: height }, (_, y) => ({
    data: data.subarray(y * width, (y + 1) * width),
    made: made.subarray(y * width, (y + 1) * width),
    away: away.subarray(y * width, (y + 1) * width),
    /** How many pixels a higher level must still reach. */
    left: width,
  }))

  /** Sets `open` pixels within reach to `level`; returns how many. */
  const reach = (level: number, open: number): number => {
    rows.forEach((row, y) =>
      fromAbove(row.data, level, row.away, rows[y - 1]?.away ?? noChords, chords.length),
    )
    let count = 0
    for (let y = height - 1; y >= 0; y -= 1) {
      const row = rows[y]
      if (row === undefined) continue
      fromBelow(row.away, rows[y + 1]?.away ?? noChords)
      if (row.left === 0) continue
      const reached = underChords(row.made, row.away, chords, level, open)
      row.left = open === 0 ? reached : row.left - reached
      count += reached
    }
    return count
  }
  // The lowest level determines what is reached at all; the others run until none of that is left.
  const lowest = levels.at(-1) ?? 0
  let left = reach(lowest, 0)
  for (const [at, level] of levels.entries()) {
    if (left > 0 && level > lowest) left -= reach(level, lowest)
    onProgress?.((at + 1) / levels.length)
  }
  return made
}

type Distances = Uint16Array | Uint32Array

/** The vertical distance of each pixel to the nearest one above it at the level; at most `far`. */
function fromAbove(data: Uint8Array, level: number, away: Distances, above: Distances, far: number): void {
  for (let x = 0; x < data.length; x += 1) {
    const distance = distanceAt(above, x)
    away[x] = byteAt(data, x) >= level ? 0 : distance < far ? distance + 1 : far
  }
}

function fromBelow(away: Distances, below: Distances): void {
  for (let x = 0; x < away.length; x += 1) {
    const distance = distanceAt(below, x) + 1
    if (distance < distanceAt(away, x)) away[x] = distance
  }
}

function underChords(
  made: Uint8Array,
  away: Distances,
  chords: Int32Array,
  level: number,
  open: number,
): number {
  const far = chords.length
  let count = 0
  for (let x = 0, end = -1; x < made.length; x += 1) {
    const distance = distanceAt(away, x)
    if (distance < far) {
      const reached = x + integerAt(chords, distance)
      if (reached > end) end = reached
    }
    if (x > end || made[x] !== open) continue
    made[x] = level
    count += 1
  }
  for (let x = made.length - 1, start = made.length; x >= 0; x -= 1) {
    const distance = distanceAt(away, x)
    if (distance < far) {
      const reached = x - integerAt(chords, distance)
      if (reached < start) start = reached
    }
    if (x < start || made[x] !== open) continue
    made[x] = level
    count += 1
  }
  return count
}
