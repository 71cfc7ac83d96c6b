import type { Rect } from '../../base/geometry.ts'
import { contains } from '../../base/geometry.ts'
import type { View } from './viewport.ts'
import { fitInto, onPane, withMargin } from './viewport.ts'

export interface FirstViewFacts {
  /** All nodes as they are, and with room for pictures to come; null on an empty canvas. */
  readonly box: Rect | null
  readonly roomyBox: Rect | null
  /** The view that the file has. */
  readonly saved: View | null
  /** The pane, the panels over it, and the part of it that stays free; in pixels, relative to the pane. */
  readonly pane: Rect
  readonly panels: readonly Rect[]
  readonly area: Rect
}

/**
 * The view with which a workflow opens, and whether it frames everything: that of its file, unless a panel that is open
 * now would cover nodes that were all in view.
 */
export function firstView({ box, roomyBox, saved, pane, panels, area }: FirstViewFacts): {
  readonly view: View
  readonly isFramed: boolean
} {
  // On an empty canvas the first node must stay where it is placed.
  if (box === null || roomyBox === null) return { view: saved ?? { x: 0, y: 0, zoom: 1 }, isFramed: false }
  if (saved !== null) {
    const there = onPane(saved, box)
    const showsAll = contains(pane, there)
    if (!showsAll || !panels.some((panel) => isOver(panel, there)))
      return { view: { x: saved.x, y: saved.y, zoom: saved.zoom }, isFramed: false }
  }
  return { view: fitInto(roomyBox, withMargin(area), Math.min(1, saved?.zoom ?? 1)), isFramed: true }
}

const isOver = (panel: Rect, box: Rect): boolean =>
  panel.x < box.x + box.width &&
  box.x < panel.x + panel.width &&
  panel.y < box.y + box.height &&
  box.y < panel.y + panel.height
