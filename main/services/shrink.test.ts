import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Media } from '#shared/ports/value.ts'
import { shrink } from './shrink.ts'

/** Noise, which no encoding makes small without a loss. */
async function noise(side: number, channels: 1 | 3 = 3): Promise<Uint8Array> {
  let seed = 1
  const data = Uint8Array.from({ length: side * side * channels }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed >>> 24
  })
  return new Uint8Array(
    await sharp(data, { raw: { width: side, height: side, channels } })
      .png()
      .toBuffer(),
  )
}

const mediaOf = (bytes: Uint8Array, side: number, media: Media['media'] = 'image'): Media => ({
  media,
  sha256: 'a'.repeat(64),
  mime: 'image/png',
  bytes: bytes.length,
  width: side,
  height: side,
})

test('a picture is encoded anew in its own size where that is enough', async () => {
  const png = await noise(256)
  const small = await shrink(mediaOf(png, 256), png, png.length - 1000)
  const { width, height, format } = await sharp(small?.bytes).metadata()
  expect({ width, height, format }).toEqual({ width: 256, height: 256, format: 'webp' })
  expect(small?.bytes.length).toBeLessThan(png.length - 1000)
})

test('else it is scaled, to half at the least; what is still too large is not sent', async () => {
  const png = await noise(256)
  const small = await shrink(mediaOf(png, 256), png, 20_000)
  expect((await sharp(small?.bytes).metadata()).width).toBe(128)
  expect(await shrink(mediaOf(png, 256), png, 500)).toBeNull()
})

test('a mask keeps every value', async () => {
  const half = new Uint8Array(
    await sharp(
      Uint8Array.from({ length: 64 * 64 }, (_, at) => (at % 64 < 32 ? 0 : 200)),
      {
        raw: { width: 64, height: 64, channels: 1 },
      },
    )
      .png({ compressionLevel: 0 })
      .toBuffer(),
  )
  const small = await shrink(mediaOf(half, 64, 'mask'), half, 2000)
  const { data, info } = await sharp(small?.bytes).raw().toBuffer({ resolveWithObject: true })
  const first = Array.from({ length: 64 }, (_, x) => data[x * info.channels])
  expect(first).toEqual(Array.from({ length: 64 }, (_, x) => (x < 32 ? 0 : 200)))
})
