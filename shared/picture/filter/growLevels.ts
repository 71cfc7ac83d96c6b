interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/**
 * Grows by the disc of these chords: level by level, each in a time that does not depend on the disc. For the pixels of at least one
 * level the distance to the nearest one above or below is found, column by column; each such distance is a chord's, so that a
 * pixel is reached where it lies under one of the chords of its row. `levels` are the values above 0, the largest first.
 */
export function growLevels(
  { width, height, data }: Mask,
  chords: Int32Array,
  levels: readonly number[],
): Uint8Array {
  const made = new Uint8Array(data.length)
  const far = chords.length
  const away = far < 65_535 ? new Uint16Array(data.length) : new Uint32Array(data.length)
  /** Where `made` is `open`, it becomes `level` within reach of it; answers with how often. */
  const reach = (level: number, open: number): number => {
    let count = 0
    fromAbove({ width, height, data }, level, away, far)
    for (let y = height - 1; y >= 0; y -= 1) {
      const row = y * width
      fromBelow(away, row, width, y < height - 1 ? row + width : row)
      count += underChords(
        made.subarray(row, row + width),
        away.subarray(row, row + width),
        chords,
        level,
        open,
      )
    }
    return count
  }
  // The lowest tells what is reached at all; the others are done until none of that is left.
  const lowest = levels.at(-1) ?? 0
  let left = reach(lowest, 0)
  for (const level of levels) if (left > 0 && level > lowest) left -= reach(level, lowest)
  return made
}

/** How far down each pixel is from the nearest one above it that has the level; `far` at the most. */
function fromAbove({ width, data }: Mask, level: number, away: Uint16Array | Uint32Array, far: number): void {
  for (let at = 0; at < data.length; at += 1) {
    const above = at < width ? far : (away[at - width] ?? far)
    away[at] = (data[at] ?? 0) >= level ? 0 : Math.min(far, above + 1)
  }
}

function fromBelow(away: Uint16Array | Uint32Array, row: number, width: number, below: number): void {
  for (let x = 0; x < width; x += 1) {
    const here = away[row + x] ?? 0
    const other = (away[below + x] ?? 0) + 1
    if (other < here) away[row + x] = other
  }
}

function underChords(
  made: Uint8Array,
  away: Uint16Array | Uint32Array,
  chords: Int32Array,
  level: number,
  open: number,
): number {
  let count = 0
  for (let x = 0, end = -1; x < made.length; x += 1) {
    const distance = away[x] ?? 0
    if (distance < chords.length) end = Math.max(end, x + (chords[distance] ?? 0))
    if (x > end || made[x] !== open) continue
    made[x] = level
    count += 1
  }
  for (let x = made.length - 1, start = made.length; x >= 0; x -= 1) {
    const distance = away[x] ?? 0
    if (distance < chords.length) start = Math.min(start, x - (chords[distance] ?? 0))
    if (x < start || made[x] !== open) continue
    made[x] = level
    count += 1
  }
  return count
}
