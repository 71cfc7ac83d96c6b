import type { StoreApi } from 'zustand/vanilla'
import type { PaintedPicture, Painting, PaintStep } from '#shared/mask/painting.ts'
import { PAINTING_CAPS, toUnits } from '#shared/mask/painting.ts'
import type { PaintSources } from '#shared/mask/rasterise.ts'
import type { Editor } from '../base/editor.ts'
import { brushStore } from './brushSettings.ts'
import type { Gesture } from './gesture.ts'
import { createGesture } from './gesture.ts'
import { loadAlpha } from './loadPicture.ts'
import type { Painter } from './painter.ts'
import { createPainter } from './painter.ts'
import { encodePreview } from '../state/mask/preview.ts'
import { createSessionCanvas } from './sessionCanvas.ts'
import type { SessionState } from './sessionState.ts'
import { createSessionState } from './sessionState.ts'
import type { Viewpoint } from './viewpoint.ts'

/** One painting in the mask editor, from its opening to Done or Cancel. */
export interface MaskSession {
  readonly picture: PaintedPicture
  /** Whether the painting starts from an incoming mask. */
  readonly hasStart: boolean
  readonly painter: Painter
  readonly gesture: Gesture
  readonly state: StoreApi<SessionState>
  /** Does a step on the whole mask. Amounts in pixels of the picture. */
  whole(step: { tool: 'invert' | 'clear' } | { tool: 'grow' | 'feather'; pixels: number }): void
  /** Starts again from the transparency of the picture or from the incoming mask. */
  startFrom(from: 'alpha' | 'mask'): Promise<void>
  announce(text: string): void
  look(view: Viewpoint): void
  /** The value for the file; rendering its preview takes a moment. */
  painting(how: 'whole' | 'without preview'): Painting
  /** Draws on this canvas from now on; returns a function that stops it. */
  attach(canvas: HTMLCanvasElement): () => void
}

export interface SessionOptions {
  readonly picture: PaintedPicture
  readonly image: ImageBitmap
  readonly steps: readonly PaintStep[]
  readonly sources: PaintSources
  /** Called when there is something new to save. */
  readonly onStep: () => void
}

export function createSession(editor: Editor, options: SessionOptions): MaskSession {
  const { picture, image } = options
  let { sources } = options
  const state = createSessionState(picture, options.steps.length > 0)
  const canvas = createSessionCanvas(editor, { picture, image, mask: () => painter.mask, state })
  const painter = createPainter({
    width: image.width,
    height: image.height,
    steps: options.steps,
    sources: () => sources,
    onChange: canvas.draw,
    onStep() {
      state.setState({ canUndo: painter.canUndo(), canRedo: painter.canRedo() })
      options.onStep()
    },
  })

  const announce = (announcement: string): void => state.setState({ announcement })
  const room = (): boolean => {
    const steps = painter.steps()
    const characters = steps.reduce((sum, step) => sum + ('points' in step ? step.points.length : 0), 0)
    return steps.length < PAINTING_CAPS.steps && characters < PAINTING_CAPS.points * 0.9
  }
  const gesture = createGesture({
    painter,
    picture,
    settings: () => editor.get(brushStore).getState(),
    tolerance: () => Math.max(0.25, 0.3 / state.getState().view.scale),
    onOutline: (outline) => state.setState({ outline }),
    onStep: (step) =>
      announce(room() ? describeStep(step) : 'The mask is full: undo or clear something before you go on.'),
  })

  return {
    picture,
    hasStart: sources.mask !== undefined,
    painter,
    gesture: {
      ...gesture,
      down: (spot, erase) => {
        if (room()) gesture.down(spot, erase)
        else announce('The mask is full: undo or clear something before you go on.')
      },
    },
    state,
    whole(step) {
      const units = 'pixels' in step ? toUnits(step.pixels, picture) : 0
      const done: PaintStep =
        step.tool === 'grow' || step.tool === 'feather' ? { tool: step.tool, by: units } : { tool: step.tool }
      painter.do(done)
      announce(describeStep(done))
    },
    async startFrom(from) {
      if (from === 'alpha' && sources.alpha === undefined) {
        const alpha = await loadAlpha(editor, picture)
        if (alpha.data.every((value) => value === 0))
          return announce('Nothing in this picture is transparent.')
        sources = { ...sources, alpha }
      }
      const step = { tool: 'start', from } as const
      painter.do(step)
      announce(describeStep(step))
    },
    announce,
    look(view) {
      state.setState({ view })
      canvas.drawAll()
    },
    painting: (how) => ({
      version: 1,
      picture,
      steps: [...painter.steps()],
      ...(how === 'whole' && { preview: encodePreview(painter.mask) }),
    }),
    attach: canvas.attach,
  }
}

/** Describes a step for screen readers. */
function describeStep(step: PaintStep): string {
  switch (step.tool) {
    case 'brush':
      return step.erase === true ? 'Erased a stroke.' : 'Painted a stroke.'
    case 'rectangle':
    case 'ellipse':
    case 'lasso':
      return `${step.erase === true ? 'Erased' : 'Painted'} ${step.tool === 'ellipse' ? 'an' : 'a'} ${step.tool}.`
    case 'fill':
      return step.erase === true ? 'Erased outside the shape.' : 'Filled outside the shape.'
    case 'invert':
      return 'Inverted.'
    case 'clear':
      return 'Cleared.'
    case 'grow':
      return step.by < 0 ? 'Made smaller.' : 'Made larger.'
    case 'feather':
      return 'Softened the edges.'
    case 'start':
      return step.from === 'alpha' ? 'Started from the transparent areas.' : 'Started from the incoming mask.'
  }
}
