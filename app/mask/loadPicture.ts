import type { Grey } from '#shared/mask/grey.ts'
import type { PaintedPicture } from '#shared/mask/painting.ts'
import { brightness } from '#nodes/local/pixels/brightness.ts'
import type { Editor } from '../base/editor.ts'
import type { Extent } from './viewpoint.ts'
import { mediaUrl } from '../base/host.ts'

/** The maximum side while painting, in pixels; the mask itself is drawn at the picture's size when it is used. */
const MAX_SIDE = 2048

export function paintedSize({ width, height }: Extent): Extent {
  const factor = Math.min(1, MAX_SIDE / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) }
}

async function decode(editor: Editor, sha256: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = mediaUrl(editor, sha256)
  try {
    await image.decode()
  } catch {
    throw new Error('The picture to paint on cannot be shown. Run its source again.')
  }
  return image
}

/** Loads the picture to paint on. Rejects with a readable error if it cannot be shown. */
export async function loadPicture(editor: Editor, picture: PaintedPicture): Promise<ImageBitmap> {
  const { width, height } = paintedSize(picture)
  return createImageBitmap(await decode(editor, picture.sha256), {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'high',
  })
}

async function readPixels(editor: Editor, sha256: string, { width, height }: Extent): Promise<Uint8Array> {
  const image = await decode(editor, sha256)
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (context === null) throw new Error('This browser is out of memory for painting.')
  context.drawImage(image, 0, 0, width, height)
  return new Uint8Array(context.getImageData(0, 0, width, height).data.buffer)
}

/** The transparent areas of a picture, in white. */
export async function loadAlpha(editor: Editor, picture: PaintedPicture): Promise<Grey> {
  const { width, height } = paintedSize(picture)
  const pixels = await readPixels(editor, picture.sha256, { width, height })
  return {
    width,
    height,
    data: Uint8Array.from({ length: width * height }, (_, at) => 255 - (pixels[4 * at + 3] ?? 0)),
  }
}

/** A mask from the input, scaled to the picture. */
export async function loadMask(editor: Editor, sha256: string, picture: PaintedPicture): Promise<Grey> {
  const { width, height } = paintedSize(picture)
  const { data } = brightness({
    width,
    height,
    channels: 4,
    data: await readPixels(editor, sha256, { width, height }),
  })
  return { width, height, data }
}
