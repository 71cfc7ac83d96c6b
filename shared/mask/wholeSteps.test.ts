import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blur } from '../picture/filter/blur.ts'
import { grow as growMask } from '../picture/filter/grow.ts'
import { feather } from './feather.ts'
import type { Grey } from './grey.ts'
import { createGrey } from './grey.ts'
import { grow } from './grow.ts'
import { scaleGrey } from './scaleGrey.ts'

const anyGrey = fc
  .record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((data): Grey => ({ width, height, data })),
  )

describe('growing and feathering', () => {
  const square = (): Grey => {
    const grey = createGrey(100, 100)
    for (let y = 40; y < 60; y += 1) grey.data.fill(255, y * 100 + 40, y * 100 + 60)
    return grey
  }

  test.each([16, 16.0004, 15.9988, -5])('by %d pixels is what Grow mask does', (amount) => {
    const grown = square()
    grow(grown, amount)
    expect(grown.data).toEqual(growMask(square(), Math.round(amount)))
  })

  test('by less than half a pixel changes nothing', () => {
    const grown = square()
    grow(grown, 0.4)
    grow(grown, -0.4)
    expect(grown).toEqual(square())
  })

  test.each([1, 2, 8, 16, 16.0004, 15.9988, 64])(
    'a feather of %d pixels is that of Feather mask',
    (radius) => {
      const soft = square()
      feather(soft, radius)
      expect(soft.data).toEqual(blur({ ...square(), channels: 1 }, Math.round(radius) / 2).data)
    },
  )

  test('a feather of 1 is softer than none, and one of 2 than that', () => {
    const middles = [0, 1, 2].map((radius) => {
      const soft = square()
      feather(soft, radius)
      return soft.data[50 * 100 + 40]
    })
    expect(middles).toEqual([255, 228, 178])
  })

  test('keeps what is even as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 200 }), (value, radius) => {
        const even: Grey = { width: 9, height: 7, data: new Uint8Array(63).fill(value) }
        feather(even, radius)
        grow(even, radius)
        grow(even, -radius)
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
