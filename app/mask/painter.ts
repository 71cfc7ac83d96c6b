import type { Ink } from '#shared/mask/compose.ts'
import type { Grey, Rect } from '#shared/mask/grey.ts'
import { around } from '#shared/mask/grey.ts'
import type { LiveStroke } from '#shared/mask/liveStroke.ts'
import { startStroke } from '#shared/mask/liveStroke.ts'
import type { PaintStep } from '#shared/mask/painting.ts'
import type { PaintSources } from '#shared/mask/rasterise.ts'
import { createMaskCanvas } from '#shared/mask/rasterise.ts'
import type { Dab } from '#shared/mask/simplify.ts'
import type { HistoryMove } from './history.ts'
import { createHistory } from './history.ts'

export interface PainterOptions {
  /** The size in which the mask is drawn while painting: small enough to paint without delay. */
  readonly width: number
  readonly height: number
  readonly steps: readonly PaintStep[]
  /** The start of the mask; a function, because it may become known later. */
  readonly sources: () => PaintSources
  /** Called with the pixels that have changed. */
  readonly onChange: (rect: Rect) => void
  /** Called when a step is done or undone. */
  readonly onStep: () => void
}

/** A mask that is being painted: its steps, each of which can be undone, and its current pixels. */
export interface Painter {
  readonly mask: Grey
  steps(): readonly PaintStep[]
  canUndo(): boolean
  canRedo(): boolean
  do(step: PaintStep): void
  /** Returns the step that was undone, or null. */
  undo(): PaintStep | null
  redo(): PaintStep | null
  /** Replaces all steps; the new ones can be undone. */
  replace(steps: readonly PaintStep[]): void
  /** Begins a stroke that is shown while it is drawn; it is no step until `finish`. */
  begin(hardness: number, ink: Ink): void
  extend(dabs: readonly Dab[]): void
  /** Removes the stroke that was shown and does `step` in its place, or nothing without one. */
  finish(step: PaintStep | null): void
}

export function createPainter(options: PainterOptions): Painter {
  const { width, height, steps, sources, onChange, onStep } = options
  const canvas = createMaskCanvas(width, height, sources)
  const history = createHistory({ canvas, steps, sources })
  let live: LiveStroke | null = null

  const report = (rect: Rect): void => {
    onChange(rect)
    onStep()
  }
  const reportMove = (move: HistoryMove | null): PaintStep | null => {
    if (move === null) return null
    report(move.rect)
    return move.step
  }

  return {
    mask: canvas.mask,
    steps: history.steps,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    do: (step) => report(history.do(step)),
    undo: () => reportMove(history.undo()),
    redo: () => reportMove(history.redo()),
    replace: (steps) => report(history.replace(steps)),
    begin(hardness, ink) {
      live?.remove()
      live = startStroke(canvas, hardness, ink, history.steps().length)
    },
    extend(dabs) {
      if (live !== null) onChange(live.extend(dabs))
    },
    finish(step) {
      if (live === null) return
      const seen = live.remove()
      live = null
      if (step === null) onChange(seen)
      else report(around(seen, history.do(step)))
    },
  }
}
