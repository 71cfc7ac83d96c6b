import { expect, test } from 'vitest'
import sharp from 'sharp'
import type { Picture } from './media.ts'
import { colour, drawStripes, paintInside } from './pictures.ts'
import { samplePicture } from './samples.ts'

const pixelsOf = (bytes: Buffer) => sharp(bytes).raw().toBuffer()

test.each([
  [1024, 768, 'png'],
  [257, 1536, 'jpeg'],
  [576, 1024, 'webp'],
] as const)('draws exactly %i × %i as %s', async (width, height, format) => {
  const bytes = await drawStripes({ width, height, format, key: 'a' })
  expect(await sharp(bytes).metadata()).toMatchObject({ width, height, format })
})

test('the same key draws the same bytes, another key another colour', async () => {
  const wanted = { width: 40, height: 40, format: 'png', key: 'a' } as const
  const once = await drawStripes(wanted)
  expect(await drawStripes(wanted)).toEqual(once)
  expect(await drawStripes({ ...wanted, key: 'b' })).not.toEqual(once)
})

test('paints where the mask is white, and leaves every other pixel exactly as it was', async () => {
  const [width, height] = [64, 48]
  const noise = { type: 'gaussian', mean: 120, sigma: 50 } as const
  const image: Picture = {
    bytes: await sharp({ create: { width, height, channels: 3, background: 'black', noise } })
      .png()
      .toBuffer(),
    width,
    height,
  }
  const white = await samplePicture('png', { width: 10, height: 12, background: 'white' })
  const mask: Picture = {
    bytes: await sharp({ create: { width, height, channels: 3, background: 'black' } })
      .composite([{ input: white, left: 20, top: 5 }])
      .png()
      .toBuffer(),
    width,
    height,
  }
  const before = await pixelsOf(image.bytes)
  const after = await pixelsOf(await paintInside(image, mask, { width, height, format: 'png', key: 'a' }))
  const expected = Buffer.from(before)
  for (let y = 5; y < 17; y += 1) {
    for (let x = 20; x < 30; x += 1) expected.set(colour('a'), (y * width + x) * 3)
  }
  expect(after.equals(expected)).toBe(true)
  expect(after.equals(before)).toBe(false)
})
