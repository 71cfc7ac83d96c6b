import type { Grey, Rect } from './grey.ts'
import { wordsOf } from './words.ts'

/** How coverage changes the mask. */
export interface Ink {
  readonly erase: boolean
  /** From 0 to 100. */
  readonly opacity: number
}

/** One level of the mask, in the units of a change: full coverage (255) times full opacity (100). */
const LEVEL = 25_500

/** Below this a change is small. */
const SMALL = 4 * LEVEL

/**
 * Added to a small change before its fraction is cut off, per step number. With half a level each time, the same
 * fraction would be lost, or gained, with every stroke, and a faint brush would never fill; this way the right share of
 * them counts. The golden ratio spreads these parts evenly over any consecutive steps.
 */
const partFor = (turn: number): number => (turn * 15_761 + LEVEL / 2) % LEVEL

/**
 * Paints the coverage, within `rect`, on `base`, and writes it into `mask`; both may be the same. `turn` is the number
 * of steps done before this one. Integers only, so that the result is the same everywhere.
 */
export function compose(base: Grey, mask: Grey, coverage: Grey, rect: Rect, ink: Ink, turn: number): void {
  const { width } = mask
  const sheets = { base: base.data, mask: mask.data, coverage: coverage.data }
  const words = { base: wordsOf(base.data), mask: wordsOf(mask.data), coverage: wordsOf(coverage.data) }
  const count = Math.min(words.base.length, words.mask.length, words.coverage.length)
  const part = partFor(turn)
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const start = y * width + rect.left
    const end = y * width + rect.right
    const first = (start + 3) >> 2
    const last = Math.min(end >> 2, count)
    if (first >= last) composePixels(sheets, start, end, ink, part)
    else {
      composePixels(sheets, start, 4 * first, ink, part)
      composeWords(sheets, words, first, last, ink, part)
      composePixels(sheets, 4 * last, end, ink, part)
    }
  }
}

// The casts below: `rect` is inside the picture. Bounds checks take several times as long in these loops.

interface Sheets<T> {
  readonly base: T
  readonly mask: T
  readonly coverage: T
}

function composePixels(
  { base, mask, coverage }: Sheets<Uint8Array>,
  start: number,
  end: number,
  { erase, opacity }: Ink,
  part: number,
): void {
  for (let at = start; at < end; at += 1) {
    const before = base[at] as number
    const covered = coverage[at] as number
    if (covered === 0) mask[at] = before
    else {
      const room = erase ? before : 255 - before
      const exact = room * covered * opacity
      const change = Math.floor((exact + (exact < SMALL ? part : LEVEL / 2)) / LEVEL)
      mask[at] = erase ? before - change : before + change
    }
  }
}

/**
 * Four pixels at once if each of them is covered wholly or not at all, and opaquely: the result is then black or white,
 * as by the formula too.
 */
function composeWords(
  sheets: Sheets<Uint8Array>,
  { base, mask, coverage }: Sheets<Int32Array>,
  first: number,
  last: number,
  ink: Ink,
  part: number,
): void {
  const { erase } = ink
  const isOpaque = ink.opacity === 100
  for (let word = first; word < last; word += 1) {
    const covered = coverage[word] as number
    if (covered === -1 && isOpaque) {
      mask[word] = erase ? 0 : -1
      continue
    }
    // One for each of the four that is not even, times 255: the coverage itself if all are 0 or 255.
    if (covered === 0 || (isOpaque && Math.imul(covered & 0x01010101, 255) === covered))
      mask[word] = erase ? (base[word] as number) & ~covered : (base[word] as number) | covered
    else composePixels(sheets, 4 * word, 4 * word + 4, ink, part)
  }
}

/** Clears a coverage where it was used. */
export function wipe({ width, data }: Grey, { left, top, right, bottom }: Rect): void {
  for (let y = top; y < bottom; y += 1) data.fill(0, y * width + left, y * width + right)
}
