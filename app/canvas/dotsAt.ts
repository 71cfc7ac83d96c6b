import type { Viewport } from '@xyflow/react'

/** Between dots at 100 %, and the least there may be in the page, in pixels. */
const GAP = 24
const LEAST = 16
/** How far the layer of the dots reaches beyond the view, to the left and to the top; no gap is wider. */
export const DOTS_BEYOND = 96

/**
 * Where the layer of the dots is moved to, how far its dots are apart and how large they are, in pixels of the page. From
 * afar every other dot is left out, again and again, so that there are never more than can be told apart.
 */
export function dotsAt({ x, y, zoom }: Viewport): {
  readonly x: number
  readonly y: number
  readonly gap: number
  readonly radius: number
} {
  let gap = GAP * zoom
  while (gap < LEAST) gap *= 2
  const radius = Math.min(2, Math.max(0.7, 0.7 * zoom))
  return { x: modulo(x, gap), y: modulo(y, gap), gap, radius }
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by
