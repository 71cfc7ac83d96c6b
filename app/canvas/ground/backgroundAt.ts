import type { Viewport } from '@xyflow/react'
import type { Rect } from '../../base/geometry.ts'
import { around, contains } from '../../base/geometry.ts'

/** Between dots at 100 %, and the least there may be on the screen, in pixels. */
const GAP = 24
const LEAST = 16

/** The ground begins and ends where dots do, however far these are apart: a multiple of every gap there can be. */
const STEP = GAP * 256

/** Wider or higher than this, what lies far away is left out: a browser cannot have a layer of any size. */
const MAX_SIDE = STEP * 40

/** How far the dots are apart, in the graph's pixels. From afar every other one is left out, again and again. */
export function gapAt(zoom: number): number {
  let gap = GAP
  while (gap * zoom < LEAST && gap < STEP) gap *= 2
  return gap
}

/** The part of the graph that is in view, in the graph's pixels, for a view of these pixels of the page. */
export const viewRect = (
  { x, y, zoom }: Viewport,
  size: { readonly width: number; readonly height: number },
): Rect => ({ x: -x / zoom, y: -y / zoom, width: size.width / zoom, height: size.height / zoom })

/**
 * What the ground covers: all nodes and the view, and as much again around the view, so that it is seldom drawn again. The
 * ground there was is kept while it still covers them.
 */
export function backgroundAt(before: Rect | null, nodes: Rect | null, view: Rect): Rect {
  const wanted = coarse([view, ...(nodes === null ? [] : [nodes])])
  const needed = wanted.width > MAX_SIDE || wanted.height > MAX_SIDE ? view : wanted
  if (before !== null && contains(before, needed)) return before
  const wide = {
    x: view.x - view.width,
    y: view.y - view.height,
    width: 3 * view.width,
    height: 3 * view.height,
  }
  return coarse([wide, needed])
}

function coarse(rects: readonly Rect[]): Rect {
  const all = around(rects) ?? { x: 0, y: 0, width: 0, height: 0 }
  const x = Math.floor(all.x / STEP) * STEP
  const y = Math.floor(all.y / STEP) * STEP
  return {
    x,
    y,
    width: Math.ceil((all.x + all.width) / STEP) * STEP - x,
    height: Math.ceil((all.y + all.height) / STEP) * STEP - y,
  }
}
