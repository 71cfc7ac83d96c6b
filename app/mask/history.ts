import type { Rect } from '#shared/mask/grey.ts'
import { cut, NOWHERE, paste, wholeOf } from '#shared/mask/grey.ts'
import type { PaintStep } from '#shared/mask/painting.ts'
import type { MaskCanvas, PaintSources } from '#shared/mask/rasterise.ts'
import { createMaskCanvas } from '#shared/mask/rasterise.ts'

/** A step that was done or undone, with the pixels of its other side; without them it is redrawn from the beginning. */
interface Entry {
  readonly step: PaintStep
  readonly rect: Rect
  readonly pixels: Uint8Array | null
}

export interface HistoryOptions {
  /** The canvas of the steps, still empty. */
  readonly canvas: MaskCanvas
  /** The earlier steps: drawn at once, and undone like all others. */
  readonly steps: readonly PaintStep[]
  readonly sources: () => PaintSources
}

/** The steps of a mask that were done and undone. Drawing functions return the changed pixels. */
export interface History {
  steps(): readonly PaintStep[]
  canUndo(): boolean
  canRedo(): boolean
  do(step: PaintStep): Rect
  undo(): HistoryMove | null
  redo(): HistoryMove | null
  /** Replaces all steps; the new ones can be undone. */
  replace(steps: readonly PaintStep[]): Rect
}

export interface HistoryMove {
  readonly step: PaintStep
  readonly rect: Rect
}

/** The number of bytes of pixels kept for undo. Steps beyond that are redrawn when they are undone. */
const MAX_BYTES = 192 * 2 ** 20

export function createHistory({ canvas, steps, sources }: HistoryOptions): History {
  const done: Entry[] = []
  let undone: Entry[] = []

  const apply = (step: PaintStep): Entry => {
    const before = canvas.mask.data.slice()
    const rect = canvas.apply(step, done.length)
    return { step, rect, pixels: cut({ ...canvas.mask, data: before }, rect) }
  }

  /** Redraws everything in place. */
  const replay = (): Rect => {
    const { width, height } = canvas.mask
    const replayed = createMaskCanvas(width, height, sources)
    done.forEach(({ step }, turn) => replayed.apply(step, turn))
    canvas.mask.data.set(replayed.mask.data)
    return wholeOf(canvas.mask)
  }

  /** Swaps the pixels of a step with those on its other side. */
  const turn = (entry: Entry, pixels: Uint8Array): Entry => {
    const now = cut(canvas.mask, entry.rect)
    paste(canvas.mask, entry.rect, pixels)
    return { ...entry, pixels: now }
  }

  for (const step of steps) {
    canvas.apply(step, done.length)
    done.push({ step, rect: NOWHERE, pixels: null })
  }

  return {
    steps: () => done.map(({ step }) => step),
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    do(step) {
      const entry = apply(step)
      done.push(entry)
      undone = []
      forgetOldest(done)
      return entry.rect
    },
    undo() {
      const entry = done.pop()
      if (entry === undefined) return null
      const { step, rect, pixels } = entry
      undone.push(pixels === null ? entry : turn(entry, pixels))
      return { step, rect: pixels === null ? replay() : rect }
    },
    redo() {
      const entry = undone.pop()
      if (entry === undefined) return null
      const redone = entry.pixels === null ? apply(entry.step) : turn(entry, entry.pixels)
      done.push(redone)
      return { step: entry.step, rect: redone.rect }
    },
    replace(steps) {
      done.splice(0, done.length, ...steps.map((step) => ({ step, rect: NOWHERE, pixels: null })))
      undone = []
      return replay()
    },
  }
}

/** Drops the pixels of the oldest entries if there are too many. */
function forgetOldest(entries: Entry[]): void {
  let bytes = 0
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const entry = entries[at]
    if (entry === undefined || entry.pixels === null) continue
    bytes += entry.pixels.length
    if (bytes > MAX_BYTES) entries[at] = { ...entry, pixels: null }
  }
}
