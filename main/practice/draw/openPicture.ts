import { createRequire } from 'node:module'
import type codec from 'sharp'
import type { Sharp, SharpOptions } from 'sharp'

const require = createRequire(import.meta.url)

/** The codec, loaded with the first picture: processes without a practice engine do not wait for it. */
// The cast is sound: these are the package's own types.
const sharp = (): typeof codec => require('sharp') as typeof codec

/**
 * A picture file for sharp, without the texts of a PNG: it would unpack each of them, without a limit, before it reads
 * a pixel. Damaged files are left to it.
 */
export const openPicture = (bytes: Uint8Array, options: SharpOptions): Sharp =>
  sharp()(withoutTexts(bytes), options)

/** A drawing of this engine's own as a picture. */
export const openDrawing = (svg: string): Sharp => sharp()(Buffer.from(svg))

/** Samples, four channels per pixel by default, as a picture. */
export const fromSamples = (
  data: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  channels: 1 | 4 = 4,
): Sharp => sharp()(data, { raw: { width, height, channels } })

const SIGNATURE = '\x89PNG\r\n\x1a\n'
const texts = new Set(['tEXt', 'zTXt', 'iTXt', 'iCCP', 'sPLT'])

function withoutTexts(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.toString('latin1', 0, 8) !== SIGNATURE) return bytes
  const chunks = [file.subarray(0, 8)]
  let [start, from] = [8, 8]
  while (start + 12 <= file.length) {
    const type = file.toString('latin1', start + 4, start + 8)
    const end = Math.min(file.length, start + 12 + file.readUInt32BE(start))
    if (texts.has(type)) {
      chunks.push(file.subarray(from, start))
      from = end
    }
    start = end
  }
  return Buffer.concat([...chunks, file.subarray(from)])
}
