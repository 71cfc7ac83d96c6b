import type { Point, Rect } from '../../base/geometry.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** The position of a picture on its stage, in CSS pixels. */
export interface View {
  /** CSS pixels per pixel of the picture. */
  readonly zoom: number
  /** The offset of the picture's middle from the stage's. */
  readonly x: number
  readonly y: number
}

/** The maximum enlargement of a fitted picture, so that small ones are visible. */
const LARGEST_FIT = 2
const LARGEST = 64
const SMALLEST = 0.02
/** The factor of one zoom step of the keys or buttons. */
export const STEP = 1.25

/** The whole picture in the middle. It is enlarged only by whole factors, so that pixels stay exact. */
export function fitView(pane: Size, picture: Size): View {
  const zoom = Math.min(pane.width / picture.width, pane.height / picture.height, LARGEST_FIT)
  return { zoom: zoom > 1 ? Math.floor(zoom) : Math.max(zoom, SMALLEST / 10), x: 0, y: 0 }
}

/** Keeps the picture on its stage: its edges stay outside, or it stays in the middle. */
export function held(view: View, pane: Size, picture: Size): View {
  const room = (side: number, length: number): number => Math.max(0, (length * view.zoom - side) / 2)
  const within = (offset: number, limit: number): number => Math.min(limit, Math.max(-limit, offset))
  return {
    zoom: view.zoom,
    x: within(view.x, room(pane.width, picture.width)) || 0,
    y: within(view.y, room(pane.height, picture.height)) || 0,
  }
}

/** Another zoom that keeps the point under `at`, which is relative to the middle of the stage. */
export function zoomTo(view: View, zoom: number, at: Point, pane: Size, picture: Size): View {
  const least = Math.min(SMALLEST, fitView(pane, picture).zoom)
  const next = Math.min(LARGEST, Math.max(least, zoom))
  const by = next / view.zoom
  return held({ zoom: next, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, pane, picture)
}

export const panBy = (view: View, by: Point, pane: Size, picture: Size): View =>
  held({ ...view, x: view.x + by.x, y: view.y + by.y }, pane, picture)

/** The rectangle of the picture on its stage, from the upper left corner. */
export function frameOf({ zoom, x, y }: View, pane: Size, picture: Size): Rect {
  const width = picture.width * zoom
  const height = picture.height * zoom
  return { x: (pane.width - width) / 2 + x, y: (pane.height - height) / 2 + y, width, height }
}

/** The rectangle of a picture with other proportions within that frame: fitted and centred. */
export function within(frame: Rect, picture: Size): Rect {
  const by = Math.min(frame.width / picture.width, frame.height / picture.height)
  const [width, height] = [picture.width * by, picture.height * by]
  return { x: frame.x + (frame.width - width) / 2, y: frame.y + (frame.height - height) / 2, width, height }
}

/** The zoom factor of a wheel turn. A pinch on a trackpad arrives as a wheel with Ctrl, in small steps. */
export const wheelZoom = (delta: number, pinch: boolean): number =>
  Math.exp(-Math.max(-200, Math.min(200, delta)) * (pinch ? 0.01 : 0.002))

/** The position of the slider after a key, from 0 to 1; null if the key does not move it. */
export function slideBy(at: number, key: string, large: boolean): number | null {
  const step = large ? 0.1 : 0.02
  const to: Readonly<Record<string, number>> = {
    ArrowLeft: at - step,
    ArrowDown: at - step,
    ArrowRight: at + step,
    ArrowUp: at + step,
    PageDown: at - 0.1,
    PageUp: at + 0.1,
    Home: 0,
    End: 1,
  }
  const next = to[key]
  return next === undefined ? null : Math.min(1, Math.max(0, next))
}
