/** A position, in any kind of pixels. */
export interface Spot {
  readonly x: number
  readonly y: number
}

export interface Extent {
  readonly width: number
  readonly height: number
}

/**
 * The position of a picture on the stage: `scale` is stage pixels per picture pixel, `x` and `y` are its upper left
 * corner.
 */
export interface Viewpoint {
  readonly x: number
  readonly y: number
  readonly scale: number
}

const LEAST_SCALE = 0.02
const MAX_SCALE = 32
/** The margin between a fitted picture and the edge of the stage. */
const MARGIN = 24

/** The whole picture in the middle of the stage, at most at its own size. */
export function fitView(picture: Extent, pane: Extent): Viewpoint {
  const scale = clamp(
    Math.min(1, (pane.width - 2 * MARGIN) / picture.width, (pane.height - 2 * MARGIN) / picture.height),
  )
  return {
    scale,
    x: (pane.width - picture.width * scale) / 2,
    y: (pane.height - picture.height * scale) / 2,
  }
}

/** Zooms around a point of the stage. */
export function zoomAt({ x, y, scale }: Viewpoint, spot: Spot, factor: number): Viewpoint {
  const next = clamp(scale * factor)
  const ratio = next / scale
  return { scale: next, x: spot.x - (spot.x - x) * ratio, y: spot.y - (spot.y - y) * ratio }
}

export const panBy = (view: Viewpoint, dx: number, dy: number): Viewpoint => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
})

/** Two fingers have moved: the same points of the picture stay under them. */
export function pinch(
  view: Viewpoint,
  before: readonly [Spot, Spot],
  after: readonly [Spot, Spot],
): Viewpoint {
  const from = middle(before)
  const to = middle(after)
  const zoomed = zoomAt(view, from, distance(after) / Math.max(1, distance(before)))
  return panBy(zoomed, to.x - from.x, to.y - from.y)
}

/** Moves the view as little as needed to show a point of the picture. */
export function reveal(view: Viewpoint, spot: Spot, pane: Extent): Viewpoint {
  const at = toPane(view, spot)
  const offsetIn = (position: number, size: number): number =>
    position < MARGIN ? MARGIN - position : position > size - MARGIN ? size - MARGIN - position : 0
  return panBy(view, offsetIn(at.x, pane.width), offsetIn(at.y, pane.height))
}

export const toPicture = ({ x, y, scale }: Viewpoint, spot: Spot): Spot => ({
  x: (spot.x - x) / scale,
  y: (spot.y - y) / scale,
})

export const toPane = ({ x, y, scale }: Viewpoint, spot: Spot): Spot => ({
  x: spot.x * scale + x,
  y: spot.y * scale + y,
})

const clamp = (scale: number): number => Math.min(MAX_SCALE, Math.max(LEAST_SCALE, scale))
const middle = ([a, b]: readonly [Spot, Spot]): Spot => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
const distance = ([a, b]: readonly [Spot, Spot]): number => Math.hypot(a.x - b.x, a.y - b.y)
