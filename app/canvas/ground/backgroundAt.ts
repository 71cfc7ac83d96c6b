import type { Viewport } from '@xyflow/react'
import type { Rect } from '../../base/geometry.ts'
import { around, contains } from '../../base/geometry.ts'

/** The gap between dots at 100 %, and the smallest gap on the screen, in pixels. */
const GAP = 24
const LEAST = 16

/** The background begins and ends at a dot at every zoom: at a multiple of every possible gap. */
const STEP = GAP * 256

/** Beyond this width or height, distant nodes are left out: a browser limits the size of a layer. */
const MAX_SIDE = STEP * 40

/** The gap between dots, in the graph's pixels. When zoomed out, every other dot is left out, repeatedly. */
export function gapAt(zoom: number): number {
  let gap = GAP
  while (gap * zoom < LEAST && gap < STEP) gap *= 2
  return gap
}

/** The visible part of the graph in its pixels, for a viewport in pixels of the page. */
export const viewRect = (
  { x, y, zoom }: Viewport,
  size: { readonly width: number; readonly height: number },
): Rect => ({ x: -x / zoom, y: -y / zoom, width: size.width / zoom, height: size.height / zoom })

/**
 * The extent of the background: all nodes and the view, with as much again around the view, so that it is rarely
 * painted again. Returns the previous extent while it still covers them.
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
