import type { PaintedPicture, PaintStep } from '#shared/mask/painting.ts'
import { toPixels } from '#shared/mask/painting.ts'
import { encodePoints, FARTHEST, FULL_PRESSURE, MAX_POINTS, UNIT } from '#shared/mask/points.ts'
import { simplify } from '#shared/mask/simplify.ts'
import type { BrushSettings } from './brushSettings.ts'
import type { Spot } from './viewpoint.ts'

/** The position of the pen, in pixels of the picture, and its pressure: 1 is the full width of the brush. */
export interface PenSpot extends Spot {
  readonly pressure: number
}

/** The input from down to up. */
export interface Drawn {
  readonly picture: PaintedPicture
  readonly settings: BrushSettings
  readonly trail: readonly PenSpot[]
  /** The corner of a shape opposite to the start of the trail. */
  readonly end: Spot
  /** The maximum distance between the stored line and the drawn one, in pixels of the picture. */
  readonly tolerance: number
}

/** The step of a gesture, as the file stores it; null if too little was drawn. */
export function stepOf(drawn: Drawn): PaintStep | null {
  const { picture, settings, trail, end } = drawn
  const [from] = trail
  if (from === undefined) return null
  const across = (x: number): number => toUnitsOf(x, picture.width)
  const down = (y: number): number => toUnitsOf(y, picture.height)
  switch (settings.tool) {
    case 'brush': {
      const { size, hardness } = settings
      return { tool: 'brush', ...ink(settings), size, hardness, ...encodeTrail(drawn) }
    }
    case 'lasso':
      return trail.length < 3 ? null : { tool: 'lasso', ...ink(settings), points: encodeTrail(drawn).points }
    case 'rectangle':
    case 'ellipse': {
      if (Math.abs(end.x - from.x) < 0.5 || Math.abs(end.y - from.y) < 0.5) return null
      const box: [number, number, number, number] = [across(from.x), down(from.y), across(end.x), down(end.y)]
      return { tool: settings.tool, ...ink(settings), box }
    }
    case 'fill':
      return { tool: 'fill', ...ink(settings), at: [across(from.x), down(from.y)] }
  }
}

/** The trail without redundant points. */
function encodeTrail({ picture, settings, trail, ...drawn }: Drawn) {
  const width = settings.tool === 'brush' ? toPixels(settings.size, picture) : 0
  const points = trail.map((spot) => ({ ...spot, radius: (width * spot.pressure) / 2 }))
  let { tolerance } = drawn
  let few = simplify(points, tolerance)
  while (few.length > MAX_POINTS) few = simplify(few, (tolerance *= 2))
  return encodePoints(
    few.map(({ x, y, pressure }) => ({
      x: toUnitsOf(x, picture.width),
      y: toUnitsOf(y, picture.height),
      pressure: Math.round(pressure * FULL_PRESSURE),
    })),
  )
}

const ink = ({ erase, opacity }: BrushSettings) => ({
  ...(erase && { erase: true }),
  ...(opacity !== 100 && { opacity }),
})

/** Pixels as fractions of the side on which they are. */
const toUnitsOf = (pixels: number, side: number): number =>
  Math.round(Math.min(FARTHEST, Math.max(-FARTHEST, (pixels * UNIT) / side)))
