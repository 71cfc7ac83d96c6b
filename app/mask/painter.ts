import type { Ink } from '#shared/mask/compose.ts'
import type { Grey, Rect } from '#shared/mask/grey.ts'
import { around, cut, NOWHERE, paste, wholeOf } from '#shared/mask/grey.ts'
import type { LiveStroke } from '#shared/mask/liveStroke.ts'
import { startStroke } from '#shared/mask/liveStroke.ts'
import type { PaintStep } from '#shared/mask/painting.ts'
import type { MaskCanvas, PaintSources } from '#shared/mask/rasterise.ts'
import { createMaskCanvas } from '#shared/mask/rasterise.ts'
import type { Dab } from '#shared/mask/simplify.ts'

/** A step that was done or undone, with the pixels on its other side; without them it is drawn from the beginning. */
interface Entry {
  readonly step: PaintStep
  readonly rect: Rect
  readonly pixels: Uint8Array | null
}

export interface PainterOptions {
  /** In which the mask is drawn while it is painted: no larger than can be painted on without waiting. */
  readonly width: number
  readonly height: number
  readonly steps: readonly PaintStep[]
  /** What it starts from; asked for each time, because it may become known later. */
  readonly sources: () => PaintSources
  /** Told which pixels have changed. */
  readonly onChange: (rect: Rect) => void
  /** Told when another step was done or undone. */
  readonly onStep: () => void
}

/** A mask under the brush: its steps, each of which can be undone, and its pixels as they are now. */
export interface Painter {
  readonly mask: Grey
  steps(): readonly PaintStep[]
  canUndo(): boolean
  canRedo(): boolean
  do(step: PaintStep): void
  /** Answers with the step that was undone, or null. */
  undo(): PaintStep | null
  redo(): PaintStep | null
  /** Other steps in the place of all that were done; these are what can be undone then. */
  replace(steps: readonly PaintStep[]): void
  /** Begins a stroke that is seen as it goes; it is no step until `finish`. */
  begin(hardness: number, ink: Ink): void
  extend(dabs: readonly Dab[]): void
  /** Takes the stroke that was seen away, and does `step` in its place; without one, nothing. */
  finish(step: PaintStep | null): void
}

/** Bytes of pixels that are remembered for undoing. What is beyond is drawn replayed when it is undone. */
const MAX_BYTES = 192 * 2 ** 20

export function createPainter(options: PainterOptions): Painter {
  const { width, height, sources, onChange, onStep } = options
  const canvas: MaskCanvas = createMaskCanvas(width, height, sources)
  const done: Entry[] = []
  let undone: Entry[] = []
  let live: LiveStroke | null = null

  const apply = (step: PaintStep): Entry => {
    const before = canvas.mask.data.slice()
    const rect = canvas.apply(step, done.length)
    return { step, rect, pixels: cut({ ...canvas.mask, data: before }, rect) }
  }

  /** Draws everything replayed, in place. */
  const replay = (steps: readonly PaintStep[]): void => {
    const replayed = createMaskCanvas(width, height, sources)
    steps.forEach((step, turn) => replayed.apply(step, turn))
    canvas.mask.data.set(replayed.mask.data)
    onChange(wholeOf(canvas.mask))
  }

  /** Lets the pixels of the oldest steps go where there are too many. */
  const forget = (): void => {
    let bytes = 0
    for (let at = done.length - 1; at >= 0; at -= 1) {
      const entry = done[at]
      if (entry === undefined || entry.pixels === null) continue
      bytes += entry.pixels.length
      if (bytes > MAX_BYTES) done[at] = { ...entry, pixels: null }
    }
  }

  /** Swaps the pixels of a step with those on its other side. */
  const turn = ({ step, rect, pixels }: Entry): Entry => {
    const now = cut(canvas.mask, rect)
    if (pixels !== null) paste(canvas.mask, rect, pixels)
    onChange(rect)
    return { step, rect, pixels: now }
  }

  const doStep = (step: PaintStep): Rect => {
    const entry = apply(step)
    done.push(entry)
    undone = []
    forget()
    return entry.rect
  }

  for (const step of options.steps) {
    canvas.apply(step, done.length)
    done.push({ step, rect: NOWHERE, pixels: null })
  }

  return {
    mask: canvas.mask,
    steps: () => done.map(({ step }) => step),
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    do(step) {
      onChange(doStep(step))
      onStep()
    },
    undo() {
      const entry = done.pop()
      if (entry === undefined) return null
      if (entry.pixels !== null) undone.push(turn(entry))
      else {
        replay(done.map(({ step }) => step))
        undone.push(entry)
      }
      onStep()
      return entry.step
    },
    redo() {
      const entry = undone.pop()
      if (entry === undefined) return null
      if (entry.pixels !== null) done.push(turn(entry))
      else {
        const again = apply(entry.step)
        done.push(again)
        onChange(again.rect)
      }
      onStep()
      return entry.step
    },
    replace(steps) {
      done.splice(0, done.length, ...steps.map((step) => ({ step, rect: NOWHERE, pixels: null })))
      undone = []
      replay(steps)
      onStep()
    },
    begin(hardness, ink) {
      live?.remove()
      live = startStroke(canvas, hardness, ink, done.length)
    },
    extend(dabs) {
      if (live !== null) onChange(live.extend(dabs))
    },
    finish(step) {
      if (live === null) return
      const seen = live.remove()
      live = null
      onChange(step === null ? seen : around(seen, doStep(step)))
      if (step !== null) onStep()
    },
  }
}
