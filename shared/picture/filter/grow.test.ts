import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chordsOf } from './disc.ts'
import { grow } from './grow.ts'
import { growEdges } from './growEdges.ts'
import { growLevels } from './growLevels.ts'

interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

const maskOf = (width: number, height: number, value: (x: number, y: number) => number): Mask => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width))),
})

/** The reference for growing. */
function slowly({ width, height, data }: Mask, amount: number): Uint8Array {
  const reach = Math.abs(amount)
  return data.map((own, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    let best = own
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row += 1)
      for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column += 1) {
        if ((column - x) ** 2 + (row - y) ** 2 > reach * reach) continue
        const value = data[row * width + column] ?? 0
        best = amount > 0 ? Math.max(best, value) : Math.min(best, value)
      }
    return best
  })
}

const area = (data: Uint8Array): number => data.filter((value) => value === 255).length

/** From values of several kinds: hard masks, masks with a fading edge, and arbitrary ones. */
const anyMask = fc
  .record({
    width: fc.integer({ min: 1, max: 14 }),
    height: fc.integer({ min: 1, max: 14 }),
    value: fc.constantFrom(
      fc.constantFrom(0, 0, 0, 255),
      fc.constantFrom(0, 255, 255, 255),
      fc.constantFrom(0, 0, 0, 80, 160, 255),
      fc.integer({ min: 0, max: 255 }),
    ),
  })
  .chain(({ width, height, value }) =>
    fc
      .array(value, { minLength: width * height, maxLength: width * height })
      .map((values): Mask => ({ width, height, data: Uint8Array.from(values) })),
  )

describe('growing', () => {
  test('makes each pixel the largest in a disc around it, and shrinking the smallest', () => {
    fc.assert(
      fc.property(anyMask, fc.integer({ min: -16, max: 16 }), (mask, amount) => {
        expect(grow(mask, amount)).toEqual(slowly(mask, amount))
      }),
    )
  })

  test('gives the same by edges and by levels', () => {
    fc.assert(
      fc.property(anyMask, fc.integer({ min: 1, max: 20 }), (mask, radius) => {
        const levels = [...new Set(mask.data)].filter((value) => value > 0).toSorted((a, b) => b - a)
        const expected = slowly(mask, radius)
        expect(growEdges(mask, chordsOf(radius), Infinity)).toEqual(expected)
        expect(growLevels(mask, chordsOf(radius), levels)).toEqual(expected)
      }),
    )
  })

  test('of a slope that fades moves each of its levels by as much', () => {
    const slope = maskOf(60, 60, (x, y) => Math.max(0, Math.round(255 - 9 * Math.hypot(x - 25, y - 30))))
    for (const amount of [1, 4, 9, -5, 40]) expect(grow(slope, amount)).toEqual(slowly(slope, amount))
  })

  test('of a picture full of edges takes another path, with the same result', () => {
    const points = maskOf(64, 64, (x, y) => (x % 3 === 0 && y % 3 === 0 ? 255 - ((x * y) % 7) : 0))
    const levels = [255, 254, 253, 252, 251, 250, 249]
    expect(growEdges(points, chordsOf(30), points.data.length)).toBeNull()
    expect(growEdges(points, chordsOf(30), 30 * points.data.length)).toBeNull()
    expect(grow(points, 30)).toEqual(growLevels(points, chordsOf(30), levels))
    expect(grow(points, 5)).toEqual(slowly(points, 5))
  })

  test('of a high and narrow picture gives the same as transposed', () => {
    const slope = maskOf(4, 300, (x, y) => (x * 7 + y) % 251)
    const levels = Array.from({ length: 250 }, (_, at) => 250 - at)
    expect(grow(slope, 200)).toEqual(growLevels(slope, chordsOf(200), levels))
  })

  test('a square by 16 has sides of 16 and corners of a disc', () => {
    const square = maskOf(100, 100, (x, y) => (x >= 40 && x < 60 && y >= 40 && y < 60 ? 255 : 0))
    expect(area(grow(square, 16))).toBe(2412)
    expect(grow(square, 16)[40 * 100 + 24]).toBe(255)
    expect(grow(square, 16)[40 * 100 + 23]).toBe(0)
  })

  test('white does not shrink away from the edge of the picture', () => {
    expect([
      ...grow(
        maskOf(4, 1, (x) => (x < 3 ? 255 : 0)),
        -1,
      ),
    ]).toEqual([255, 255, 0, 0])
    expect(
      area(
        grow(
          maskOf(5, 4, () => 255),
          -512,
        ),
      ),
    ).toBe(20)
  })

  test('reaches everything from anywhere, however far it goes', () => {
    expect(
      area(
        grow(
          maskOf(30, 2, (x) => (x === 0 ? 255 : 0)),
          1_000_000,
        ),
      ),
    ).toBe(60)
    expect(
      grow(
        maskOf(3, 3, () => 0),
        1_000_000,
      ),
    ).toEqual(new Uint8Array(9))
  })

  test.each([5, -5])('by %i reports its progress', (amount) => {
    const fractions: number[] = []
    const mask = maskOf(40, 128, (x) => (x < 20 ? 255 : 0))
    grow(mask, amount, { onProgress: (fraction) => fractions.push(fraction) })
    expect(fractions).toEqual([0.5, 1])
  })

  test('never reports less than before, even if it has to restart another way', () => {
    const fractions: number[] = []
    const slope = maskOf(4, 300, (x, y) => (x * 7 + y) % 251)
    grow(slope, 200, { onProgress: (fraction) => fractions.push(fraction) })
    expect(fractions.length).toBeGreaterThan(2)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  test('by zero gives a copy of the bytes', () => {
    const mask = maskOf(3, 2, (x, y) => 40 * x + y)
    expect(grow(mask, 0)).toEqual(mask.data)
    expect(grow(mask, 0)).not.toBe(mask.data)
  })
})

test('distances beyond what two bytes hold are counted too', () => {
  const line: Mask = { width: 1, height: 70_000, data: new Uint8Array(70_000) }
  line.data[0] = 9
  const made = growLevels(line, chordsOf(68_000), [9])
  expect([made[68_000], made[68_001]]).toEqual([9, 0])
})
