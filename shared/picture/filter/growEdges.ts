import { byteAt, integerAt } from './at.ts'
import type { Offsets } from './disc.ts'
import { NEIGHBOURS, restOfDisc } from './disc.ts'
import type { OnProgress } from './progress.ts'

interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Rows between two progress reports. */
const REPORT = 64

/**
 * Grows by the disc of these chords, by drawing it around the pixels at an edge: those with a lower one beside them,
 * across or down. Whatever a disc around another pixel would reach, one of theirs does. If a neighbour's disc, or that
 * of a brighter one, is drawn already, only the rest of a disc is drawn, which is a part of its rim. Null if that takes
 * more than `bound` points. Each pixel leaves to its neighbours what they cover in order: everything goes to brighter
 * pixels, or to equal ones at an edge that come before.
 */
export function growEdges(
  mask: Mask,
  chords: Int32Array,
  bound: number,
  onProgress?: OnProgress,
): Uint8Array | null {
  const { width, height, data } = mask
  // Each pixel at an edge costs about as many points as the radius of the disc: a picture full of edges is not started.
  const radius = chords.length - 1
  if (radius * data.length > bound && radius * countEdges(mask) > bound) return null
  const made = data.slice()
  const layers = createLayers(made, width, height, chords)
  /** Which pixels of the row above, and of this one, are at an edge: with one entry beside each end. */
  let above = new Uint8Array(width + 2)
  let current = new Uint8Array(width + 2)
  let left = bound
  for (let y = 0; y < height; y += 1) {
    current.fill(0)
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const value = byteAt(data, at)
      if (value === 0 || !hasLower(mask, x, y, at, value)) continue
      current[x + 1] = 1
      let neighbours = 0
      for (let bit = 0; bit < NEIGHBOURS.length; bit += 1) {
        const [dx, dy] = NEIGHBOURS[bit] ?? [0, 0]
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue
        const other = byteAt(data, at + dy * width + dx)
        const before = dy < 0 ? above[x + dx + 1] : dy === 0 && dx < 0 ? current[x] : 0
        if (other > value || (other === value && before === 1)) neighbours |= 1 << bit
      }
      left -= layers.draw(x, y, value, neighbours)
      if (left < 0) return null
    }
    ;[above, current] = [current, above]
    if (y % REPORT === REPORT - 1) onProgress?.((y + 1) / height)
  }
  return made
}

function countEdges(mask: Mask): number {
  const { width, height, data } = mask
  let count = 0
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      const value = byteAt(data, at)
      if (value > 0 && hasLower(mask, x, y, at, value)) count += 1
    }
  return count
}

function hasLower({ width, height, data }: Mask, x: number, y: number, at: number, value: number): boolean {
  return (
    (x > 0 && byteAt(data, at - 1) < value) ||
    (x < width - 1 && byteAt(data, at + 1) < value) ||
    (y > 0 && byteAt(data, at - width) < value) ||
    (y < height - 1 && byteAt(data, at + width) < value)
  )
}

function createLayers(made: Uint8Array, width: number, height: number, chords: Int32Array) {
  const radius = chords.length - 1
  const rests: (Offsets | undefined)[] = Array.from({ length: 1 << NEIGHBOURS.length }, () => undefined)

  function drawDisc(x: number, y: number, value: number): number {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height - 1, y + radius)]
    let count = 0
    for (let row = top; row <= bottom; row += 1) {
      const half = integerAt(chords, Math.abs(row - y))
      const end = row * width + Math.min(width - 1, x + half)
      let at = row * width + Math.max(0, x - half)
      count += end + 1 - at
      for (; at <= end; at += 1) if (byteAt(made, at) < value) made[at] = value
    }
    // Interleaved, they take a quarter of the time.
    return count / 4
  }

  function drawRest({ across, down }: Offsets, x: number, y: number, value: number): void {
    const inside = x >= radius && y >= radius && x + radius < width && y + radius < height
    for (let index = 0; index < across.length; index += 1) {
      const column = x + integerAt(across, index)
      const row = y + integerAt(down, index)
      if (!inside && (column < 0 || row < 0 || column >= width || row >= height)) continue
      const at = row * width + column
      if (byteAt(made, at) < value) made[at] = value
    }
  }

  return {
    /**
     * Makes the disc around a pixel at least `value`; the discs of these neighbours already are. Returns how many
     * points were visited.
     */
    draw(x: number, y: number, value: number, neighbours: number): number {
      if (neighbours === 0) return drawDisc(x, y, value)
      const rest = (rests[neighbours] ??= restOfDisc(chords, neighbours))
      drawRest(rest, x, y, value)
      return rest.across.length + 1
    },
  }
}
