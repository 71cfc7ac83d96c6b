import { byteAt, integerAt } from '../picture/filter/at.ts'
import type { Grey, Rect } from './grey.ts'
import { NOWHERE } from './grey.ts'

/** This bit says whether a pixel is chosen: a fill goes on through those that are not. */
const CHOSEN = 128

/**
 * Covers the place around a pixel up to what encloses it: with `erase` what is chosen there, else what is not. Where what
 * encloses it fades, the fill goes up to the ridge, so that no pale seam stays between them. A place on the right or lower edge
 * of the picture is in its last column or row.
 */
export function layFill(coverage: Grey, mask: Grey, x: number, y: number, erase: boolean): Rect {
  const { width, height } = mask
  if (x < 0 || y < 0 || x > width || y > height) return NOWHERE
  const column = Math.min(width - 1, Math.floor(x))
  const row = Math.min(height - 1, Math.floor(y))
  if ((byteAt(mask.data, row * width + column) & CHOSEN) !== (erase ? CHOSEN : 0)) return NOWHERE
  const bounds = createBounds()
  const ridge = fillRuns(coverage.data, mask, { column, row, erase }, bounds.add)
  climb(coverage.data, mask, ridge, erase, bounds.add)
  return bounds.rect()
}

/** Told of pixels that were covered: a stretch of a row, `right` just outside. */
type Add = (row: number, left: number, right: number) => void

function createBounds() {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0]
  return {
    add: (row: number, from: number, to: number): void => {
      left = Math.min(left, from)
      right = Math.max(right, to)
      top = Math.min(top, row)
      bottom = Math.max(bottom, row + 1)
    },
    rect: (): Rect => ({ left, top, right, bottom }),
  }
}

interface Start {
  readonly column: number
  readonly row: number
  readonly erase: boolean
}

/**
 * Covers what is open, run by run (Heckbert, "A seed fill algorithm", Graphics Gems, 1990): each run is looked for once, from the
 * row that it was reached from. Answers with the pixels around it that are not open, which are covered too.
 */
function fillRuns(covered: Uint8Array, { width, height, data }: Grey, start: Start, add: Add): Numbers {
  const open = start.erase ? CHOSEN : 0
  /** Row, first place, place after the last one, and the way on: what is open in it touches what is covered. */
  const stretches = createNumbers(4 * height)
  const ridge = createNumbers(width * height)
  const border = (at: number): void => {
    if (covered[at] === 255) return
    covered[at] = 255
    ridge.push(at)
  }
  /** The run that was covered last. */
  let left = 0
  let right = 0
  /** Covers the whole run that `x` lies in. */
  const takeRun = (row: number, x: number): void => {
    const first = row * width
    const start = runStart(data, open, first, first + x)
    const end = runEnd(data, open, first + x, first + width)
    covered.fill(255, start, end)
    if (start > first) border(start - 1)
    if (end < first + width) border(end)
    left = start - first
    right = end - first
    add(row, left, right)
  }
  const later = (row: number, left: number, right: number, way: number): void => {
    if (row < 0 || row >= height || left >= right) return
    stretches.push(row)
    stretches.push(left)
    stretches.push(right)
    stretches.push(way)
  }
  takeRun(start.row, start.column)
  later(start.row + 1, left, right, 1)
  later(start.row - 1, left, right, -1)
  while (stretches.length() > 0) {
    const way = stretches.pop()
    const last = stretches.pop()
    const first = stretches.pop()
    const row = stretches.pop()
    for (let x = first; x < last; x += 1) {
      const at = row * width + x
      if ((byteAt(data, at) & CHOSEN) !== open) border(at)
      else if (covered[at] !== 255) {
        takeRun(row, x)
        later(row + way, left, right, way)
        // Where it is longer than what it was reached from, it goes back as well.
        later(row - way, left, first, -way)
        later(row - way, last, right, -way)
        x = right
        if (right < last) border(row * width + right)
      }
    }
  }
  return ridge
}

/** Where the run that `at` lies in begins: at `first` or after it. */
function runStart(data: Uint8Array, open: number, first: number, at: number): number {
  let start = at
  while (start > first && (byteAt(data, start - 1) & CHOSEN) === open) start -= 1
  return start
}

/** Just after it: at `end` or before it. */
function runEnd(data: Uint8Array, open: number, at: number, end: number): number {
  let next = at
  while (next < end && (byteAt(data, next) & CHOSEN) === open) next += 1
  return next
}

/** From the pixels around what is open it goes on up, for as long as there is something higher. */
function climb(covered: Uint8Array, mask: Grey, ridge: Numbers, erase: boolean, add: Add): void {
  const { width, height, data } = mask
  /** How much stands in the way, whichever way round. */
  const wall = (at: number): number => byteAt(data, at) ^ (erase ? 255 : 0)
  while (ridge.length() > 0) {
    const at = ridge.pop()
    const column = at % width
    const row = (at - column) / width
    add(row, column, column + 1)
    const here = wall(at)
    const visit = (next: number): void => {
      if (covered[next] === 255 || wall(next) <= here) return
      covered[next] = 255
      ridge.push(next)
    }
    if (column > 0) visit(at - 1)
    if (column < width - 1) visit(at + 1)
    if (row > 0) visit(at - width)
    if (row < height - 1) visit(at + width)
  }
}

/** Whole numbers, taken from the end, in four bytes each: a list would take sixteen while it grows. */
interface Numbers {
  push(number: number): void
  /** The last one; there must be one. */
  pop(): number
  length(): number
}

/** Room for `some` at first. */
function createNumbers(some: number): Numbers {
  let items = new Int32Array(Math.min(some, 1024))
  let length = 0
  return {
    push(number) {
      if (length === items.length) {
        const larger = new Int32Array(2 * length)
        larger.set(items)
        items = larger
      }
      items[length] = number
      length += 1
    },
    pop() {
      length -= 1
      return integerAt(items, length)
    },
    length: () => length,
  }
}
