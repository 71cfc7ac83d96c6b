import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Media } from '#shared/ports/value.ts'
import { preparePicture } from './preparePicture.ts'

/** Noise, which no lossless encoding makes small. */
const noise = (channels: 3 | 4): Sharp => {
  let seed = 1
  const data = Uint8Array.from({ length: 128 * 128 * channels }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed >>> 24
  })
  return sharp(data, { raw: { width: 128, height: 128, channels } })
}

const mediaOf = (bytes: Uint8Array, mime: string): Media => ({
  media: 'image',
  sha256: 'a'.repeat(64),
  mime,
  bytes: bytes.length,
})

const prepare = async (source: Buffer, mime: string, maxBytes: number) => {
  const bytes = new Uint8Array(source)
  const { copy, isPlain } = await preparePicture(mediaOf(bytes, mime), bytes, { fit: null, maxBytes })
  return { isPlain, mime: copy?.mime, bytes: copy?.bytes ?? new Uint8Array() }
}

test('a rotated photo stays a JPEG, and loses more only if it would be too large', async () => {
  const photo = await noise(3).jpeg({ quality: 90 }).withMetadata({ orientation: 6 }).toBuffer()
  const best = await prepare(photo, 'image/jpeg', Infinity)
  expect({ isPlain: best.isPlain, mime: best.mime }).toEqual({ isPlain: false, mime: 'image/jpeg' })
  const maxBytes = best.bytes.length - 1
  const less = await prepare(photo, 'image/jpeg', maxBytes)
  expect([less.mime, less.bytes.length <= maxBytes, less.bytes.length > maxBytes / 4]).toEqual([
    'image/jpeg',
    true,
    true,
  ])
})

test('a lossless picture is sent losslessly, as WebP if it is too large as PNG', async () => {
  const drawn = noise(4).png().withMetadata({ orientation: 3 })
  const png = await prepare(await drawn.toBuffer(), 'image/png', Infinity)
  const webp = await prepare(await drawn.toBuffer(), 'image/png', png.bytes.length - 1)
  expect([png.mime, webp.mime]).toEqual(['image/png', 'image/webp'])
  // With the colour of transparent pixels: a model may be asked to paint over it.
  const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer()
  expect(await pixels(webp.bytes)).toEqual(await pixels(png.bytes))
})

test('a picture that cannot be decoded is named by its asset', async () => {
  const bytes = new Uint8Array(Buffer.from('no picture'))
  const prepared = preparePicture(mediaOf(bytes, 'image/png'), bytes, { fit: null, maxBytes: Infinity })
  await expect(prepared).rejects.toMatchObject({ code: 'picture.broken' })
})
