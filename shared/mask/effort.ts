import { decodePoints } from './points.ts'
import type { BrushStep, PaintStep } from './painting.ts'
import { toPixels } from './painting.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** The most pixels that may be looked at for one mask: some half a minute's work. No hand paints as much. */
export const MOST_EFFORT = 4e9

/** How many pixels have to be looked at to draw these steps, roughly: known before any work is done. */
export function effortOf(steps: readonly PaintStep[], size: Size): number {
  const area = size.width * size.height
  return steps.reduce((sum, step) => sum + (step.tool === 'brush' ? strokeEffort(step, size) : 8 * area), 0)
}

function strokeEffort(step: BrushStep, size: Size): number {
  const { points, pressure } = step
  const width = toPixels(step.size, size) + 1
  const area = size.width * size.height
  const decoded = decodePoints(pressure === undefined ? { points } : { points, pressure }) ?? []
  let effort = 0
  decoded.forEach((point, index) => {
    const before = decoded[index - 1] ?? point
    const dx = toPixels(point.x - before.x, size)
    const dy = toPixels(point.y - before.y, size)
    effort += Math.min(area, (Math.sqrt(dx * dx + dy * dy) + width) * width)
  })
  return effort
}
