import type { Viewport } from '#shared/document/workflow.ts'
import type { Rect } from '../../base/geometry.ts'

/** What a viewport says of the view; a file may add more to it. */
export type View = Pick<Viewport, 'x' | 'y' | 'zoom'>

/** The margin around what is framed, as a fraction of the free area's sides, and its bounds in pixels. */
const MARGIN = { fraction: 0.05, min: 16, max: 64 }

const marginOf = (side: number): number =>
  Math.min(MARGIN.max, Math.max(MARGIN.min, Math.round(side * MARGIN.fraction)))

/** An area without the margin that what is framed in it keeps. */
export function withMargin({ x, y, width, height }: Rect): Rect {
  const across = marginOf(width)
  const down = marginOf(height)
  return { x: x + across, y: y + down, width: width - 2 * across, height: height - 2 * down }
}

/** Where something on the canvas lies in the pane. */
export const onPane = ({ x, y, zoom }: View, box: Rect): Rect => ({
  x: x + box.x * zoom,
  y: y + box.y * zoom,
  width: box.width * zoom,
  height: box.height * zoom,
})

/** The largest zoom at which a box fits into an area of the pane. */
export const zoomToFit = (box: Rect, area: Rect): number =>
  Math.min(area.width / Math.max(1, box.width), area.height / Math.max(1, box.height))

/** The view in which a box lies in the middle of an area of the pane, whole, however small it becomes. */
export function fitInto(box: Rect, area: Rect, maxZoom = 1): View {
  const zoom = Math.min(maxZoom, zoomToFit(box, area))
  return {
    x: area.x + area.width / 2 - (box.x + box.width / 2) * zoom,
    y: area.y + area.height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  }
}

/** The nearest view with this zoom in which a box lies in the area; of a larger box, its upper left corner does. */
export function panInto(view: View, box: Rect, area: Rect): View {
  const there = onPane(view, box)
  return {
    ...view,
    x: view.x + shift(there.x, there.width, area.x, area.width),
    y: view.y + shift(there.y, there.height, area.y, area.height),
  }
}

function shift(start: number, size: number, from: number, room: number): number {
  if (size > room || start < from) return from - start
  return Math.min(0, from + room - (start + size))
}

/** Differences that nobody sees, in pixels and as a fraction of the zoom: a stored view is rounded. */
const SAME = { pixels: 1, zoom: 0.002 }

export const isSameView = (one: View, other: View): boolean =>
  Math.abs(one.x - other.x) <= SAME.pixels &&
  Math.abs(one.y - other.y) <= SAME.pixels &&
  Math.abs(one.zoom - other.zoom) <= SAME.zoom * other.zoom
