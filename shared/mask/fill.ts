import type { Grey, Rect } from './grey.ts'
import { NOWHERE } from './grey.ts'
import { wordsOf } from './words.ts'

// The casts in here: every index is inside its array. Bounds checks take several times as long in these loops.

/** This bit says whether a pixel is chosen: a fill continues through those that are not. */
const CHOSEN = 128
/** The sheet's value for a pixel that may be covered, and for one at which the fill ends. */
const OPEN = 0
const WALL = 1
/** Four of the latter at once. */
const FOUR_WALLS = 0x01010101

/** The state of a fill. One object of one shape with integer lists only, for speed. */
interface Fill {
  readonly covered: Uint8Array
  readonly data: Uint8Array
  readonly words: Int32Array
  readonly coveredWords: Int32Array
  /** Whether the walls of a row are marked. */
  readonly isReady: Uint8Array
  readonly width: number
  readonly height: number
  /** The bit of pixels that the fill continues through. */
  readonly open: number
  /** The maximum value of a pixel. */
  readonly peak: number
  left: number
  top: number
  right: number
  bottom: number
  /** Covered pixels around the open area, from which there may be a way up. */
  ridge: Int32Array
  ridgeLength: number
  /** Row, start, end (exclusive) and direction: open pixels in it touch covered ones. */
  stretches: Int32Array
  stretchesLength: number
}

/**
 * Covers the area around a pixel up to its border: with `erase` chosen pixels, else unchosen ones. If the border fades,
 * the fill goes up to its ridge, so that no pale seam remains. A point on the right or lower edge of the picture is in
 * its last column or row.
 */
export function drawFill(coverage: Grey, mask: Grey, x: number, y: number, erase: boolean): Rect {
  const { width, height, data } = mask
  if (x < 0 || y < 0 || x > width || y > height) return NOWHERE
  const column = Math.min(width - 1, Math.floor(x))
  const row = Math.min(height - 1, Math.floor(y))
  const open = erase ? CHOSEN : 0
  if (((data[row * width + column] as number) & CHOSEN) !== open) return NOWHERE
  const fill: Fill = {
    covered: coverage.data,
    data,
    words: wordsOf(data),
    coveredWords: wordsOf(coverage.data),
    isReady: new Uint8Array(height),
    width,
    height,
    open,
    peak: erase ? 0 : 255,
    left: column,
    top: row,
    right: column + 1,
    bottom: row + 1,
    ridge: new Int32Array(1024),
    ridgeLength: 0,
    stretches: new Int32Array(1024),
    stretchesLength: 0,
  }
  addStretch(fill, row - 1, column, column + 1, -1)
  addStretch(fill, row, column, column + 1, 1)
  while (fill.stretchesLength > 0) popStretch(fill)
  removeMarks(fill)
  climb(fill)
  const { left, top, right, bottom } = fill
  return { left, top, right, bottom }
}

/** Room for `more` numbers after the first `length` ones. */
function withRoom(numbers: Int32Array, length: number, more: number): Int32Array {
  if (length + more <= numbers.length) return numbers
  const larger = new Int32Array(2 * (length + more))
  larger.set(numbers)
  return larger
}

function addStretch(fill: Fill, row: number, first: number, last: number, way: number): void {
  if (row < 0 || row >= fill.height || first >= last) return
  const at = fill.stretchesLength
  const stretches = withRoom(fill.stretches, at, 4)
  stretches[at] = row
  stretches[at + 1] = first
  stretches[at + 2] = last
  stretches[at + 3] = way
  fill.stretches = stretches
  fill.stretchesLength = at + 4
}

/**
 * Covers the runs of open pixels in the segment that was added last (Heckbert, "A seed fill algorithm", Graphics Gems,
 * 1990), and their neighbours that are not open. A run is covered as a whole, and searched only once, from the row that
 * it was reached from.
 */
function popStretch(fill: Fill): void {
  const { covered, width, stretches } = fill
  const index = fill.stretchesLength - 4
  fill.stretchesLength = index
  const row = stretches[index] as number
  const first = stretches[index + 1] as number
  const last = stretches[index + 2] as number
  const way = stretches[index + 3] as number
  if (fill.isReady[row] === 0) makeReady(fill, row)
  // Each of its pixels is beside a run at most once, and beyond both ends there is one more.
  fill.ridge = withRoom(fill.ridge, fill.ridgeLength, last - first + 2)
  const start = row * width
  const end = start + width
  for (let at = start + first; at < start + last; at += 1) {
    const state = covered[at] as number
    if (state === OPEN) {
      const to = coverRun(fill, at, end)
      let from = at
      // Only the first can continue to the left: before any other there is a pixel that is not open, and is covered.
      if (at === start + first) {
        from = coverBack(fill, at, start)
        if (from > start) addBorder(fill, from - 1)
      }
      if (to < end) addBorder(fill, to)
      const left = from - start
      const right = to - start
      if (left <= fill.left) fill.left = Math.max(0, left - 1)
      if (right >= fill.right) fill.right = Math.min(width, right + 1)
      addStretch(fill, row + way, left, right, way)
      // If it is longer than the run that it was reached from, it continues back as well.
      addStretch(fill, row - way, left, first, -way)
      addStretch(fill, row - way, last, right, -way)
      at = to
    } else if (state === WALL) addBorder(fill, at)
  }
}

/** Marks the walls of a row: from then on only the coverage needs to be read. */
function makeReady(fill: Fill, row: number): void {
  const { covered, data, words, coveredWords, width, open } = fill
  fill.isReady[row] = 1
  if (row < fill.top) fill.top = row
  if (row >= fill.bottom) fill.bottom = row + 1
  const flip = open === 0 ? 0 : FOUR_WALLS
  const end = (row + 1) * width
  let at = row * width
  const count = Math.min(end >> 2, words.length, coveredWords.length)
  for (; at < end && ((at & 3) !== 0 || at >> 2 >= count); at += 1)
    covered[at] = (((data[at] as number) >> 7) ^ flip) & WALL
  for (let word = at >> 2; word < count; word += 1) {
    coveredWords[word] = (((words[word] as number) >>> 7) & FOUR_WALLS) ^ flip
    at += 4
  }
  for (; at < end; at += 1) covered[at] = (((data[at] as number) >> 7) ^ flip) & WALL
}

/** Takes the marks away again. */
function removeMarks(fill: Fill): void {
  const { covered, coveredWords, width, height } = fill
  for (let row = 0; row < height; row += 1) {
    if (fill.isReady[row] === 0) continue
    const end = (row + 1) * width
    let at = row * width
    const count = Math.min(end >> 2, coveredWords.length)
    for (; at < end && ((at & 3) !== 0 || at >> 2 >= count); at += 1)
      if (covered[at] === WALL) covered[at] = 0
    for (let word = at >> 2; word < count; word += 1) {
      const four = coveredWords[word] as number
      if (four !== 0 && four !== -1) coveredWords[word] = Math.imul((four >>> 7) & FOUR_WALLS, 255)
      at += 4
    }
    for (; at < end; at += 1) if (covered[at] === WALL) covered[at] = 0
  }
}

function addBorder(fill: Fill, at: number): void {
  if (fill.covered[at] === 255) return
  fill.covered[at] = 255
  if (fill.data[at] === fill.peak) return
  fill.ridge[fill.ridgeLength] = at
  fill.ridgeLength += 1
}

/** Up to this many pixels searching for whole words is slower. */
const SHORT = 8

/** Covers open pixels from `at` on, until `end` at most; returns where they end. */
function coverRun({ covered, coveredWords }: Fill, at: number, end: number): number {
  let next = at
  const near = Math.min(end, at + SHORT)
  for (; next < near; next += 1) {
    if (covered[next] !== OPEN) return next
    covered[next] = 255
  }
  for (; next < end && (next & 3) !== 0; next += 1) {
    if (covered[next] !== OPEN) return next
    covered[next] = 255
  }
  const last = Math.min(end >> 2, coveredWords.length)
  for (let word = next >> 2; word < last && coveredWords[word] === 0; word += 1) {
    coveredWords[word] = -1
    next += 4
  }
  for (; next < end && covered[next] === OPEN; next += 1) covered[next] = 255
  return next
}

/** Covers open pixels before `at`, back to `start` at most; returns where they begin. */
function coverBack({ covered }: Fill, at: number, start: number): number {
  let first = at
  for (; first > start && covered[first - 1] === OPEN; first -= 1) covered[first - 1] = 255
  return first
}

/** Continues upwards from the pixels around the open area, as long as there is a higher one. */
function climb(fill: Fill): void {
  const { data, width, height } = fill
  /** Converts values to heights, in either direction. */
  const turn = fill.peak ^ 255
  while (fill.ridgeLength > 0) {
    fill.ridgeLength -= 1
    const at = fill.ridge[fill.ridgeLength] as number
    const column = at % width
    const row = (at - column) / width
    const here = (data[at] as number) ^ turn
    fill.ridge = withRoom(fill.ridge, fill.ridgeLength, 4)
    if (column > 0 && goesUpTo(fill, at - 1, here, turn)) fill.left = Math.min(fill.left, column - 1)
    if (column < width - 1 && goesUpTo(fill, at + 1, here, turn))
      fill.right = Math.max(fill.right, column + 2)
    if (row > 0 && goesUpTo(fill, at - width, here, turn)) fill.top = Math.min(fill.top, row - 1)
    if (row < height - 1 && goesUpTo(fill, at + width, here, turn))
      fill.bottom = Math.max(fill.bottom, row + 2)
  }
}

/** Whether the fill climbs to this pixel from one as high as `here`; if so, it is covered. */
function goesUpTo(fill: Fill, at: number, here: number, turn: number): boolean {
  if (fill.covered[at] === 255 || ((fill.data[at] as number) ^ turn) <= here) return false
  fill.covered[at] = 255
  fill.ridge[fill.ridgeLength] = at
  fill.ridgeLength += 1
  return true
}
