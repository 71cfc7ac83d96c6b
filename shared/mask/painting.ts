import { z } from 'zod'
import { Sha256 } from '../ports/value.ts'
import { decodePoints, FARTHEST, UNIT } from './points.ts'
import { parseAs } from '../problems/parseAs.ts'
import { weakMemo } from '../weakMemo.ts'

/** The version of painted masks that this program writes. */
export const PAINTING_VERSION = 1

/** The limits of one painting, so that no workflow grows without bounds and none takes too long to draw. */
export const PAINTING_CAPS = {
  steps: 2000,
  /** Characters of all points together. */
  points: 512 * 1024,
  /** Characters of the preview, in base64. */
  preview: 128 * 1024,
  /** Pixels along a side of the picture that it was painted on. */
  side: 65_535,
} as const

/** A fraction of the width or height of the picture, in units of 1/65536. */
const Coordinate = z.int().min(-FARTHEST).max(FARTHEST)
/** A fraction of the picture's longer side, in the same units. */
const Length = z.int().min(1).max(FARTHEST)
const Percent = z.int().min(0).max(100)
const Encoded = z.string().min(1).max(PAINTING_CAPS.points)

/** Erases instead of painting; absent: false. */
const erase = z.boolean().optional()
/** Absent: 100. */
const opacity = Percent.optional()
const box = z.tuple([Coordinate, Coordinate, Coordinate, Coordinate])

const isDrawn = (stroke: { points: string; pressure?: string | undefined }): boolean => {
  const { points, pressure } = stroke
  return decodePoints(pressure === undefined ? { points } : { points, pressure }) !== null
}
const UNREADABLE = 'has points that cannot be read'

const Brush = z
  .object({
    tool: z.literal('brush'),
    erase,
    opacity,
    /** The full width. */
    size: Length,
    hardness: Percent,
    points: Encoded,
    pressure: Encoded.optional(),
  })
  .refine(isDrawn, UNREADABLE)

const Lasso = z
  .object({ tool: z.literal('lasso'), erase, opacity, points: Encoded })
  .refine(isDrawn, UNREADABLE)

/** One step of a painting. Steps are applied in order, on black or on the mask that the painting starts from. */
export const PaintStep = z.discriminatedUnion('tool', [
  Brush,
  Lasso,
  /** `box`: left, top, right, bottom. */
  z.object({ tool: z.literal('rectangle'), erase, opacity, box }),
  z.object({ tool: z.literal('ellipse'), erase, opacity, box }),
  z.object({ tool: z.literal('fill'), erase, opacity, at: z.tuple([Coordinate, Coordinate]) }),
  z.object({ tool: z.literal('invert') }),
  z.object({ tool: z.literal('clear') }),
  /** Below 0 it shrinks. */
  z.object({ tool: z.literal('grow'), by: Coordinate }),
  z.object({ tool: z.literal('feather'), by: Length }),
  /** Discards everything before: starts again from the transparency of the picture, or from the incoming mask. */
  z.object({ tool: z.literal('start'), from: z.enum(['alpha', 'mask']) }),
])
export type PaintStep = z.infer<typeof PaintStep>

export type BrushStep = Extract<PaintStep, { tool: 'brush' }>
/** Steps that cover a part of the picture, and paint or erase there. */
export type CoverStep = Extract<PaintStep, { tool: 'brush' | 'lasso' | 'rectangle' | 'ellipse' | 'fill' }>

/** The picture that a mask was painted on; sizes in pixels. */
export const PaintedPicture = z.object({
  sha256: Sha256,
  width: z.int().positive().max(PAINTING_CAPS.side),
  height: z.int().positive().max(PAINTING_CAPS.side),
})
export type PaintedPicture = z.infer<typeof PaintedPicture>

const lengthOf = (step: PaintStep): number => ('points' in step ? step.points.length : 0)

/** A painted mask as it is in a workflow: how it was painted, so that it scales with the picture. */
export const Painting = z
  .looseObject({
    version: z.literal(PAINTING_VERSION),
    picture: PaintedPicture,
    steps: z.array(PaintStep).max(PAINTING_CAPS.steps),
    /** A preview of the mask, as a PNG in base64, for programs that only show it: at most 256 pixels along a side. */
    preview: z.string().max(PAINTING_CAPS.preview).optional(),
  })
  .refine(
    ({ steps }) => steps.reduce((sum, step) => sum + lengthOf(step), 0) <= PAINTING_CAPS.points,
    'has more strokes than a workflow may have',
  )
export type Painting = z.infer<typeof Painting>

/** The result of reading one: `why` follows "The painted mask". */
export type ReadPainting =
  | { readonly ok: true; readonly painting: Painting }
  | { readonly ok: false; readonly why: string }

/** Reads a painting from an untrusted workflow value. The same value is read once. */
export const readPainting = (value: unknown): ReadPainting =>
  typeof value === 'object' && value !== null ? parsePainting(value) : { ok: false, why: 'is none' }

const parsePainting = weakMemo((value: object): ReadPainting => {
  if ('version' in value && typeof value.version === 'number' && value.version > PAINTING_VERSION)
    return { ok: false, why: 'was painted with a newer version of this program' }
  const { success, data, error } = parseAs(Painting, value)
  if (success) return { ok: true, painting: data }
  const [issue] = error.issues
  return { ok: false, why: `cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() }
})

/** Whether these steps can leave anything: not if they only erase. A mask that was erased again counts as something. */
export function paintsSomething(steps: readonly PaintStep[]): boolean {
  let something = false
  for (const step of steps)
    if (step.tool === 'clear') something = false
    else if (step.tool === 'invert' || step.tool === 'start') something = true
    else if (isCover(step)) something ||= step.erase !== true && step.opacity !== 0
  return something
}

const COVERS: { readonly [T in CoverStep['tool']]: true } = {
  brush: true,
  lasso: true,
  rectangle: true,
  ellipse: true,
  fill: true,
}

export const isCover = (step: PaintStep): step is CoverStep => Object.hasOwn(COVERS, step.tool)

/** Units of the longer side as pixels of a picture, and back. */
export const toPixels = (units: number, { width, height }: { width: number; height: number }): number =>
  (units * Math.max(width, height)) / UNIT
export const toUnits = (pixels: number, { width, height }: { width: number; height: number }): number =>
  Math.round((pixels * UNIT) / Math.max(width, height))
