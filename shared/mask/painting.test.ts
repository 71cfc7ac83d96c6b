import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindingOf, keepPositions, refit } from './binding.ts'
import type { Painting, PaintStep } from './painting.ts'
import { paintsSomething, PAINTING_CAPS, readPainting } from './painting.ts'
import { encodePoints, UNIT } from './points.ts'
import { rasterise } from './rasterise.ts'
import { STEP_NUMBERS, stepOf } from './testing/stepOf.ts'

const anyStep = fc
  .array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: STEP_NUMBERS, maxLength: STEP_NUMBERS })
  .map(stepOf)

const picture = { sha256: 'a'.repeat(64), width: 64, height: 48 }
const other = { sha256: 'b'.repeat(64), width: 64, height: 48 }
const larger = { sha256: 'c'.repeat(64), width: 128, height: 48 }
const painting = (...steps: PaintStep[]): Painting => ({ version: 1, picture, steps })
const dot: PaintStep = {
  tool: 'brush',
  size: 100,
  hardness: 80,
  ...encodePoints([{ x: 5, y: 5, pressure: 255 }]),
}

describe('a painting in a file', () => {
  test('is read as it was written, with its unknown fields', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 8 }), (steps) => {
        const value = { ...painting(...steps), later: { a: 1 } }
        expect(readPainting(JSON.parse(JSON.stringify(value)))).toEqual({ ok: true, painting: value })
      }),
    )
  })

  test.each([
    ['nothing', null, /^is none$/],
    [
      'of a later version',
      { ...painting(dot), version: 2 },
      /^was painted with a newer version of this program$/,
    ],
    ['without a picture', { version: 1, steps: [] }, /^cannot be read: picture /],
    ['with a tool that is none', { ...painting(), steps: [{ tool: 'spray' }] }, /^cannot be read: steps\.0/],
    [
      'with broken points',
      { ...painting(), steps: [{ ...dot, points: 'C' }] },
      /has points that cannot be read/,
    ],
    [
      'with too many steps',
      painting(...Array.from({ length: PAINTING_CAPS.steps + 1 }, (): PaintStep => ({ tool: 'invert' }))),
      /^cannot be read: steps /,
    ],
    [
      'with too many points in all',
      painting(
        ...Array.from({ length: 60 }, (): PaintStep => ({ tool: 'lasso', points: 'AA'.repeat(5000) })),
      ),
      /has more strokes than a workflow may have/,
    ],
  ])('%s is refused with an error', (_, value, why) => {
    expect(readPainting(value)).toEqual({
      ok: false,
      why: expect.stringMatching(why),
    })
  })
})

describe('whether something is painted', () => {
  const eraser: PaintStep = { tool: 'rectangle', box: [0, 0, 1, 1], erase: true }
  test.each<[string, readonly PaintStep[], boolean]>([
    ['no steps', [], false],
    ['a stroke', [dot], true],
    ['a stroke that is not seen', [{ tool: 'fill', at: [0, 0], opacity: 0 }], false],
    ['an eraser alone', [eraser, { tool: 'grow', by: 9 }, { tool: 'feather', by: 9 }], false],
    ['cleared', [dot, { tool: 'clear' }], false],
    ['inverted', [{ tool: 'invert' }], true],
    ['begun from what is transparent', [{ tool: 'start', from: 'alpha' }], true],
  ])('%s', (_, steps, something) => {
    expect(paintsSomething(steps)).toBe(something)
  })
})

describe('a mask and the picture it was painted on', () => {
  test.each([
    [picture, 'same'],
    [other, 'other'],
    [larger, 'other size'],
    [{ sha256: other.sha256 }, 'other'],
  ])('%o is the %s', (incoming, binding) => {
    expect(bindingOf(painting(dot), incoming)).toBe(binding)
  })

  test('refitted, it covers the same part of the new one', () => {
    const left = painting({ tool: 'rectangle', box: [0, 0, UNIT / 2, UNIT] })
    const fitted = refit(left, larger)
    expect(fitted).toEqual({ ...left, picture: larger })
    expect([...rasterise(fitted, 4, 1)]).toEqual([255, 255, 0, 0])
  })

  test('kept in place, it covers the same pixels of the new one', () => {
    const before = painting(
      { tool: 'rectangle', box: [0, 0, UNIT / 2, UNIT] },
      {
        tool: 'brush',
        size: UNIT / 4,
        hardness: 100,
        ...encodePoints([{ x: UNIT / 2, y: UNIT / 2, pressure: 255 }]),
      },
    )
    const old = rasterise(before, picture.width, picture.height)
    const now = rasterise(keepPositions(before, larger), larger.width, larger.height)
    const same = old.filter((_, at) => old[at] === now[Math.floor(at / 64) * 128 + (at % 64)])
    expect(same.length).toBe(old.length)
  })

  test('kept in place, every kind of step stays one that can be read', () => {
    fc.assert(
      fc.property(
        fc.array(anyStep, { maxLength: 8 }),
        fc.integer({ min: 1, max: 65_535 }),
        (steps, width) => {
          const same = keepPositions(painting(...steps), { ...larger, width })
          expect(readPainting(JSON.parse(JSON.stringify(same)))).toMatchObject({ ok: true })
        },
      ),
    )
  })
})
