import type { PaintedPicture, Painting, PaintStep } from './painting.ts'
import { decodePoints, encodePoints, FARTHEST } from './points.ts'

/** What is known about the incoming picture; for one that is only named, just its hash. */
export interface IncomingPicture {
  readonly sha256: string
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** Whether a mask still belongs to the picture it was painted on. */
export type Binding = 'same' | 'other' | 'other size'

export function bindingOf({ picture }: Painting, incoming: IncomingPicture): Binding {
  if (picture.sha256 === incoming.sha256) return 'same'
  const { width = picture.width, height = picture.height } = incoming
  return width === picture.width && height === picture.height ? 'other' : 'other size'
}

/** The same mask scaled to another picture: the middle stays the middle. */
export const refit = (painting: Painting, picture: PaintedPicture): Painting => ({ ...painting, picture })

/** The same mask on another picture, pixel by pixel from the upper left corner. */
export function keepPositions(painting: Painting, picture: PaintedPicture): Painting {
  const before = painting.picture
  const x = scaler(before.width / picture.width)
  const y = scaler(before.height / picture.height)
  const length = scaler(Math.max(before.width, before.height) / Math.max(picture.width, picture.height))
  const { preview: _, ...rest } = painting
  return { ...rest, picture, steps: painting.steps.map((step) => scaleStep(step, x, y, length)) }
}

type Scale = (units: number) => number

const scaler =
  (factor: number): Scale =>
  (units) =>
    Math.min(FARTHEST, Math.max(-FARTHEST, Math.round(units * factor)))

function scaleStep(step: PaintStep, x: Scale, y: Scale, length: Scale): PaintStep {
  switch (step.tool) {
    case 'brush':
      return { ...scalePoints(step, x, y), size: Math.max(1, length(step.size)) }
    case 'lasso':
      return scalePoints(step, x, y)
    case 'rectangle':
    case 'ellipse': {
      const [left, top, right, bottom] = step.box
      return { ...step, box: [x(left), y(top), x(right), y(bottom)] }
    }
    case 'fill':
      return { ...step, at: [x(step.at[0]), y(step.at[1])] }
    case 'grow':
      return { ...step, by: length(step.by) }
    case 'feather':
      return { ...step, by: Math.max(1, length(step.by)) }
    case 'invert':
    case 'clear':
    case 'start':
      return step
  }
}

function scalePoints<S extends { points: string }>(step: S, x: Scale, y: Scale): S {
  const points = decodePoints({ points: step.points }) ?? []
  const moved = points.map((point) => ({ ...point, x: x(point.x), y: y(point.y) }))
  return { ...step, points: encodePoints(moved).points }
}
