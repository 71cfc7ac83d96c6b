import type { Point } from '../../base/geometry.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** How many widths are tried at most. */
const TRIES = 64

/**
 * Arranges boxes in rows, in their order, so that all of them are seen as large as possible in a window of these
 * proportions. Returns their positions, from 0.
 */
export function pack(boxes: readonly Size[], gap: number, proportions: Size): readonly Point[] {
  const widest = Math.max(0, ...boxes.map(({ width }) => width))
  const all = boxes.reduce((sum, { width }) => sum + width + gap, 0)
  let best: { readonly at: readonly Point[]; readonly scale: number } | null = null
  for (let step = 0; step <= TRIES; step++) {
    const limit = widest * (Math.max(all, 1) / Math.max(widest, 1)) ** (step / TRIES)
    const { at, width, height } = inRows(boxes, gap, limit)
    const scale = Math.min(proportions.width / Math.max(1, width), proportions.height / Math.max(1, height))
    if (best === null || scale > best.scale) best = { at, scale }
  }
  return best?.at ?? []
}

function inRows(
  boxes: readonly Size[],
  gap: number,
  limit: number,
): Size & { readonly at: readonly Point[] } {
  let [x, y, row, width] = [0, 0, 0, 0]
  const at = boxes.map((box): Point => {
    if (x > 0 && x + box.width > limit) [x, y, row] = [0, y + row + gap, 0]
    const place = { x, y }
    row = Math.max(row, box.height)
    width = Math.max(width, x + box.width)
    x += box.width + gap
    return place
  })
  return { at, width, height: y + row }
}
