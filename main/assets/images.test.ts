import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mask, picture, pixelsOf, rowsOf } from '#nodes/local/testing/pixels.ts'
import { scaleGrey } from '#shared/mask/scaleGrey.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Images, Pixels } from '#shared/services.ts'
import type { AssetStore } from './assets.ts'
import { createAssets } from './assets.ts'
import { createImages } from './images.ts'

let home: string
let assets: AssetStore
let images: Images
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-images-'))
  assets = createAssets({ home, workflowFolder: home, download: async () => new Uint8Array() })
  images = createImages(assets, home)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const origin = { from: 'node', type: 'local/test' } as const

const raw = ({ width, height, channels, data }: Pixels): Sharp =>
  sharp(data, { raw: { width, height, channels } })

async function put(encoded: Sharp): Promise<Media> {
  return assets.put(new Uint8Array(await encoded.toBuffer()), 'image', { from: 'file', name: 'test' })
}

const colours = picture(['ff0000', '00ff0080'], ['0000ff00', '123456'])

test('a picture is written and read without a change to any byte', async () => {
  const media = await images.write(colours, 'image', origin)
  expect(media).toMatchObject({ media: 'image', mime: 'image/png', width: 2, height: 2 })
  expect(await images.read(media, 4)).toEqual(colours)
  expect(assets.originOf(media.sha256)).toEqual(origin)
})

test('an opaque picture too', async () => {
  const opaque = picture(['ff0000', '00ff00'], ['0000ff', '123456'])
  expect(await images.read(await images.write(opaque, 'image', origin), 4)).toEqual(opaque)
})

test('a mask keeps all 256 values, in either number of channels', async () => {
  const greys = mask(Array.from({ length: 256 }, (_, value) => value))
  const media = await images.write(greys, 'mask', origin)
  expect(media).toMatchObject({ media: 'mask', width: 256, height: 1 })
  expect(await images.read(media, 1)).toEqual(greys)
  const { data } = await images.read(media, 4)
  expect([...data]).toEqual([...greys.data].flatMap((value) => [value, value, value, 255]))
})

test('the same pixels give the same file', async () => {
  const [first, second] = [
    await images.write(colours, 'image', origin),
    await images.write(colours, 'image', origin),
  ]
  expect(second).toEqual(first)
})

test('a picture used as a mask is converted by its brightness, on black', async () => {
  const media = await images.write(colours, 'image', origin)
  expect(rowsOf(await images.read(media, 1))).toEqual([
    [76, 75],
    [0, 46],
  ])
})

test('a photo is upright, whatever its EXIF orientation', async () => {
  const media = await put(
    raw(picture(['ff0000', '0000ff']))
      .png()
      .withMetadata({ orientation: 6 }),
  )
  expect(media).toMatchObject({ width: 1, height: 2 })
  expect(pixelsOf(await images.read(media, 4))).toEqual([['ff0000'], ['0000ff']])
})

test('sixteen bits, palettes, grey with alpha and CMYK come as sRGB with eight bits', async () => {
  const white = picture(['ffffff', 'ffffff'], ['ffffff', 'ffffff'])
  const encodings = [
    raw(white).toColourspace('rgb16').png(),
    raw(white).png({ palette: true }),
    raw(white).toColourspace('b-w').png(),
    raw(white).toColourspace('cmyk').jpeg(),
    raw(white).webp({ lossless: true }),
    raw(white).gif(),
    raw(white).avif({ lossless: true }),
  ]
  for (const encoding of encodings) {
    const media = await put(encoding)
    expect(await images.read(media, 4)).toEqual(white)
    expect(rowsOf(await images.read(media, 1))).toEqual([
      [255, 255],
      [255, 255],
    ])
  }
})

test.each([1, 2, 3, 4] as const)('sixteen bits in %i channels are rounded to eight', async (channels) => {
  const deep = Uint16Array.from({ length: 65_536 * channels }, (_, at) => Math.floor(at / channels))
  const encoded = sharp(deep, { raw: { width: 256, height: 256, channels } })
    .toColourspace(channels < 3 ? 'grey16' : 'rgb16')
    .png()
  const { data } = await images.read(await put(encoded), 4)
  const valueAt = (pixel: number, channel: number): number => {
    const isAlpha = channel === 3
    if (isAlpha && channels % 2 === 1) return 255
    return Math.round(pixel / 257)
  }
  const wrong = [...data.keys()].filter((at) => data[at] !== valueAt(Math.floor(at / 4), at % 4))
  expect([data.length, wrong.slice(0, 5)]).toEqual([65_536 * 4, []])
})

test.each(['srgb', 'p3'] as const)(
  '16-bit pictures with the profile %s have the right colours',
  async (profile) => {
    const bright = picture(['c82828', '28b43c'], ['323cd2', 'dcd23c80'])
    for (const encoded of [
      raw(bright).toColourspace('rgb16').withIccProfile(profile).png(),
      raw(bright).removeAlpha().toColourspace('rgb16').withIccProfile(profile).png(),
      raw(bright).withIccProfile(profile).avif({ bitdepth: 10, lossless: true }),
    ]) {
      const { data } = await images.read(await put(encoded), 4)
      const apart = data.map((value, at) => (at % 4 === 3 ? 0 : Math.abs(value - (bright.data[at] ?? 0))))
      expect(Math.max(...apart)).toBeLessThanOrEqual(2)
    }
  },
)

test('sixteen bits of grey with a profile stay grey', async () => {
  const grey = raw(picture(['808080', '202020']))
    .toColourspace('grey16')
    .withIccProfile('srgb')
    .png()
  const { data } = await images.read(await put(grey), 4)
  expect(new Set(data.subarray(0, 3)).size).toBe(1)
})

test('of an animation the first picture counts', async () => {
  const frames = picture(['ff0000'], ['0000ff'])
  const { data } = await raw(frames).gif().toBuffer({ resolveWithObject: true })
  const animation = sharp(
    [
      data,
      await raw(picture(['00ff00'], ['00ff00']))
        .gif()
        .toBuffer(),
    ],
    {
      join: { animated: true },
    },
  )
  const media = await put(animation.gif())
  expect(media).toMatchObject({ mime: 'image/gif', width: 1, height: 2 })
  expect(pixelsOf(await images.read(media, 4))).toEqual([['ff0000'], ['0000ff']])
})

test('pictures are scaled to exactly the size asked for', async () => {
  const scaled = await images.resize(picture(['ff0000', '0000ff']), { width: 4, height: 3 }, 'nearest')
  const row = ['ff0000', 'ff0000', '0000ff', '0000ff']
  expect(scaled).toEqual(picture(row, row, row))
  expect(await images.resize(mask([10, 10]), { width: 5, height: 1 }, 'smooth')).toEqual(
    mask([10, 10, 10, 10, 10]),
  )
})

test('smooth scaling reports its progress', async () => {
  const fractions: number[] = []
  const size = { width: 4, height: 128 }
  const high = mask(...Array.from({ length: 128 }, () => [0, 255]))
  await images.resize(high, size, 'smooth', undefined, (fraction) => fractions.push(fraction))
  expect(fractions).toEqual([0.5, 1])
})

/** How bright each column of the first row is, away from the ends. */
const firstRow = ({ width, channels, data }: Pixels): readonly number[] =>
  Array.from({ length: width }, (_, x) => data[x * channels] ?? 0)

test.each([2, 3, 4, 8])('a line stays where it was in a picture that is scaled by %d', async (factor) => {
  const columns = Array.from({ length: 100 }, (_, x) => (x === 50 ? 255 : 0))
  const row = columns.map((value) => value.toString(16).padStart(2, '0').repeat(3))
  const size = { width: 100 * factor, height: 1 }
  for (const line of [picture(row), mask(columns)]) {
    const values = firstRow(await images.resize(line, size, 'smooth'))
    const sum = values.reduce((one, other) => one + other)
    const middle = values.reduce((before, value, x) => before + value * (x + 0.5), 0) / sum
    expect(Math.abs(middle - 50.5 * factor)).toBeLessThan(0.01)
  }
})

test('the same pixels scale to the same bytes whatever the processor can do', async () => {
  const data = Uint8Array.from({ length: 40 * 30 * 4 }, (_, at) => (at * at * 7 + at) % 256)
  const noise: Pixels<4> = { width: 40, height: 30, channels: 4, data }
  const scale = () =>
    Promise.all([15, 40, 77].map((width) => images.resize(noise, { width, height: 44 }, 'smooth')))
  const isOn = sharp.simd()
  sharp.simd(true)
  const quick = await scale()
  sharp.simd(false)
  const plain = await scale()
  sharp.simd(isOn)
  expect(quick).toEqual(plain)
})

test.each([3, 8, 30, 128])(
  'colour of alpha %d is the same when it is scaled, and so is hidden colour',
  async (alpha) => {
    const pixel = `0ac85a${alpha.toString(16).padStart(2, '0')}`
    const half = picture(Array.from({ length: 20 }, (_, x) => (x < 10 ? pixel : 'dcb42800')))
    for (const width of [10, 40]) {
      const scaled = pixelsOf(await images.resize(half, { width, height: 1 }, 'smooth'))[0]
      expect([scaled?.[0], scaled?.at(-1)]).toEqual([pixel, 'dcb42800'])
    }
  },
)

test.each([
  [7, 5],
  [100, 37],
  [33, 90],
])('a mask has the same values at %d × %d whether a node scales it or the painter', async (width, height) => {
  const data = Uint8Array.from({ length: 40 * 30 }, (_, at) => (at * at * 7 + at) % 256)
  const noise: Pixels<1> = { width: 40, height: 30, channels: 1, data }
  const byNode = await images.resize(noise, { width, height }, 'smooth')
  expect(scaleGrey(noise, width, height).data).toEqual(byNode.data)
})

test('a scaled mask has no rings: black stays black away from the edge', async () => {
  const half = mask(Array.from({ length: 32 }, (_, x) => (x < 16 ? 0 : 255)))
  const { data } = await images.resize(half, { width: 128, height: 1 }, 'smooth')
  expect([...data.subarray(0, 60)]).toEqual(Array.from({ length: 60 }, () => 0))
  expect([...data.subarray(68)]).toEqual(Array.from({ length: 60 }, () => 255))
})

test('nothing larger than 32 megapixels is made', async () => {
  const large = images.resize(mask([0]), { width: 8001, height: 4000 }, 'smooth')
  await expect(large).rejects.toMatchObject({
    code: 'picture.large',
    message: 'The picture to be made has 8001 × 4000 pixels; at most 32 megapixels can be used.',
  })
})

test('a picture whose file is gone is named', async () => {
  const media = await images.write(colours, 'image', origin)
  rmSync(join(home, 'assets'), { recursive: true })
  await expect(images.read(media, 4)).rejects.toMatchObject({ code: 'file.unreadable' })
})
