import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack } from './pack.ts'

const window = { width: 1600, height: 900 }

test('one box stays at the start, and none is no box', () => {
  expect(pack([{ width: 500, height: 100 }], 80, window)).toEqual([{ x: 0, y: 0 }])
  expect(pack([], 80, window)).toEqual([])
})

test('sixty-five rows become a block of the window’s proportions, and no tower', () => {
  const boxes = Array.from({ length: 65 }, () => ({ width: 1360, height: 600 }))
  const at = pack(boxes, 80, window)
  const width = Math.max(...at.map(({ x }) => x + 1360))
  const height = Math.max(...at.map(({ y }) => y + 600))
  expect(width / height).toBeGreaterThan(1)
  expect(width / height).toBeLessThan(3)
})

test('twenty pictures become a grid', () => {
  const at = pack(
    Array.from({ length: 20 }, () => ({ width: 280, height: 290 })),
    24,
    window,
  )
  expect(new Set(at.map(({ x }) => x)).size).toBe(7)
  expect(new Set(at.map(({ y }) => y)).size).toBe(3)
})

const side = fc.integer({ min: 1, max: 3000 })

test('no two boxes are closer than the gap', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ width: side, height: side }), { maxLength: 25 }), (boxes) => {
      const rects = pack(boxes, 40, window).map((at, index) => ({
        ...at,
        width: boxes[index]?.width ?? 0,
        height: boxes[index]?.height ?? 0,
      }))
      for (const [index, one] of rects.entries())
        for (const other of rects.slice(index + 1))
          expect(
            one.x + one.width + 40 <= other.x ||
              other.x + other.width + 40 <= one.x ||
              one.y + one.height + 40 <= other.y ||
              other.y + other.height + 40 <= one.y,
          ).toBe(true)
    }),
  )
})
