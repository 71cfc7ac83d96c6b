import type { PaintStep } from './painting.ts'
import { toPixels } from './painting.ts'
import { decodePoints, UNIT } from './points.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The maximum number of pixels that may be processed for one mask: about two minutes of work. No hand paints as much.
 */
export const MAX_EFFORT = 2e10

/** Pixels to process for a step, approximately: known before any work is done. */
type EffortOf<T extends PaintStep['tool']> = (step: Extract<PaintStep, { tool: T }>, size: Size) => number

/**
 * How often steps on the whole mask process each pixel; measured relative to a brush. Growing takes a tenth of this for
 * hard masks, and up to four times as much for a mask that fades everywhere.
 */
const PASSES = { once: 2, scaled: 12, feather: 30, fill: 40, grow: 60 } as const
/** The work per row for an edge of a lasso, in pixel reads: for visiting an edge, and for a pixel inside. */
const EDGE = 5 * 8
const PASS = 8
const INSIDE = 4

/** Edge visits per row of a lasso, one for each line and edge; more only if the minimum number of lines requires it. */
export const ROW_EDGES = 1024

const areaOf = ({ width, height }: Size): number => width * height
const byArea =
  (passes: number) =>
  (_step: PaintStep, size: Size): number =>
    passes * areaOf(size)

const efforts: { readonly [T in PaintStep['tool']]: EffortOf<T> } = {
  brush({ points, pressure, size: width }, size) {
    const wide = toPixels(width, size) + 1
    let effort = 0
    eachStretch(pressure === undefined ? { points } : { points, pressure }, size, (dx, dy) => {
      effort += Math.min(areaOf(size), (Math.sqrt(dx * dx + dy * dy) + wide) * wide)
    })
    return effort
  },
  lasso({ points }, size) {
    let rows = 0
    // Its end is joined to its start by an edge that is no higher than the picture.
    eachStretch({ points }, size, (_dx, dy) => (rows += Math.min(size.height, Math.abs(dy) + 1)))
    return EDGE * (rows + size.height) + PASS * ROW_EDGES * size.height + INSIDE * areaOf(size)
  },
  rectangle: byArea(PASSES.once * 2),
  ellipse: byArea(PASSES.once * 4),
  fill: byArea(PASSES.fill),
  invert: byArea(PASSES.once),
  clear: byArea(PASSES.once),
  grow: byArea(PASSES.grow),
  feather: byArea(PASSES.feather),
  start: byArea(PASSES.scaled),
}

/** The number of pixels to process for a step. */
// The cast: the table has for each tool the function for its steps.
export const effortOfStep = (step: PaintStep, size: Size): number =>
  (efforts[step.tool] as EffortOf<PaintStep['tool']>)(step, size)

function eachStretch(
  stroke: { readonly points: string; readonly pressure?: string },
  { width, height }: Size,
  visit: (dx: number, dy: number) => void,
): void {
  const points = decodePoints(stroke) ?? []
  points.forEach((point, index) => {
    const before = points[index - 1] ?? point
    visit(((point.x - before.x) * width) / UNIT, ((point.y - before.y) * height) / UNIT)
  })
}

/** The number of pixels to process for these steps. */
export const effortOf = (steps: readonly PaintStep[], size: Size): number =>
  steps.reduce((sum, step) => sum + effortOfStep(step, size), 0)

/**
 * Why these steps are more work than anything painted by hand, with the path, or null: known before any work is done.
 * Follows "The painted mask".
 */
export function checkEffort(steps: readonly PaintStep[], size: Size): string | null {
  const efforts = steps.map((step) => effortOfStep(step, size))
  const all = efforts.reduce((sum, effort) => sum + effort, 0)
  if (all <= MAX_EFFORT) return null
  const worst = efforts.indexOf(efforts.reduce((max, effort) => Math.max(max, effort), 0))
  const times = Math.floor(all / MAX_EFFORT)
  return `is more than ${times === 1 ? '' : `${times} times `}what can be drawn in ${size.width} × ${size.height} pixels: step ${worst + 1} of ${steps.length} (${steps[worst]?.tool}) is the most of it`
}
