import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Part, Pixels } from '../services.ts'
import { lanczos3, triangle } from './kernels.ts'
import type { Kernel } from './kernels.ts'
import { pickNearest, resample } from './resample.ts'
import { transpose } from './transpose.ts'

const greyOf = (width: number, height: number, value: (x: number, y: number) => number): Pixels<1> => ({
  width,
  height,
  channels: 1,
  data: Uint8Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width))),
})

const colourOf = (
  width: number,
  height: number,
  pixel: (x: number, y: number) => readonly [number, number, number, number],
): Pixels<4> => ({
  width,
  height,
  channels: 4,
  data: Uint8Array.from(
    Array.from({ length: width * height }, (_, at) => pixel(at % width, Math.floor(at / width))).flat(),
  ),
})

const anyPixels = <C extends 1 | 4>(channels: C, max = 14): fc.Arbitrary<Pixels<C>> =>
  fc
    .record({ width: fc.integer({ min: 1, max }), height: fc.integer({ min: 1, max }) })
    .chain(({ width, height }) =>
      fc
        .uint8Array({ minLength: width * height * channels, maxLength: width * height * channels })
        .map((data) => ({ width, height, channels, data })),
    )
const anySide = fc.integer({ min: 1, max: 40 })
const kernels = { lanczos3, triangle } as const

/** Waves in a row: each is as long as this, in its own pixels. */
const waves = (length: number) => (x: number) =>
  Math.round(128 + 100 * Math.cos((2 * Math.PI * (x + 0.5)) / length))

/** How far waves of this length have moved to the right, in pixels, away from the ends of the row. */
function shiftOf({ width, data }: Pixels<1>, length: number): number {
  let [cosine, sine] = [0, 0]
  const periods = Math.floor((width * 0.8) / length)
  for (let n = 0; n < periods * length; n += 1) {
    const x = Math.round((width - periods * length) / 2) + n
    const angle = (2 * Math.PI * (x + 0.5)) / length
    cosine += (data[x] ?? 0) * Math.cos(angle)
    sine += (data[x] ?? 0) * Math.sin(angle)
  }
  return (Math.atan2(sine, cosine) * length) / (2 * Math.PI)
}

const factors = [0.13, 0.5, 0.99, 1.003, 1.1, 1.5, 2, 2.37, 3, 4, 5.5, 8]

describe.each(Object.entries(kernels))('with %s', (_, kernel: Kernel) => {
  test.each(factors)('nothing moves when the size is multiplied by %d', (factor) => {
    const [from, to] = [2000, Math.round(2000 * factor)]
    const row = greyOf(from, 1, waves(23.7))
    const grey = resample(row, { width: to, height: 1 }, kernel)
    expect(Math.abs(shiftOf(grey, (23.7 * to) / from))).toBeLessThan(0.01)
    const upright = resample(transpose(row), { width: 1, height: to }, kernel)
    expect(transpose(upright)).toEqual(grey)
  })

  test('five times to the double and back leave a picture where it was', () => {
    let grey = greyOf(2000, 1, waves(23.7))
    for (let round = 0; round < 5; round += 1) {
      grey = resample(grey, { width: 4000, height: 1 }, kernel)
      grey = resample(grey, { width: 2000, height: 1 }, kernel)
    }
    expect(Math.abs(shiftOf(grey, 23.7))).toBeLessThan(0.01)
  })

  test('a uniform picture keeps its value, in grey and in colour, at every alpha', () => {
    fc.assert(
      fc.property(
        fc.tuple(anySide, anySide, anySide, anySide),
        fc.uint8Array({ minLength: 4, maxLength: 4 }),
        ([width, height, across, down], [red = 0, green = 0, blue = 0, alpha = 0]) => {
          const size = { width: across, height: down }
          const grey = (sides: readonly [number, number]) => greyOf(...sides, () => red)
          expect(resample(grey([width, height]), size, kernel)).toEqual(grey([across, down]))
          const colour = (sides: readonly [number, number]) =>
            colourOf(...sides, () => [red, green, blue, alpha])
          expect(resample(colour([width, height]), size, kernel)).toEqual(colour([across, down]))
        },
      ),
    )
  })

  test('each value is the sum over the kernel in both directions, within rounding', () => {
    fc.assert(
      fc.property(anyPixels(1), anySide, anySide, (grey, width, height) => {
        const made = resample(grey, { width, height }, kernel)
        const exact = directly(grey, { width, height }, kernel)
        const errors = exact.map((value, at) => Math.abs(value - (made.data[at] ?? 0)))
        expect(Math.max(...errors)).toBeLessThan(0.500001)
      }),
    )
  })

  test('rows and columns are treated alike', () => {
    fc.assert(
      fc.property(anyPixels(4), anySide, anySide, (colour, width, height) => {
        const turned = resample(transpose(colour), { width: height, height: width }, kernel)
        const { data } = resample(colour, { width, height }, kernel)
        const apart = transpose(turned).data.map((value, at) => Math.abs(value - (data[at] ?? 0)))
        // A sum in another order may fall on the other side of a half; colour of little alpha is divided by it.
        expect(Math.max(...apart)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a part that extends beyond the edge repeats the edge', () => {
    const row = greyOf(4, 1, (x) => 50 * x + 20)
    const { data } = resample(row, { width: 8, height: 1 }, kernel, { x: -2, y: 0, width: 8, height: 1 })
    const [first, second] = data
    expect(data).toEqual(Uint8Array.of(first ?? 0, second ?? 0, 20, 70, 120, 170, ...data.subarray(6)))
    expect([first, data[7]]).toEqual([second, data[6]])
  })

  test('a part is scaled as in the whole', () => {
    const whole = colourOf(30, 20, (x, y) => [x * 8, y * 12, (x * y) % 256, 255 - x])
    const part: Part = { x: 7.5, y: 2.5, width: 15, height: 10 }
    const cut = resample(whole, { width: 30, height: 20 }, kernel, part)
    const large = resample(whole, { width: 60, height: 40 }, kernel)
    for (let y = 0; y < 20; y += 1) {
      const row = ((y + 5) * 60 + 15) * 4
      expect(cut.data.subarray(y * 120, y * 120 + 120)).toEqual(large.data.subarray(row, row + 120))
    }
  })
})

/** The same by its definition: each new pixel from all old ones. Not rounded, but clipped at black and white. */
function directly(grey: Pixels<1>, { width, height }: { width: number; height: number }, kernel: Kernel) {
  const weigh = (from: number, to: number, at: number): readonly number[] => {
    const stretch = Math.max(1, from / to)
    const weights = Array.from({ length: from }, (_, index) =>
      kernel.weigh((index + 0.5 - ((at + 0.5) * from) / to) / stretch),
    )
    const sum = weights.reduce((one, other) => one + other)
    return weights.map((weight) => weight / sum)
  }
  return Array.from({ length: width * height }, (_, at) => {
    const across = weigh(grey.width, width, at % width)
    const down = weigh(grey.height, height, Math.floor(at / width))
    const sum = grey.data.reduce(
      (before, value, index) =>
        before + value * (across[index % grey.width] ?? 0) * (down[Math.floor(index / grey.width)] ?? 0),
      0,
    )
    return Math.min(255, Math.max(0, sum))
  })
}

describe('transparency', () => {
  test.each([3, 8, 30, 128, 254])('colour of alpha %d is kept where alpha changes beside it', (alpha) => {
    const edge = colourOf(16, 16, (x, y) => [10, 200, 90, x < 8 && y > 3 ? alpha : 255])
    for (const side of [7, 8, 16, 23, 64]) {
      const { data } = resample(edge, { width: side, height: 16 }, lanczos3)
      for (let at = 0; at < data.length; at += 4)
        expect([...data.subarray(at, at + 3)]).toEqual([10, 200, 90])
    }
  })

  test('hidden colour does not bleed, and stays where it is hidden', () => {
    const cutOut = colourOf(24, 4, (x) => (x < 12 ? [255, 0, 0, 255] : [0, 240, 30, 0]))
    const widths = [5, 9, 12, 17, 36, 100]
    const seen = widths.map((width) => {
      const { data } = resample(cutOut, { width, height: 4 }, lanczos3)
      const pixels = Array.from({ length: width }, (_, x) => data.subarray(x * 4, x * 4 + 4).join(' '))
      const visible = pixels.filter((pixel) => !pixel.endsWith(' 0'))
      const farRight = pixels.filter((_, x) => x + 0.5 > width / 2 + 3 * Math.max(1, width / 24))
      return { shown: new Set(visible.map((pixel) => pixel.replace(/ \d+$/, ''))), hidden: new Set(farRight) }
    })
    const hidden = (width: number) => new Set(width === 5 ? [] : ['0 240 30 0'])
    expect(seen).toEqual(widths.map((width) => ({ shown: new Set(['255 0 0']), hidden: hidden(width) })))
  })
})

describe('shapes', () => {
  test('scaling to the same size changes nothing', () => {
    const grey = greyOf(3, 2, (x) => x)
    expect(resample(grey, grey, lanczos3)).toBe(grey)
    expect(pickNearest(grey, grey)).toBe(grey)
  })

  test('a line becomes a column: the cost depends on the number of pixels', () => {
    const line = greyOf(400_000, 1, (x) => x % 256)
    const { width, height, data } = resample(line, { width: 1, height: 400_000 }, lanczos3)
    expect([width, height, new Set(data)]).toEqual([1, 400_000, new Set([127])])
  })

  test('a row that is too long to be planned at once gives the same result', () => {
    const dots = greyOf(7, 1, (x) => (x % 2) * 255)
    const { data } = resample(dots, { width: 700_000, height: 1 }, lanczos3)
    const { data: short } = resample(dots, { width: 7000, height: 1 }, lanczos3)
    // Pixel 100 x + 50 of the long row is within half a pixel of the middle of pixel x of the short one.
    const apart = short.map((value, x) => Math.abs(value - (data[x * 100 + 50] ?? 0)))
    expect(Math.max(...apart)).toBeLessThanOrEqual(1)
  })

  test('more columns than are computed at once join without a seam', () => {
    const ramp = greyOf(64, 1, (x) => x * 4)
    const { data } = resample(ramp, { width: 5000, height: 1 }, triangle)
    for (let x = 1; x < 5000; x += 1) expect((data[x] ?? 0) - (data[x - 1] ?? 0)).toBeOneOf([0, 1])
  })
})

test.each([
  ['upright', greyOf(20, 200, (x) => x), { width: 20, height: 128 }],
  // Far wider than high, it is scaled lying down.
  ['lying', greyOf(900, 2, (x) => x & 255), { width: 128, height: 400 }],
])('a picture that is scaled %s reports its progress', (_, grey, size) => {
  const fractions: number[] = []
  resample(grey, size, triangle, undefined, (fraction) => fractions.push(fraction))
  expect(fractions).toEqual([0.5, 1])
})

test('the nearest pixel is the one at the middle of the new one', () => {
  const row = greyOf(6, 1, (x) => x)
  const picked = (width: number, part?: Part): readonly number[] => [
    ...pickNearest(row, { width, height: 1 }, part).data,
  ]
  expect(picked(12)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  expect(picked(3)).toEqual([1, 3, 5])
  expect(picked(2)).toEqual([1, 4])
  expect(picked(4)).toEqual([0, 2, 3, 5])
  expect(picked(3, { x: 1.5, y: 0, width: 3, height: 1 })).toEqual([2, 3, 4])
})
