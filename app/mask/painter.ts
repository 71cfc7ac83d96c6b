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
