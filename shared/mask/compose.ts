import type { Grey, Rect } from './grey.ts'
import { valueAt } from './valueAt.ts'

/** How what is covered changes the mask. */
export interface Ink {
  readonly erase: boolean
  /** From 0 to 100. */
  readonly opacity: number
}

/** One level of the mask, in the units of a change: what is covered (255) times the opacity (100). */
const LEVEL = 25_500

/** Below this a change is small. */
const SMALL = 4 * LEVEL

/**
 * What is added to a small change before its fraction is cut off, for the step of this number. Were it half a level each time, the
 * same fraction would be lost, or won, with every stroke, and a faint brush would never fill; this way as many of
 * them count as there should. The golden ratio spreads these parts evenly over any steps that follow each other.
 */
const partFor = (turn: number): number => (turn * 15_761 + LEVEL / 2) % LEVEL

/**
 * Paints what is covered, within `rect`, on `base`, and writes it into `mask`; both may be the same. `turn` is the number of steps
 * that were done before this one. Whole numbers only, so that it comes out the same everywhere.
 */
export function compose(
  base: Grey,
  mask: Grey,
  coverage: Grey,
  rect: Rect,
  { erase, opacity }: Ink,
  turn: number,
): void {
  const { width } = mask
  const part = partFor(turn)
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const end = y * width + rect.right
    for (let at = y * width + rect.left; at < end; at += 1) {
      const before = valueAt(base.data, at)
      const covered = valueAt(coverage.data, at)
      if (covered === 0) mask.data[at] = before
      else {
        const room = erase ? before : 255 - before
        const exact = room * covered * opacity
        const change = Math.floor((exact + (exact < SMALL ? part : LEVEL / 2)) / LEVEL)
        mask.data[at] = erase ? before - change : before + change
      }
    }
  }
}

/** Makes a coverage empty again where it was used. */
export function wipe({ width, data }: Grey, { left, top, right, bottom }: Rect): void {
  for (let y = top; y < bottom; y += 1) data.fill(0, y * width + left, y * width + right)
}
