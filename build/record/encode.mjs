import sharp from 'sharp'

import { drawPointer, POINTER } from './pointer.mjs'

/**
 * An animated WebP of the frames, in a loop. Frames that look the same become one.
 *
 * @param {readonly import('./film.mjs').Frame[]} frames
 * @param {{ size: { width: number, height: number }, width: number, quality: number }} options The page's size in CSS
 *   pixels, the film's width in pixels, and the encoder's quality (1–100).
 * @returns {Promise<Buffer>}
 */
export async function encode(frames, { size, width, quality }) {
  const scale = width / size.width
  /** @type {Map<Buffer, Promise<Buffer>>} */
  const scaled = new Map()
  /** @param {Buffer} picture */
  const scaleOnce = (picture) => {
    const known = scaled.get(picture)
    if (known !== undefined) return known
    const made = sharp(picture).resize({ width }).removeAlpha().png({ compressionLevel: 1 }).toBuffer()
    scaled.set(picture, made)
    return made
  }
  const drawn = []
  for (const { picture, pointer } of frames) {
    const side = Math.round(POINTER * scale)
    const left = Math.round(pointer.x * scale - side / 2)
    const top = Math.round(pointer.y * scale - side / 2)
    const input = drawPointer(pointer.isDown, scale)
    drawn.push(
      await sharp(await scaleOnce(picture))
        .composite([{ input, left, top }])
        .removeAlpha()
        .png({ compressionLevel: 1 })
        .toBuffer(),
    )
  }
  return sharp(drawn, { join: { animated: true } })
    .webp({
      quality,
      effort: 5,
      loop: 0,
      delay: frames.map(({ ms }) => ms),
      minSize: true,
      smartSubsample: true,
    })
    .toBuffer()
}
