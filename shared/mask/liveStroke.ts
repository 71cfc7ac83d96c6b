import { drawSegment } from './brush.ts'
import type { Ink } from './compose.ts'
import { compose, wipe } from './compose.ts'
import type { Grey, Rect } from './grey.ts'
import { around, NOWHERE } from './grey.ts'
import type { MaskCanvas } from './rasterise.ts'
import type { Dab } from './simplify.ts'

/** A stroke while it is drawn: each new point costs only the segment to it. */
export interface LiveStroke {
  /** Continues to these points, and returns the changed pixels. */
  extend(dabs: readonly Dab[]): Rect
  /** Removes the stroke from the mask, and returns the changed pixels. */
  remove(): Rect
}

/**
 * Begins a stroke on a canvas on which `turn` steps were done; there is one at a time. It draws exactly what the whole
 * stroke would draw at once.
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
