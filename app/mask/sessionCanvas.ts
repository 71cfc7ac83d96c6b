import type { StoreApi } from 'zustand/vanilla'
import type { Grey, Rect } from '#shared/mask/grey.ts'
import { around, NOWHERE, wholeOf } from '#shared/mask/grey.ts'
import type { PaintedPicture } from '#shared/mask/painting.ts'
import type { Editor } from '../base/editor.ts'
import { brushStore, tints } from './brushSettings.ts'
import { drawPane } from './drawPane.ts'
import type { SessionState } from './sessionState.ts'
import { createTintLayer } from './tintLayer.ts'
import { fitView } from './viewpoint.ts'

export interface SessionCanvasOptions {
  readonly picture: PaintedPicture
  readonly image: ImageBitmap
  /** As large as `image`. */
  readonly mask: () => Grey
  readonly state: StoreApi<SessionState>
}

/** Draws picture and mask on a canvas, at most once per frame, and only the changed parts. */
export interface SessionCanvas {
  /** These pixels of the mask have changed. */
  draw(rect: Rect): void
  drawAll(): void
  /** Draws on this canvas from now on; returns a function that stops it. */
  attach(canvas: HTMLCanvasElement): () => void
}

export function createSessionCanvas(
  editor: Editor,
  { picture, image, mask, state }: SessionCanvasOptions,
): SessionCanvas {
  let context: CanvasRenderingContext2D | null = null
  let changed: Rect = wholeOf(image)
  let everything = true
  let frame = 0
  const layer = createTintLayer(image.width, image.height)

  const drawNow = (): void => {
    frame = 0
    const settings = editor.get(brushStore).getState()
    const colour = settings.alone ? tints.white : tints[settings.tint]
    layer.update(mask(), changed, colour)
    const { view } = state.getState()
    const content = { picture, image, layer: layer.canvas, view, settings, density: devicePixelRatio }
    if (context !== null) drawPane(context, content, everything ? null : changed)
    changed = NOWHERE
    everything = false
  }
  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(drawNow)
  }
  const drawAll = (): void => {
    everything = true
    schedule()
  }

  return {
    draw(rect) {
      changed = around(changed, rect)
      schedule()
    },
    drawAll,
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
        drawNow()
      }
      const observer = new ResizeObserver(fitPane)
      observer.observe(canvas)
      const unsubscribe = editor.get(brushStore).subscribe((after, before) => {
        if (after.alone !== before.alone || after.tint !== before.tint) changed = wholeOf(mask())
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
