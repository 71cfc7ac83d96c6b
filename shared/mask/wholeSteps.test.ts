import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { feather } from './feather.ts'
import type { Grey } from './grey.ts'
import { createGrey } from './grey.ts'
import { grow } from './grow.ts'
import { scaleGrey } from './scaleGrey.ts'

const dot = (size: number): Grey => {
  const grey = createGrey(size, size)
  grey.data[((size - 1) / 2) * (size + 1)] = 255
  return grey
}

/** How many pixels are chosen. */
const area = ({ data }: Grey): number => data.filter((value) => value === 255).length

const anyGrey = fc
  .record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((data): Grey => ({ width, height, data })),
  )

describe('growing', () => {
  test.each([1, 2, 3, 5, 9, 20])('makes a dot nearly round, %i pixels to each side', (amount) => {
    const grown = dot(61)
    grow(grown, amount)
    const row = grown.data.subarray(30 * 61, 31 * 61)
    expect(row.filter((value) => value === 255).length).toBe(2 * amount + 1)
    expect(area(grown)).toBeLessThanOrEqual((2 * amount + 1) ** 2)
  })

  test.each([5, 9, 20])('the larger, the rounder: %i pixels', (amount) => {
    const grown = dot(61)
    grow(grown, amount)
    expect(area(grown) / (Math.PI * (amount + 0.5) ** 2)).toBeLessThan(1.15)
  })

  test('leaves no holes in what it makes', () => {
    for (let amount = 1; amount < 24; amount += 1) {
      const grown = dot(61)
      grow(grown, amount)
      const closed = { ...grown, data: grown.data.slice() }
      grow(closed, 1)
      grow(closed, -1)
      expect(closed.data).toEqual(grown.data)
    }
  })

  test('only adds, and shrinking only takes away', () => {
    fc.assert(
      fc.property(anyGrey, fc.integer({ min: 1, max: 30 }), (grey, amount) => {
        const [more, less] = [grey.data.slice(), grey.data.slice()]
        grow({ ...grey, data: more }, amount)
        grow({ ...grey, data: less }, -amount)
        expect(grey.data.every((value, at) => (more[at] ?? 0) >= value && (less[at] ?? 255) <= value)).toBe(
          true,
        )
      }),
    )
  })

  test('what touches the edge of the picture does not shrink away from it', () => {
    const full: Grey = { width: 5, height: 4, data: new Uint8Array(20).fill(255) }
    grow(full, -3)
    expect(area(full)).toBe(20)
  })
})

describe('feathering', () => {
  test('fades an edge evenly to both sides', () => {
    const edge: Grey = {
      width: 12,
      height: 1,
      data: Uint8Array.of(0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255),
    }
    feather(edge, 2)
    expect([...edge.data]).toEqual([0, 0, 0, 9, 38, 94, 161, 217, 246, 255, 255, 255])
  })

  test('keeps what is even as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 200 }), (value, radius) => {
        const even: Grey = { width: 9, height: 7, data: new Uint8Array(63).fill(value) }
        feather(even, radius)
        expect(even.data.every((one) => one === value)).toBe(true)
      }),
    )
  })
})

describe('scaling', () => {
  test('keeps the size that it has', () => {
    fc.assert(
      fc.property(anyGrey, (grey) => {
        expect(scaleGrey(grey, grey.width, grey.height)).toBe(grey)
      }),
    )
  })

  test('stays between the least and the most that was there', () => {
    fc.assert(
      fc.property(
        anyGrey,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (grey, width, height) => {
          const { data } = scaleGrey(grey, width, height)
          expect(Math.min(...data)).toBeGreaterThanOrEqual(Math.min(...grey.data))
          expect(Math.max(...data)).toBeLessThanOrEqual(Math.max(...grey.data))
          expect(data.length).toBe(width * height)
        },
      ),
    )
  })

  test('keeps a picture upright', () => {
    const corner: Grey = { width: 2, height: 4, data: Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0) }
    const large = scaleGrey(corner, 8, 8)
    expect([large.data[0], large.data[7], large.data[56], large.data[63]]).toEqual([255, 0, 0, 0])
  })
})
