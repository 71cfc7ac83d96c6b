import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawFill } from './fill.ts'
import type { Grey } from './grey.ts'
import { createGrey, wholeOf } from './grey.ts'

/** The reference for a fill: pixel by pixel, until nothing is added. */
function slowly({ width, height, data }: Grey, x: number, y: number, erase: boolean): Uint8Array {
  const covered = new Uint8Array(data.length)
  const wall = (at: number): number => (erase ? 255 - (data[at] ?? 0) : (data[at] ?? 0))
  const open = [y * width + x]
  if (wall(y * width + x) >= 128) return covered
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (covered[at] === 255) continue
    covered[at] = 255
    const [column, row] = [at % width, Math.floor(at / width)]
    for (const [dx, dy] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const) {
      const next = at + dy * width + dx
      const inside = column + dx >= 0 && column + dx < width && row + dy >= 0 && row + dy < height
      if (!inside || covered[next] === 255) continue
      if (wall(next) < 128 ? wall(at) < 128 : wall(next) > wall(at)) open.push(next)
    }
  }
  return covered
}

const anyGrey = fc
  .record({
    width: fc.integer({ min: 1, max: 16 }),
    height: fc.integer({ min: 1, max: 16 }),
    value: fc.constantFrom(
      fc.constantFrom(0, 0, 0, 255),
      fc.constantFrom(0, 60, 127, 128, 200, 255),
      fc.integer({ min: 0, max: 255 }),
    ),
  })
  .chain(({ width, height, value }) =>
    fc
      .array(value, { minLength: width * height, maxLength: width * height })
      .map((values): Grey => ({ width, height, data: Uint8Array.from(values) })),
  )

describe('a fill', () => {
  test('covers whatever can be reached, and returns its exact bounding box', () => {
    fc.assert(
      fc.property(anyGrey, fc.nat(), fc.nat(), fc.boolean(), (grey, x, y, erase) => {
        const sheet = createGrey(grey.width, grey.height)
        const [column, row] = [x % grey.width, y % grey.height]
        const rect = drawFill(sheet, grey, column + 0.5, row + 0.5, erase)
        expect(sheet.data).toEqual(slowly(grey, column, row, erase))
        const pixels = [...sheet.data].flatMap((value, at) => (value === 0 ? [] : [at]))
        const columns = pixels.map((at) => at % grey.width)
        const rows = pixels.map((at) => Math.floor(at / grey.width))
        expect(rect).toEqual(
          pixels.length === 0
            ? { left: 0, top: 0, right: 0, bottom: 0 }
            : {
                left: Math.min(...columns),
                top: Math.min(...rows),
                right: Math.max(...columns) + 1,
                bottom: Math.max(...rows) + 1,
              },
        )
      }),
      { numRuns: 400 },
    )
  })

  test('goes through however many gaps', () => {
    const comb = createGrey(4001, 3)
    for (let x = 1; x < 4001; x += 2) comb.data[4001 + x] = 255
    const sheet = createGrey(4001, 3)
    drawFill(sheet, comb, 0, 0, false)
    expect(sheet.data).toEqual(slowly(comb, 0, 0, false))
  })

  test('is the same wherever its mask is in memory', () => {
    const grey = createGrey(61, 9)
    for (let at = 0; at < grey.data.length; at += 1) grey.data[at] = at % 7 === 0 || at % 61 > 40 ? 200 : 0
    const shifted: Grey = { ...grey, data: new Uint8Array(grey.data.length + 1).subarray(1) }
    shifted.data.set(grey.data)
    const sheet = createGrey(61, 9)
    const rect = drawFill(sheet, shifted, 3, 3, false)
    const other = createGrey(61, 9)
    expect([rect, sheet]).toEqual([drawFill(other, grey, 3, 3, false), other])
    expect(sheet.data).toEqual(slowly(grey, 3, 3, false))
  })

  test.each([
    [4, 1],
    [1, 3],
    [4, 3],
    [0, 0],
  ])('that begins exactly on an edge of the picture, at %i, %i, is in it', (x, y) => {
    const sheet = createGrey(4, 3)
    expect(drawFill(sheet, createGrey(4, 3), x, y, false)).toEqual(wholeOf(sheet))
    expect(sheet.data.every((value) => value === 255)).toBe(true)
  })

  test.each([
    [4.1, 1],
    [1, 3.1],
    [-0.1, 1],
    [1, -0.1],
  ])('that begins outside, at %d, %d, does nothing', (x, y) => {
    const sheet = createGrey(4, 3)
    drawFill(sheet, createGrey(4, 3), x, y, false)
    expect(sheet).toEqual(createGrey(4, 3))
  })
})
