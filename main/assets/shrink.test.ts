import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Media } from '#shared/ports/value.ts'
import { shrink } from './shrink.ts'

/** Noise, which no lossless encoding makes small. */
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

test('a picture is encoded again in its own size if that is enough', async () => {
  const png = await noise(256)
  const small = await shrink(mediaOf(png, 256), png, { bytes: png.length - 1000 })
  const { width, height, format } = await sharp(small?.bytes).metadata()
  expect({ width, height, format }).toEqual({ width: 256, height: 256, format: 'webp' })
  expect(small?.bytes.length).toBeLessThan(png.length - 1000)
})

test('otherwise it is scaled, to half at the least; if still too large it is not sent', async () => {
  const png = await noise(256)
  const small = await shrink(mediaOf(png, 256), png, { bytes: 20_000 })
  expect((await sharp(small?.bytes).metadata()).width).toBe(128)
  expect(await shrink(mediaOf(png, 256), png, { bytes: 500 })).toBeNull()
})

test('a picture of too many pixels is scaled, however few bytes it has', async () => {
  const png = await noise(256)
  const small = await shrink(mediaOf(png, 256), png, { bytes: png.length, pixels: 256 * 256 - 1 })
  expect((await sharp(small?.bytes).metadata()).width).toBe(192)
})

test('hidden colours are still there, in any size', async () => {
  const side = 200
  const data = new Uint8Array(
    await sharp(await noise(side))
      .ensureAlpha(0)
      .raw()
      .toBuffer(),
  )
  const hidden = Uint8Array.from({ length: side * side * 4 }, (_, at) => {
    const column = Math.floor(at / 4) % side
    return column < side / 2 ? ([220, 180, 40, 0][at % 4] ?? 0) : at % 4 === 3 ? 255 : (data[at] ?? 0)
  })
  const raw = { width: side, height: side, channels: 4 } as const
  const png = new Uint8Array(await sharp(hidden, { raw }).png().toBuffer())
  for (const maxBytes of [png.length - 1000, 10_000]) {
    const small = await shrink(mediaOf(png, side), png, { bytes: maxBytes })
    const pixel = await sharp(small?.bytes).raw().toBuffer()
    const apart = [220, 180, 40, 0].map((value, at) => Math.abs(value - (pixel[at] ?? 0)))
    expect([small?.width === side, Math.max(...apart) < 5]).toEqual([maxBytes > 20_000, true])
  }
})

test('in a scaled mask black stays black', async () => {
  const side = 64
  const values = await sharp(await noise(side, 1))
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  const grey = values.map((value, at) => (at % side < 32 ? 0 : value | 128))
  const raw = { width: side, height: side, channels: 1 } as const
  const png = new Uint8Array(await sharp(grey, { raw }).png().toBuffer())
  const small = await shrink(mediaOf(png, side, 'mask'), png, { bytes: 1000 })
  const { data, info } = await sharp(small?.bytes).raw().toBuffer({ resolveWithObject: true })
  expect(info.width).toBe(32)
  const left = [...data].filter((_, at) => Math.floor(at / info.channels) % 32 < 15)
  expect(new Set(left)).toEqual(new Set([0]))
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
  const small = await shrink(mediaOf(half, 64, 'mask'), half, { bytes: 2000 })
  const { data, info } = await sharp(small?.bytes).raw().toBuffer({ resolveWithObject: true })
  const first = Array.from({ length: 64 }, (_, x) => data[x * info.channels])
  expect(first).toEqual(Array.from({ length: 64 }, (_, x) => (x < 32 ? 0 : 200)))
})
