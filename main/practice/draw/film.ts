import { PRACTICE_LABEL } from './encode.ts'
import { fromSamples } from './openPicture.ts'
import type { Pixels, Size } from './pixels.ts'
import { coverPixels } from './pixels.ts'
import type { Random } from './random.ts'
import { keyFrameOf } from './vp8.ts'
import { writeWebm } from './webm.ts'

/** The length of a film. */
export interface FilmOrder {
  /** More than 0. */
  readonly seconds: number
  /** Frames per second. */
  readonly fps: number
}

/** The longest side of a film, in pixels: a practice film is a sketch. */
const MAX_SIDE = 480
/** A film with more frames is shown with fewer of them a second, not shorter. */
const MAX_FRAMES = 240
/** How far the view moves in: at the end it shows this share of the picture. */
const CLOSEST = 0.84

/** Width and height of a film of a picture: no larger than it, and even, as codecs want them. */
export function filmSize({ width, height }: Size): Size {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height))
  const even = (pixels: number): number => Math.max(16, 2 * Math.round((pixels * scale) / 2))
  return { width: even(width), height: even(height) }
}

/** The number of frames of a film, at least 2. */
export const frameCount = ({ seconds, fps }: FilmOrder): number =>
  Math.min(MAX_FRAMES, Math.max(2, Math.round(seconds * fps)))

/** A film of a picture: the view moves slowly into it, to a place that `random` decides. The same bytes for the same picture. */
export async function shootFilm(
  picture: Pixels,
  order: FilmOrder,
  random: Random,
): Promise<{ readonly bytes: Buffer } & Size> {
  const size = filmSize(picture)
  // Twice as large, so that the view moves by half a pixel.
  const source = await coverPixels(picture, { width: size.width * 2, height: size.height * 2 })
  const target = { x: random.between(0.2, 0.8), y: random.between(0.2, 0.8) }
  const count = frameCount(order)
  const frames: Uint8Array[] = []
  for (let at = 0; at < count; at += 1) {
    const share = 1 - ((1 - CLOSEST) * at) / (count - 1)
    const [width, height] = [Math.round(source.width * share), Math.round(source.height * share)]
    const webp = await fromSamples(source.data, source)
      .extract({
        left: Math.round((source.width - width) * target.x),
        top: Math.round((source.height - height) * target.y),
        width,
        height,
      })
      .resize(size.width, size.height, { fit: 'fill', kernel: 'linear' })
      .flatten({ background: '#ffffff' })
      .webp({ quality: 70, effort: 0 })
      .toBuffer()
    frames.push(keyFrameOf(webp))
  }
  return { ...size, bytes: writeWebm({ ...size, frames, seconds: order.seconds, title: PRACTICE_LABEL }) }
}
