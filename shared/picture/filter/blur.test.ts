import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pixels } from '#shared/services.ts'
import { blur } from './blur.ts'

const grey = (width: number, height: number, value: (x: number, y: number) => number): Pixels<1> => ({
  width,
  height,
  channels: 1,
  data: Uint8Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width))),
})

const flat = (width: number, height: number, colour: readonly number[]): Pixels<4> => ({
  width,
  height,
  channels: 4,
  data: Uint8Array.from({ length: width * height * 4 }, (_, at) => colour[at % 4] ?? 0),
})

/** Whole radii, as the nodes have them: half of one is the standard deviation. */
const radii = Array.from({ length: 512 }, (_, at) => at + 1)

/** The reference for a blur: each value is a mean weighted by the Gaussian, with the edges repeated. */
function slowly(values: readonly number[], width: number, sigma: number): readonly number[] {
  const height = values.length / width
  const reach = Math.ceil(6 * sigma)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)),
  )
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const inside = (at: number, end: number): number => Math.min(end - 1, Math.max(0, at))
  const along = (line: (at: number) => number): number =>
    weights.reduce((all, weight, at) => all + (weight / sum) * line(at - reach), 0)
  const across = values.map((_, at) => {
    const [x, row] = [at % width, at - (at % width)]
    return along((by) => values[row + inside(x + by, width)] ?? 0)
  })
  return across.map((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    return along((by) => across[inside(y + by, height) * width + x] ?? 0)
  })
}

const farthest = (made: ArrayLike<number>, expected: readonly number[]): number =>
  Math.max(...expected.map((value, at) => Math.abs((made[at] ?? 0) - value)))

const pictures: readonly (readonly [string, Pixels<1>])[] = [
  ['a step', grey(48, 5, (x) => (x < 24 ? 0 : 255))],
  ['a point', grey(31, 31, (x, y) => (x === 15 && y === 15 ? 255 : 0))],
  ['a checkerboard', grey(24, 24, (x, y) => ((x + y) % 2) * 255)],
  ['stripes of three pixels', grey(33, 20, (x) => (Math.floor(x / 3) % 2) * 255)],
  ['noise', grey(37, 29, (x, y) => ((x * 7919 + y * 104_729 + x * y * 31) * 2_654_435) % 256)],
  ['one pixel', grey(1, 1, () => 77)],
  ['one row', grey(19, 1, (x) => (x * 37) % 256)],
  ['one column', grey(1, 19, (_, y) => (y * 91) % 256)],
  ['two rows', grey(3, 2, (x, y) => (x * 90 + y * 70) % 256)],
]

describe.each([0.8, 1, 1.4, 2.95, 3, 3.99, 4, 5, 5.34, 6.5, 11, 20])('a blur of %d pixels', (sigma) => {
  test.each(pictures)('of %s is the Gaussian, within one level', (_, picture) => {
    const made = blur(picture, sigma)
    expect(farthest(made.data, slowly([...picture.data], picture.width, sigma))).toBeLessThan(1)
  })

  test('of partly transparent pixels keeps colours within one level where alpha is 8 or more', () => {
    const width = 23
    const data = Uint8Array.from({ length: width * 17 * 4 }, (_, at) => (at * at * 31 + at * 17) % 256)
    for (let at = 3; at < data.length; at += 4) data[at] = (data[at] ?? 0) >> ((at >> 2) % 23 < 11 ? 4 : 0)
    const made = blur({ width, height: 17, channels: 4, data }, sigma).data
    const plane = (value: (at: number) => number) =>
      slowly(
        Array.from({ length: data.length / 4 }, (_, at) => value(4 * at)),
        width,
        sigma,
      )
    const alpha = plane((at) => data[at + 3] ?? 0)
    expect(
      farthest(
        made.filter((_, at) => at % 4 === 3),
        alpha,
      ),
    ).toBeLessThan(1)
    for (const channel of [0, 1, 2]) {
      const weighted = plane((at) => (data[at + channel] ?? 0) * (data[at + 3] ?? 0))
      const away = weighted.map((value, at) =>
        (alpha[at] ?? 0) < 8 ? 0 : Math.abs(value / (alpha[at] ?? 1) - (made[4 * at + channel] ?? 0)),
      )
      expect(Math.max(...away)).toBeLessThanOrEqual(1)
    }
  })
})

describe('a uniform picture', () => {
  test.each([
    ['opaque', [200, 100, 20, 255]],
    ['half transparent', [10, 200, 90, 128]],
    ['nearly transparent', [10, 200, 90, 30]],
    ['all but transparent', [10, 200, 90, 3]],
    ['transparent, with a colour under it', [10, 200, 90, 0]],
  ])('and %s stays as it is with every radius', (_, colour) => {
    const before = flat(7, 5, colour)
    for (const radius of radii) expect(blur(before, radius / 2).data).toEqual(before.data)
  })

  test.each([0, 1, 127, 200, 254, 255])('in grey stays %i with every radius', (value) => {
    const before = grey(9, 4, () => value)
    for (const radius of radii) expect(blur(before, radius / 2).data).toEqual(before.data)
  })

  test('stays as it is away from an edge, and opaque everywhere', () => {
    const before = flat(400, 3, [200, 100, 20, 255])
    for (let x = 200; x < 400; x += 1)
      for (const y of [0, 1, 2]) before.data.set([3, 5, 7], 4 * (y * 400 + x))
    for (const radius of [1, 2, 5, 9, 22, 24, 40]) {
      const { data } = blur(before, radius / 2)
      const far = 4 * (200 - 3 * radius)
      expect(data.subarray(0, far)).toEqual(before.data.subarray(0, far))
      expect(data.subarray(4 * (200 + 3 * radius), 4 * 400)).toEqual(
        before.data.subarray(4 * (200 + 3 * radius), 4 * 400),
      )
      expect(data.filter((value, at) => at % 4 === 3 && value !== 255)).toEqual(new Uint8Array())
    }
  })
})

test.each([1, 2, 3, 4, 5, 8, 16, 31, 40, 77, 128])(
  'a step with radius %i is as soft as its standard deviation of half of that, within 2 %%, and no tail is cut',
  (radius) => {
    const sigma = radius / 2
    const width = 16 * radius + 20
    const { data } = blur(
      grey(width, 1, (x) => (x < width / 2 ? 0 : 255)),
      sigma,
    )
    const steps = [...data].map((value, x) => value - (data[x - 1] ?? value))
    const middle = steps.reduce((sum, step, x) => sum + step * x, 0) / 255
    const variance = steps.reduce((sum, step, x) => sum + step * (x - middle) ** 2, 0) / 255
    expect(middle).toBeCloseTo(width / 2, 9)
    expect(Math.abs(Math.sqrt(variance) / sigma - 1)).toBeLessThan(0.02)
    // The Gaussian has a level left at 2.66 standard deviations.
    expect(data[width / 2 + Math.floor(2.5 * sigma)]).toBeLessThan(255)
  },
)

test('the colour of transparent pixels does not bleed, and stays where nothing reaches it', () => {
  const data = new Uint8Array(4 * 200)
  for (let x = 0; x < 200; x += 1) data.set(x < 5 ? [255, 0, 0, 255] : [0, 255, 0, 0], 4 * x)
  const made = blur({ width: 200, height: 1, channels: 4, data }, 3).data
  const pixel = (x: number): number[] => [...made.subarray(4 * x, 4 * x + 4)]
  for (let x = 0; x < 10; x += 1) expect(pixel(x).slice(0, 3)).toEqual([255, 0, 0])
  expect(pixel(9)[3]).toBeGreaterThan(0)
  expect(pixel(150)).toEqual([0, 255, 0, 0])
})

test('a mirrored picture gives the mirrored blur', () => {
  const bytes = fc.uint8Array({ minLength: 60, maxLength: 60 })
  fc.assert(
    fc.property(bytes, fc.constantFrom(0.7, 2, 3, 9), (data, sigma) => {
      const [made, turned] = [data, data.toReversed()].map(
        (data) => blur({ width: 12, height: 5, channels: 1, data }, sigma).data,
      )
      expect(farthest(turned?.toReversed() ?? [], [...(made ?? [])])).toBeLessThanOrEqual(1)
    }),
  )
})

test('a sigma of zero blurs nothing', () => {
  const before = grey(3, 3, (x, y) => x * y)
  for (const sigma of [0, -1, Number.NaN]) expect(blur(before, sigma)).toBe(before)
})

test('a tiny sigma changes nothing', () => {
  const before = grey(9, 7, (x, y) => 30 * x + y)
  expect(blur(before, 1e-12)).toEqual(before)
})

test('reports its progress', () => {
  const fractions: number[] = []
  blur(
    grey(40, 256, (_, y) => y % 256),
    3,
    { onProgress: (fraction) => fractions.push(fraction) },
  )
  expect(fractions).toEqual([0.25, 0.5, 0.75, 1])
})
