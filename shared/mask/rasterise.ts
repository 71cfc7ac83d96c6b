import { AppError } from '../errors.ts'
import type { ProgressOptions } from '../picture/filter/progress.ts'
import { forward } from '../picture/filter/progress.ts'
import { drawStroke } from './brush.ts'
import { compose, wipe } from './compose.ts'
import { checkEffort, effortOfStep } from './effort.ts'
import { feather } from './feather.ts'
import { drawFill } from './fill.ts'
import type { Grey, Rect } from './grey.ts'
import { around, createGrey, isNowhere, NOWHERE, wholeOf } from './grey.ts'
import { grow } from './grow.ts'
import { invert } from './invert.ts'
import { drawLasso } from './lasso.ts'
import type { CoverStep, PaintStep } from './painting.ts'
import { isCover, toPixels } from './painting.ts'
import { decodePoints, UNIT } from './points.ts'
import { scaleGrey } from './scaleGrey.ts'
import { drawEllipse, drawRectangle } from './shapes.ts'
import type { Dab } from './simplify.ts'

/** What a painting can start from. Each may have a size of its own. */
export interface PaintSources {
  /** Transparent areas in the picture, white. */
  readonly alpha?: Grey | undefined
  /** The incoming mask: the painting starts from it. */
  readonly mask?: Grey | undefined
}

/** A mask that is being drawn, step by step. */
export interface MaskCanvas {
  readonly mask: Grey
  /** An empty sheet of the same size for live strokes; it must be left empty. */
  readonly coverage: Grey
  /**
   * Applies a step after `turn` others, and returns the pixels that may have changed. Reports progress if it is long
   * work.
   */
  apply(step: PaintStep, turn: number, options?: ProgressOptions): Rect
}

/** A canvas of any size: the steps scale with it. What it starts from is requested on first use. */
export function createMaskCanvas(
  width: number,
  height: number,
  sources: () => PaintSources = () => ({}),
): MaskCanvas {
  const mask = createGrey(width, height)
  const coverage = createGrey(width, height)
  const start = (from: Grey | undefined): void => {
    if (from === undefined) mask.data.fill(0)
    else mask.data.set(scaleGrey(from, width, height).data)
  }
  start(sources().mask)

  function applyWhole(step: Exclude<PaintStep, CoverStep>, options?: ProgressOptions): void {
    switch (step.tool) {
      case 'invert':
        return invert(mask)
      case 'clear':
        return start(undefined)
      case 'grow':
        return grow(mask, toPixels(step.by, mask), options)
      case 'feather':
        return feather(mask, toPixels(step.by, mask), options)
      case 'start':
        return start(sources()[step.from])
    }
  }

  return {
    mask,
    coverage,
    apply(step, turn, options) {
      if (!isCover(step)) {
        applyWhole(step, options)
        return wholeOf(mask)
      }
      const rect = cover(step, coverage, mask)
      if (isNowhere(rect)) return NOWHERE
      const ink = { erase: step.erase === true, opacity: step.opacity ?? 100 }
      compose(mask, mask, coverage, rect, ink, turn)
      wipe(coverage, rect)
      return rect
    },
  }
}

/** Draws the coverage of a step on an empty sheet. */
function cover(step: CoverStep, coverage: Grey, mask: Grey): Rect {
  const { width, height } = coverage
  const across = (units: number): number => (units * width) / UNIT
  const down = (units: number): number => (units * height) / UNIT
  switch (step.tool) {
    case 'brush':
      return drawStroke(coverage, dabsOf(step, mask), step.hardness / 100).reduce(around, NOWHERE)
    case 'lasso':
      return drawLasso(coverage, dabsOf({ ...step, size: 1 }, mask))
    case 'rectangle':
    case 'ellipse': {
      const [left, top, right, bottom] = step.box
      const box = { left: across(left), top: down(top), right: across(right), bottom: down(bottom) }
      return step.tool === 'rectangle' ? drawRectangle(coverage, box) : drawEllipse(coverage, box)
    }
    case 'fill':
      return drawFill(coverage, mask, across(step.at[0]), down(step.at[1]), step.erase === true)
  }
}

interface Stroke {
  readonly size: number
  readonly points: string
  readonly pressure?: string | undefined
}

/** The points of a stroke in pixels of a picture of this size. */
export function dabsOf({ size, points, pressure }: Stroke, picture: Pick<Grey, 'width' | 'height'>): Dab[] {
  const { width, height } = picture
  const decoded = decodePoints(pressure === undefined ? { points } : { points, pressure }) ?? []
  const radius = toPixels(size, picture) / 2
  return decoded.map((point) => ({
    x: (point.x * width) / UNIT,
    y: (point.y * height) / UNIT,
    radius: (radius * point.pressure) / 255,
  }))
}

/**
 * A painting in the size of a picture: one byte per pixel, rows from the top, white where the picture is to be redrawn.
 * The same steps give the same bytes on every machine. Throws `input.invalid` if that would take far longer than
 * anything painted by hand. Reports progress by the work of its steps.
 */
export function rasterise(
  { steps }: { readonly steps: readonly PaintStep[] },
  width: number,
  height: number,
  sources: PaintSources = {},
  options: ProgressOptions = {},
): Uint8Array {
  const why = checkEffort(steps, { width, height })
  if (why !== null) throw new AppError('input.invalid', `The painted mask ${why}.`)
  const canvas = createMaskCanvas(width, height, () => sources)
  const efforts = steps.map((step) => effortOfStep(step, { width, height }))
  const all = efforts.reduce((sum, effort) => sum + effort, 0) || 1
  const onPainted = forward(options.onProgress)
  let done = 0
  steps.forEach((step, turn) => {
    const effort = efforts[turn] ?? 0
    canvas.apply(step, turn, { onProgress: (fraction) => onPainted((done + fraction * effort) / all) })
    done += effort
    onPainted(done / all)
  })
  return canvas.mask.data
}
