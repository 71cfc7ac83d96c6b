import type { Grey, Rect } from './grey.ts'
import { around, NOWHERE } from './grey.ts'
import { valueAt } from './valueAt.ts'

/** Below this a pixel counts as not chosen, and a fill goes on through it. */
const CHOSEN = 128

/**
 * Covers the place around a pixel up to what encloses it: with `erase` what is chosen there, else what is not. Where what
 * encloses it fades, the fill goes up to the ridge, so that no pale seam stays between them.
 */
export function layFill(coverage: Grey, mask: Grey, x: number, y: number, erase: boolean): Rect {
  const { width, height, data } = mask
  if (x < 0 || y < 0 || x >= width || y >= height) return NOWHERE
  /** How much stands in the way, whichever way round. */
  const wall = (at: number): number => (erase ? 255 - valueAt(data, at) : valueAt(data, at))
  const covered = coverage.data
  const open = createStack(width * height)
  let rect: Rect = NOWHERE
  const take = (at: number): void => {
    covered[at] = 255
    open.push(at)
  }
  const start = Math.floor(y) * width + Math.floor(x)
  if (wall(start) >= CHOSEN) return NOWHERE
  take(start)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const column = at % width
    const row = (at - column) / width
    if (column < rect.left || column >= rect.right || row < rect.top || row >= rect.bottom)
      rect = around(rect, { left: column, top: row, right: column + 1, bottom: row + 1 })
    const here = wall(at)
    const visit = (next: number): void => {
      if (covered[next] === 255) return
      const there = wall(next)
      if (there < CHOSEN ? here < CHOSEN : there > here) take(next)
    }
    if (column > 0) visit(at - 1)
    if (column < width - 1) visit(at + 1)
    if (row > 0) visit(at - width)
    if (row < height - 1) visit(at + width)
  }
  return rect
}

/** Whole numbers, at most so many, in four bytes each: a list would take sixteen while it grows. */
function createStack(most: number) {
  let items = new Uint32Array(Math.min(most, 1024))
  let length = 0
  return {
    push(item: number): void {
      if (length === items.length) {
        const larger = new Uint32Array(Math.min(most, 2 * length))
        larger.set(items)
        items = larger
      }
      items[length] = item
      length += 1
    },
    pop(): number | undefined {
      if (length === 0) return undefined
      length -= 1
      return items[length]
    },
  }
}
