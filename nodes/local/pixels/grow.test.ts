import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pixels } from '#shared/services.ts'
import { mask, rowsOf } from '../testing/pixels.ts'
import { grow } from './grow.ts'

const dot = mask([0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 200, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0])

test('a dot grows by a pixel to every side', () => {
  const [empty, full] = [
    [0, 0, 0, 0, 0],
    [0, 200, 200, 200, 0],
  ]
  expect(rowsOf(grow(dot, 1))).toEqual([empty, full, full, full, empty])
})

test('what grew and shrinks by the same is back where it was', () => {
  expect(grow(grow(dot, 1), -1)).toEqual(dot)
})

test('white does not shrink away from the edge of the picture', () => {
  expect(rowsOf(grow(mask([255, 255, 255, 0]), -1))).toEqual([[255, 255, 0, 0]])
})

test('an amount of 0 changes nothing', () => {
  expect(grow(dot, 0)).toEqual(dot)
})

/** What growing means, without being clever. */
function slowly({ width, height, data }: Pixels<1>, amount: number): Pixels<1> {
  const reach = Math.abs(amount)
  const best = data.map((_, at) => {
    const [left, top] = [(at % width) - reach, Math.floor(at / width) - reach]
    const values: number[] = []
    for (let y = Math.max(0, top); y <= Math.min(height - 1, top + 2 * reach); y += 1)
      for (let x = Math.max(0, left); x <= Math.min(width - 1, left + 2 * reach); x += 1)
        values.push(data[y * width + x] ?? 0)
    return amount > 0 ? Math.max(...values) : Math.min(...values)
  })
  return { width, height, channels: 1, data: best }
}

test('each pixel is the largest within reach, or the smallest', () => {
  const masks = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
    .chain(([width, height]) =>
      fc.uint8Array({ minLength: width * height, maxLength: width * height }).map((data): Pixels<1> => {
        return { width, height, channels: 1, data }
      }),
    )
  fc.assert(
    fc.property(masks, fc.integer({ min: -15, max: 15 }), (before, amount) => {
      expect(grow(before, amount)).toEqual(slowly(before, amount))
    }),
  )
})
