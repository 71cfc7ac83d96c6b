import sharp from 'sharp'
import { expect, test } from 'vitest'
import { discScene, distance, pixelsOf, pngOf } from '../testing/pictures.ts'
import {
  blend,
  blurPixels,
  blurValues,
  brightness,
  coverPixels,
  decodePicture,
  overlaySvg,
  renderSvg,
  stretchPixels,
} from './pixels.ts'

test('a lossless file is decoded to the pixels it was made of', async () => {
  const scene = discScene(40, 30)
  expect(await decodePicture(await pngOf(scene))).toEqual({ ...scene, data: Buffer.from(scene.data) })
})

test('a picture on its side is set upright', async () => {
  const lying = await sharp(await pngOf(discScene(40, 30)))
    .withExif({ IFD0: {} })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  expect(await decodePicture(lying)).toMatchObject({ width: 30, height: 40 })
})

test.each([
  ['a file that breaks off', async () => (await pngOf(discScene(200, 200))).subarray(0, 300), 'vipspng'],
  ['a text', () => Promise.resolve(Buffer.from('no picture')), 'unsupported image format'],
])('%s is not decoded', async (_name, bytes, words) => {
  await expect(decodePicture(await bytes())).rejects.toThrow(words)
})

test('an SVG is drawn at its own size', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"><rect width="3" height="2" fill="#010203"/></svg>'
  const drawn = await renderSvg(svg)
  expect({ ...drawn, data: Array.from(drawn.data.subarray(0, 4)) }).toEqual({
    width: 3,
    height: 2,
    data: [1, 2, 3, 255],
  })
})

test('covering a size keeps the middle; the same size is left alone', async () => {
  const scene = discScene(80, 40)
  expect(await coverPixels(scene, scene)).toBe(scene)
  expect(await coverPixels(scene, { width: 40, height: 40 })).toMatchObject({ width: 40, height: 40 })
})

test('stretching does not make open what was shut', async () => {
  const mask = pixelsOf(40, 10, (x) => (x < 20 ? [0, 0, 0] : [255, 255, 255]))
  const wide = await stretchPixels(mask, { width: 400, height: 100 })
  const left = brightness(wide).filter((_, index) => index % 400 < 190)
  expect(Math.max(...left)).toBe(0)
})

test('a wide blur and a narrow one are both soft, of the same size and mean', async () => {
  const scene = discScene(160, 120)
  for (const sigma of [1, 12]) {
    const soft = await blurPixels(scene, sigma)
    const flat = pixelsOf(160, 120, () => [0, 0, 0])
    expect(Math.abs(distance(soft, flat) - distance(scene, flat))).toBeLessThan(2)
  }
  const values = await blurValues(
    Uint8Array.from({ length: 64 * 64 }, (_, at) => (at % 64 < 32 ? 0 : 255)),
    { width: 64, height: 64 },
    4,
  )
  expect(values.length).toBe(64 * 64)
  expect(values[32 * 64 + 32]).toBeGreaterThan(90)
  expect(values[32 * 64 + 32]).toBeLessThan(170)
})

test('a blend uses the given shares, and 0 is exact', () => {
  const [black, white] = [pixelsOf(3, 1, () => [0, 0, 0]), pixelsOf(3, 1, () => [255, 255, 255])]
  expect([...blend(black, white, (index) => index / 2).data]).toEqual([
    0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255,
  ])
})

test('one drawing is laid over another', async () => {
  const under = pixelsOf(4, 4, () => [10, 10, 10])
  const over =
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="2" height="4" fill="#fff"/></svg>'
  expect(Array.from(brightness(await overlaySvg(under, over)).subarray(0, 4))).toEqual([255, 255, 10, 10])
})
