import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Rect } from '#shared/mask/grey.ts'
import { around, NOWHERE, wholeOf } from '#shared/mask/grey.ts'
import type { PaintedPicture, Painting, PaintStep } from '#shared/mask/painting.ts'
import { PAINTING_CAPS, toUnits } from '#shared/mask/painting.ts'
import type { PaintSources } from '#shared/mask/rasterise.ts'
import { brushStore, tints } from './brushSettings.ts'
import { describeStep } from './describeStep.ts'
import type { Gesture, Outline } from './gesture.ts'
import { createGesture } from './gesture.ts'
import { loadAlpha } from './loadPicture.ts'
import type { Painter } from './painter.ts'
import { createPainter } from './painter.ts'
import { encodePreview } from '../state/mask/preview.ts'
import { drawPane } from './drawPane.ts'
import { createTintLayer } from './tintLayer.ts'
import type { Extent, Spot, Viewpoint } from './viewpoint.ts'
import { fitView } from './viewpoint.ts'

export interface SessionState {
  readonly view: Viewpoint
  readonly pane: Extent
  readonly outline: Outline | null
  /** Where the brush is, in pixels of the picture; null while it is elsewhere. */
  readonly pen: Spot | null
  /** Whether the brush is moved by keys. */
  readonly byKeys: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** For those who hear: what was done last. */
  readonly announcement: string
}

/** One painting in the mask editor, from its opening to Done or Cancel. */
export interface MaskSession {
  readonly picture: PaintedPicture
  /** Whether a mask comes in that the painting starts from. */
  readonly hasStart: boolean
  readonly painter: Painter
  readonly gesture: Gesture
  readonly state: StoreApi<SessionState>
  /** Does a step that covers no part of its own. Amounts in pixels of the picture. */
  whole(step: { tool: 'invert' | 'clear' } | { tool: 'grow' | 'feather'; pixels: number }): void
  /** Begins again with what is transparent, or with the mask that comes in. */
  startFrom(from: 'alpha' | 'mask'): Promise<void>
  announce(text: string): void
  look(view: Viewpoint): void
  /** As it would stand in the file now; the small picture takes a moment to make. */
  painting(how: 'whole' | 'without preview'): Painting
  /** Draws on this canvas from now on; answers with the way to stop. */
  attach(canvas: HTMLCanvasElement): () => void
}

export interface SessionOptions {
  readonly picture: PaintedPicture
  readonly image: ImageBitmap
  readonly steps: readonly PaintStep[]
  readonly sources: PaintSources
  /** Told when there is something new to keep. */
  readonly onStep: () => void
}

export function createSession(options: SessionOptions): MaskSession {
  const { picture, image } = options
  let { sources } = options
  let context: CanvasRenderingContext2D | null = null
  let changed: Rect = NOWHERE
  let everything = true
  let frame = 0
  const layer = createTintLayer(image.width, image.height)
  const pane = { width: 1, height: 1 }
  const state = createStore<SessionState>(() => ({
    view: fitView(picture, pane),
    pane,
    outline: null,
    pen: null,
    byKeys: false,
    canUndo: options.steps.length > 0,
    canRedo: false,
    announcement: '',
  }))

  const draw = (): void => {
    frame = 0
    const settings = brushStore.getState()
    const colour = settings.alone ? tints.white : tints[settings.tint]
    layer.update(painter.mask, changed, colour)
    const { view } = state.getState()
    const content = { picture, image, layer: layer.canvas, view, settings, density: devicePixelRatio }
    if (context !== null) drawPane(context, content, everything ? null : changed)
    changed = NOWHERE
    everything = false
  }
  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw)
  }
  const onChange = (rect: Rect): void => {
    changed = around(changed, rect)
    schedule()
  }
  const drawAll = (): void => {
    everything = true
    schedule()
  }

  const painter = createPainter({
    width: image.width,
    height: image.height,
    steps: options.steps,
    sources: () => sources,
    onChange,
    onStep() {
      state.setState({ canUndo: painter.canUndo(), canRedo: painter.canRedo() })
      options.onStep()
    },
  })
  changed = wholeOf(painter.mask)

  const announce = (announcement: string): void => state.setState({ announcement })
  const room = (): boolean => {
    const steps = painter.steps()
    const characters = steps.reduce((sum, step) => sum + ('points' in step ? step.points.length : 0), 0)
    return steps.length < PAINTING_CAPS.steps && characters < PAINTING_CAPS.points * 0.9
  }
  const gesture = createGesture({
    painter,
    picture,
    settings: () => brushStore.getState(),
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
        const alpha = await loadAlpha(picture)
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
      drawAll()
    },
    painting: (how) => ({
      version: 1,
      picture,
      steps: [...painter.steps()],
      ...(how === 'whole' && { preview: encodePreview(painter.mask) }),
    }),
    attach(canvas) {
      context = canvas.getContext('2d', { alpha: true, desynchronized: false })
      let first = true
      const fitPane = (): void => {
        const { width, height } = canvas.getBoundingClientRect()
        canvas.width = Math.max(1, Math.round(width * devicePixelRatio))
        canvas.height = Math.max(1, Math.round(height * devicePixelRatio))
        const size = { width, height }
        state.setState({ pane: size, ...(first && { view: fitView(picture, size) }) })
        first = false
        everything = true
        cancelAnimationFrame(frame)
        draw()
      }
      const observer = new ResizeObserver(fitPane)
      observer.observe(canvas)
      const unsubscribe = brushStore.subscribe((after, before) => {
        if (after.alone !== before.alone || after.tint !== before.tint) changed = wholeOf(painter.mask)
        if (after.cover !== before.cover || changed !== NOWHERE) drawAll()
      })
      return () => {
        observer.disconnect()
        unsubscribe()
        cancelAnimationFrame(frame)
        frame = 0
        context = null
      }
    },
  }
}
