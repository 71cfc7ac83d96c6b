import { drawSegment } from './brush.ts'
import type { Ink } from './compose.ts'
import { compose, wipe } from './compose.ts'
import type { Grey, Rect } from './grey.ts'
import { around, NOWHERE } from './grey.ts'
import type { MaskCanvas } from './rasterise.ts'
import type { Dab } from './simplify.ts'

/** A stroke while it is drawn: each new point costs no more than the stretch to it. */
export interface LiveStroke {
  /** Goes on to these points, and answers with the pixels that changed. */
  extend(dabs: readonly Dab[]): Rect
  /** Takes the stroke from the mask again, and answers with the pixels that changed. */
  remove(): Rect
}

/**
 * Begins a stroke on a canvas where `turn` steps were done; there is one at a time. What it draws is what the whole stroke would
 * draw at once.
 */
export function startStroke(
  { mask, coverage }: MaskCanvas,
  hardness: number,
  ink: Ink,
  turn: number,
): LiveStroke {
  const base: Grey = { ...mask, data: mask.data.slice() }
  let drawn: Rect = NOWHERE
  let last: Dab | null = null
  return {
    extend(dabs) {
      let changed: Rect = NOWHERE
      for (const dab of dabs) {
        const rect = drawSegment(coverage, last ?? dab, dab, hardness)
        compose(base, mask, coverage, rect, ink, turn)
        changed = around(changed, rect)
        last = dab
      }
      drawn = around(drawn, changed)
      return changed
    },
    remove() {
      for (let y = drawn.top; y < drawn.bottom; y += 1) {
        const row = y * mask.width
        mask.data.set(base.data.subarray(row + drawn.left, row + drawn.right), row + drawn.left)
      }
      wipe(coverage, drawn)
      return drawn
    },
  }
}
