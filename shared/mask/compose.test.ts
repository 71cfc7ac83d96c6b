import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ink } from './compose.ts'
import { compose } from './compose.ts'
import type { Grey, Rect } from './grey.ts'

const LEVEL = 25_500

/** The definition of composing, pixel by pixel. */
function slowly(
  base: Grey,
  mask: Grey,
  coverage: Grey,
  rect: Rect,
  { erase, opacity }: Ink,
  turn: number,
): number[] {
  const part = (turn * 15_761 + LEVEL / 2) % LEVEL
  return Array.from(mask.data, (left, at) => {
    const [x, y] = [at % mask.width, Math.floor(at / mask.width)]
    if (x < rect.left || x >= rect.right || y < rect.top || y >= rect.bottom) return left
    const before = base.data[at] ?? 0
    const exact = (erase ? before : 255 - before) * (coverage.data[at] ?? 0) * opacity
    const change = Math.floor((exact + (exact < 4 * LEVEL ? part : LEVEL / 2)) / LEVEL)
    if (coverage.data[at] === 0) return before
    return erase ? before - change : before + change
  })
}

/** Mostly hard ones, like a fill; `shift` is the offset of their bytes from the start of their buffer. */
const anyGrey = (width: number, height: number) =>
  fc
    .record({
      values: fc.array(
        fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(0, 255) },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
        ),
        { minLength: width * height, maxLength: width * height },
      ),
      shift: fc.constantFrom(0, 0, 0, 1),
    })
    .map(({ values, shift }): Grey => {
      const data = new Uint8Array(values.length + shift).subarray(shift)
      data.set(values)
      return { width, height, data }
    })

const anyWork = fc
  .tuple(fc.integer({ min: 1, max: 19 }), fc.integer({ min: 1, max: 5 }))
  .chain(([width, height]) =>
    fc.record({
      base: anyGrey(width, height),
      mask: anyGrey(width, height),
      coverage: anyGrey(width, height),
      left: fc.integer({ min: 0, max: width - 1 }),
      right: fc.integer({ min: 1, max: width }),
      top: fc.integer({ min: 0, max: height - 1 }),
      bottom: fc.integer({ min: 1, max: height }),
      erase: fc.boolean(),
      opacity: fc.constantFrom(100, 100, 1, 60),
      turn: fc.nat({ max: 1000 }),
    }),
  )

test('composing many pixels at once gives the same as one by one', () => {
  fc.assert(
    fc.property(anyWork, ({ base, mask, coverage, left, right, top, bottom, erase, opacity, turn }) => {
      const rect = { left, right, top, bottom }
      const expected = slowly(base, mask, coverage, rect, { erase, opacity }, turn)
      compose(base, mask, coverage, rect, { erase, opacity }, turn)
      expect([...mask.data]).toEqual(expected)
    }),
    { numRuns: 400 },
  )
})

test('a mask that is painted on itself gives the same as one by one', () => {
  fc.assert(
    fc.property(anyWork, ({ mask, coverage, erase, opacity, turn }) => {
      const rect = { left: 0, top: 0, right: mask.width, bottom: mask.height }
      const expected = slowly(mask, mask, coverage, rect, { erase, opacity }, turn)
      compose(mask, mask, coverage, rect, { erase, opacity }, turn)
      expect([...mask.data]).toEqual(expected)
    }),
  )
})
