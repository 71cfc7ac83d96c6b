import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { correlation, decode, discScene, distance, pixelsOf, pngOf } from '../testing/pictures.ts'
import { PRACTICE_LABEL } from './encode.ts'
import { draw } from './draw.ts'
import type { OpenPicture } from './draw.ts'
import { edges } from './guides.ts'
import type { DrawOrder, Technique } from './order.ts'
import type { Pixels } from './pixels.ts'
import { brightness, coverPixels } from './pixels.ts'

const source = discScene(240, 180)
const files: { readonly [name: string]: Pixels } = {
  source,
  empty: pixelsOf(240, 180, () => [0, 0, 0]),
  left: pixelsOf(240, 180, (x) => (x < 120 ? [255, 255, 255] : [0, 0, 0])),
  smallLeft: pixelsOf(24, 18, (x) => (x < 12 ? [255, 255, 255] : [0, 0, 0])),
}
const open: OpenPicture = async (reference) => {
  const file = files[reference]
  return { bytes: file === undefined ? Buffer.from(reference) : await pngOf(file), remark: null }
}

const order = (technique: Technique, change: Partial<DrawOrder> = {}): DrawOrder => ({
  subject: { prompt: 'mountains at dusk', seed: 1, detail: 1, expanded: false },
  amount: 1,
  size: null,
  format: 'png',
  film: null,
  loras: [],
  technique,
  ...change,
})
const pixels = async (wanted: DrawOrder): Promise<Pixels> => decode((await draw(wanted, 0, open)).bytes)

describe('text to image', () => {
  const text = (change: Partial<DrawOrder> = {}): DrawOrder =>
    order({ kind: 'text' }, { size: { width: 200, height: 120 }, ...change })

  test('the same order gives the same bytes, in each format at the requested size', async () => {
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const [one, other] = await Promise.all([
        draw(text({ format }), 0, open),
        draw(text({ format }), 0, open),
      ])
      expect(one.bytes.equals(other.bytes)).toBe(true)
      expect(await sharp(one.bytes).metadata()).toMatchObject({ format, width: 200, height: 120 })
    }
  })

  test('the pictures of one request differ visibly', async () => {
    const [first, second] = await Promise.all([draw(text(), 0, open), draw(text(), 1, open)])
    expect(distance(await decode(first.bytes), await decode(second.bytes))).toBeGreaterThan(8)
  })

  test('a LoRA of scale 0 changes nothing, of scale 1 a good deal', async () => {
    const [plain, none, tinted] = await Promise.all(
      [[], [{ path: 'a', scale: 0 }], [{ path: 'a', scale: 1 }]].map((loras) => pixels(text({ loras }))),
    )
    if (plain === undefined || none === undefined || tinted === undefined)
      throw new Error('nothing was drawn')
    expect(distance(plain, none)).toBe(0)
    expect(distance(plain, tinted)).toBeGreaterThan(5)
  })

  test('beyond 32 megapixels nothing is drawn', async () => {
    await expect(draw(text({ size: { width: 8000, height: 8000 } }), 0, open)).rejects.toThrow(
      '32 megapixels',
    )
  })
})

describe('image to image', () => {
  const image = (strength: number, change: Partial<DrawOrder> = {}): DrawOrder =>
    order({ kind: 'image', image: 'source', strength }, change)

  test('strength 0 is the input, to the pixel', async () => {
    expect(distance(await pixels(image(0)), source)).toBe(0)
  })

  test('strength 0 at another size is the input scaled', async () => {
    const size = { width: 100, height: 100 }
    expect(distance(await pixels(image(0, { size })), await coverPixels(source, size))).toBe(0)
  })

  test('the greater the strength, the greater the change; at 1 the layout is still there', async () => {
    const drawn = await Promise.all([0.2, 0.6, 1].map((strength) => pixels(image(strength))))
    const far = drawn.map((one) => distance(one, source))
    expect(far).toEqual(far.toSorted((a, b) => a - b))
    expect(far[0]).toBeGreaterThan(3)
    const last = drawn[2]
    if (last === undefined) throw new Error('nothing was drawn')
    expect(correlation(brightness(last), brightness(source))).toBeGreaterThan(0.7)
  })
})

describe('inpainting', () => {
  const inpaint = (mask: string, change: Partial<DrawOrder> = {}, strength = 1): DrawOrder =>
    order({ kind: 'inpaint', image: 'source', mask, strength, controlScale: 0.75 }, change)
  const right = (x: number): boolean => x >= 120
  const wellLeft = (x: number): boolean => x < 100

  test.each(['png', 'webp'] as const)(
    'outside the mask a %s is the input to the pixel, inside it is not',
    async (format) => {
      const drawn = await pixels(inpaint('left', { format }))
      expect(distance(drawn, source, right)).toBe(0)
      expect(distance(drawn, source, wellLeft)).toBeGreaterThan(15)
    },
  )

  test('an empty mask, or strength 0, changes nothing at all', async () => {
    expect(distance(await pixels(inpaint('empty')), source)).toBe(0)
    expect(distance(await pixels(inpaint('left', {}, 0)), source)).toBe(0)
  })

  test('a mask of another size is scaled to the picture', async () => {
    const drawn = await pixels(inpaint('smallLeft'))
    expect(distance(drawn, source, (x) => x > 132)).toBe(0)
    expect(distance(drawn, source, wellLeft)).toBeGreaterThan(15)
  })

  test('a requested size is exact', async () => {
    expect(await pixels(inpaint('left', { size: { width: 96, height: 128 } }))).toMatchObject({
      width: 96,
      height: 128,
    })
  })

  test('a mask that does not decode fails with a readable error', async () => {
    await expect(draw(inpaint('rubbish'), 0, open)).rejects.toThrow('the mask cannot be decoded')
  })
})

describe('ControlNet', () => {
  const control = (preprocess: 'none' | 'canny' | 'depth' | 'pose', scale: number): DrawOrder =>
    order({ kind: 'control', image: 'source', preprocess, scale, start: 0, end: 1 })
  const follows = {
    none: (drawn: Pixels) => correlation(brightness(drawn), brightness(source)),
    depth: (drawn: Pixels) => correlation(brightness(drawn), brightness(source)),
    canny: async (drawn: Pixels) => correlation((await edges(drawn)).values, (await edges(source)).values),
    pose: (drawn: Pixels) => correlation(brightness(drawn), brightness(source)),
  }

  test.each(['none', 'canny', 'depth', 'pose'] as const)(
    '%s follows its input according to control_scale',
    async (preprocess) => {
      const [free, bound] = await Promise.all(
        [0, 1].map(async (scale) => follows[preprocess](await pixels(control(preprocess, scale)))),
      )
      expect(bound).toBeGreaterThan(0.5)
      expect(bound).toBeGreaterThan((free ?? 1) + 0.3)
    },
  )
})

test('every picture says what it is, and names the stand-ins for foreign pictures', async () => {
  const withRemark: OpenPicture = async () => ({ bytes: await pngOf(source), remark: 'not fetched' })
  const { bytes } = await draw(order({ kind: 'image', image: 'x', strength: 0.5 }), 0, withRemark)
  expect((await sharp(bytes).metadata()).exif?.toString('latin1')).toContain(`${PRACTICE_LABEL}; not fetched`)
})

test('an upscaler makes the same picture with more pixels', async () => {
  const larger = await pixels(order({ kind: 'upscale', image: 'source', factor: 2 }))
  expect([larger.width, larger.height]).toEqual([480, 360])
  expect(distance(await coverPixels(larger, source), source)).toBeLessThan(4)
})

test('a film of text or a picture is one file, the same each time', async () => {
  const film = { seconds: 1, fps: 2 }
  for (const technique of [{ kind: 'text' }, { kind: 'image', image: 'source', strength: 1 }] as const) {
    const [one, other] = [
      await draw(order(technique, { film }), 0, open),
      await draw(order(technique, { film }), 0, open),
    ]
    expect([one.format, one.bytes.equals(other.bytes)]).toEqual(['webm', true])
  }
})
