import type { Rect } from '#shared/mask/grey.ts'
import type { PaintedPicture } from '#shared/mask/painting.ts'
import type { BrushSettings } from './brushSettings.ts'
import type { Viewpoint } from './viewpoint.ts'
import { toPane } from './viewpoint.ts'

/** What the stage shows: the picture, and the mask as a layer over it. */
export interface PaneContent {
  readonly picture: PaintedPicture
  readonly image: ImageBitmap
  readonly layer: OffscreenCanvas
  readonly view: Viewpoint
  readonly settings: Pick<BrushSettings, 'cover' | 'alone'>
  /** Screen pixels per CSS pixel. */
  readonly density: number
}

/** From this scale on, single pixels are visible. */
const SHARP = 3

/**
 * Draws the scene, or only the part where the mask has changed: `rect` in pixels of the layer. A stroke thus costs what
 * it covers, however large picture and screen are.
 */
export function drawPane(context: CanvasRenderingContext2D, content: PaneContent, rect: Rect | null): void {
  const { picture, view, density, image, layer, settings } = content
  const { canvas } = context
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  const [left, top, right, bottom] =
    rect === null ? [0, 0, canvas.width, canvas.height] : onScreen(rect, content)
  context.beginPath()
  context.rect(left, top, right - left, bottom - top)
  context.clip()
  context.clearRect(left, top, right - left, bottom - top)
  const scale = view.scale * density
  context.setTransform(scale, 0, 0, scale, view.x * density, view.y * density)
  context.imageSmoothingEnabled = (scale * picture.width) / image.width < SHARP
  const { width, height } = picture
  if (settings.alone) {
    context.fillStyle = '#000'
    context.fillRect(0, 0, width, height)
  } else context.drawImage(image, 0, 0, width, height)
  context.globalAlpha = settings.alone ? 1 : settings.cover / 100
  context.drawImage(layer, 0, 0, width, height)
  context.restore()
}

/** The screen pixels that show a part of the layer, with the neighbours that smoothing affects. */
function onScreen(
  rect: Rect,
  { picture, layer, view, density }: PaneContent,
): [number, number, number, number] {
  const factor = picture.width / layer.width
  const down = picture.height / layer.height
  const from = toPane(view, { x: (rect.left - 1) * factor, y: (rect.top - 1) * down })
  const to = toPane(view, { x: (rect.right + 1) * factor, y: (rect.bottom + 1) * down })
  return [
    Math.floor(from.x * density) - 1,
    Math.floor(from.y * density) - 1,
    Math.ceil(to.x * density) + 1,
    Math.ceil(to.y * density) + 1,
  ]
}
