import type { Rect } from '#shared/mask/grey.ts'
import { cut, NOWHERE, paste, wholeOf } from '#shared/mask/grey.ts'
import type { PaintStep } from '#shared/mask/painting.ts'
import type { MaskCanvas, PaintSources } from '#shared/mask/rasterise.ts'
import { createMaskCanvas } from '#shared/mask/rasterise.ts'

/** A step that was done or undone, with the pixels on its other side; without them it is drawn from the beginning. */
interface Entry {
  readonly step: PaintStep
  readonly rect: Rect
  readonly pixels: Uint8Array | null
}

export interface HistoryOptions {
  /** The mask that the steps are drawn on; nothing is drawn on it yet. */
  readonly canvas: MaskCanvas
  /** What was done before: drawn at once, and undone as all else. */
  readonly steps: readonly PaintStep[]
  readonly sources: () => PaintSources
}

/** The steps of a mask that were done and undone. What draws answers with the pixels that have changed. */
export interface History {
  steps(): readonly PaintStep[]
  canUndo(): boolean
  canRedo(): boolean
  do(step: PaintStep): Rect
  undo(): HistoryMove | null
  redo(): HistoryMove | null
  /** Other steps in the place of all that were done; these are what can be undone then. */
  replace(steps: readonly PaintStep[]): Rect
}

export interface HistoryMove {
  readonly step: PaintStep
  readonly rect: Rect
}

/** Bytes of pixels that are remembered for undoing. What is beyond is drawn replayed when it is undone. */
const MAX_BYTES = 192 * 2 ** 20

export function createHistory({ canvas, steps, sources }: HistoryOptions): History {
  const done: Entry[] = []
  let undone: Entry[] = []

  const apply = (step: PaintStep): Entry => {
    const before = canvas.mask.data.slice()
    const rect = canvas.apply(step, done.length)
    return { step, rect, pixels: cut({ ...canvas.mask, data: before }, rect) }
  }

  /** Draws everything replayed, in place. */
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

/** Lets the pixels of the oldest entries go where there are too many. */
function forgetOldest(entries: Entry[]): void {
  let bytes = 0
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const entry = entries[at]
    if (entry === undefined || entry.pixels === null) continue
    bytes += entry.pixels.length
    if (bytes > MAX_BYTES) entries[at] = { ...entry, pixels: null }
  }
}
