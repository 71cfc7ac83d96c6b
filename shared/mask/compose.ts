import type { Grey, Rect } from './grey.ts'
import { valueAt } from './valueAt.ts'

/** How what is covered changes the mask. */
export interface Ink {
  readonly erase: boolean
  /** From 0 to 100. */
  readonly opacity: number
}

/**
 * Paints what is covered, within `rect`, on `base`, and writes it into `mask`; both may be the same. Whole numbers only, so
 * that it comes out the same everywhere.
 */
export function compose(base: Grey, mask: Grey, coverage: Grey, rect: Rect, { erase, opacity }: Ink): void {
  const { width } = mask
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const end = y * width + rect.right
    for (let at = y * width + rect.left; at < end; at += 1) {
      const before = valueAt(base.data, at)
      const covered = valueAt(coverage.data, at)
      if (covered === 0) mask.data[at] = before
      else {
        const share = covered * opacity
        const room = erase ? before : 255 - before
        const change = Math.floor((room * share + 12_750) / 25_500)
        mask.data[at] = erase ? before - change : before + change
      }
    }
  }
}

/** Makes a coverage empty again where it was used. */
export function wipe({ width, data }: Grey, { left, top, right, bottom }: Rect): void {
  for (let y = top; y < bottom; y += 1) data.fill(0, y * width + left, y * width + right)
}
