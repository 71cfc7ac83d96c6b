import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startStroke } from './liveStroke.ts'
import type { PaintStep } from './painting.ts'
import type { Point } from './points.ts'
import { encodePoints, UNIT } from './points.ts'
import { createMaskCanvas, dabsOf, rasterise } from './rasterise.ts'
import { STEP_NUMBERS, stepOf } from './testing/stepOf.ts'

const anyStep = fc
  .array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: STEP_NUMBERS, maxLength: STEP_NUMBERS })
  .map(stepOf)

const half = UNIT / 2
const all: PaintStep = { tool: 'rectangle', box: [0, 0, UNIT, UNIT] }
const left: PaintStep = { tool: 'rectangle', box: [0, 0, half, UNIT] }
const draw = (...steps: readonly PaintStep[]): number[] => [...rasterise({ steps }, 4, 1)]

describe('the steps of a painting', () => {
  test.each<[string, readonly PaintStep[], readonly number[]]>([
    ['nothing is chosen at first', [], [0, 0, 0, 0]],
    ['white is what is painted', [left], [255, 255, 0, 0]],
    ['an eraser takes away', [all, { ...left, erase: true }], [0, 0, 255, 255]],
    ['opacity paints in part', [{ ...left, opacity: 50 }], [128, 128, 0, 0]],
    [
      'and on what is there, the rest of it',
      [
        { ...left, opacity: 50 },
        { ...all, opacity: 50 },
      ],
      [192, 192, 128, 128],
    ],
    ['inverting turns it round', [left, { tool: 'invert' }], [0, 0, 255, 255]],
    ['clearing takes everything', [all, { tool: 'clear' }], [0, 0, 0, 0]],
    ['growing is by parts of the longer side', [left, { tool: 'grow', by: UNIT / 4 }], [255, 255, 255, 0]],
    ['so is shrinking', [left, { tool: 'grow', by: -UNIT / 4 }], [255, 0, 0, 0]],
    ['a fill covers what is not chosen', [left, { tool: 'fill', at: [UNIT - 1, 0] }], [255, 255, 255, 255]],
    ['one after the other', [left, { tool: 'invert' }, { ...left, opacity: 20 }], [51, 51, 255, 255]],
  ])('%s', (_, steps, row) => {
    expect(draw(...steps)).toEqual(row)
  })

  test('start from the mask that comes in, in whatever size it comes', () => {
    const mask = { width: 2, height: 1, data: Uint8Array.of(255, 0) }
    expect([...rasterise({ steps: [] }, 2, 1, { mask })]).toEqual([255, 0])
    expect([...rasterise({ steps: [] }, 4, 1, { mask })]).toEqual([255, 191, 64, 0])
    expect([
      ...rasterise({ steps: [{ tool: 'clear' }, { tool: 'start', from: 'mask' }] }, 2, 1, { mask }),
    ]).toEqual([255, 0])
  })

  test('start again from the transparency, or from nothing if there is none', () => {
    const alpha = { width: 4, height: 1, data: Uint8Array.of(0, 0, 9, 255) }
    const steps: PaintStep[] = [all, { tool: 'start', from: 'alpha' }]
    expect([...rasterise({ steps }, 4, 1, { alpha })]).toEqual([0, 0, 9, 255])
    expect([...rasterise({ steps }, 4, 1)]).toEqual([0, 0, 0, 0])
  })

  test('cover the same part of the picture in every size', () => {
    const circle: PaintStep = {
      tool: 'brush',
      size: UNIT / 2,
      hardness: 100,
      ...encodePoints([{ x: half, y: half, pressure: 255 }]),
    }
    for (const side of [32, 100, 256]) {
      const chosen = rasterise({ steps: [circle] }, side, side).reduce((sum, value) => sum + value, 0) / 255
      expect(Math.abs(chosen / (side * side) - Math.PI / 16)).toBeLessThan(0.002)
    }
  })

  test.each([
    [500, 'opacity 1', 1, 253],
    [100, 'opacity 1', 1, 162],
    [250, 'opacity 2', 2, 253],
    [20, 'opacity 50', 50, 255],
  ])('%i strokes of %s paint as much as they should, and erase as much', (count, _, opacity, max) => {
    const strokes = (step: PaintStep): readonly PaintStep[] => Array.from({ length: count }, () => step)
    const [painted = 0] = draw(...strokes({ ...all, opacity }))
    const [erased = 0] = draw(all, ...strokes({ ...all, opacity, erase: true }))
    expect(Math.abs(painted - max)).toBeLessThanOrEqual(1)
    expect(Math.abs(erased - (255 - max))).toBeLessThanOrEqual(1)
  })

  test('a faint edge of a faint brush adds only its part', () => {
    const faint: PaintStep = { tool: 'rectangle', opacity: 1, box: [0, 0, UNIT, Math.round(UNIT / 30)] }
    const steps = Array.from({ length: 500 }, () => faint)
    // 1 - (1 - 0.01 * 9 / 255) ^ 500 of 255
    expect(Math.abs((rasterise({ steps }, 1, 1)[0] ?? 0) - 41)).toBeLessThanOrEqual(2)
  })

  const zigzag = encodePoints(
    Array.from({ length: 9000 }, (_, at): Point => ({
      x: at % UNIT,
      y: (at % 2) * UNIT,
      pressure: 255,
    })),
  )

  test.each<[string, PaintStep[], string]>([
    [
      'brushes',
      Array.from({ length: 9 }, () => ({ tool: 'brush', size: UNIT, hardness: 0, ...zigzag })),
      'is more than 101 times what can be drawn in 5000 × 5000 pixels: step 1 of 9 (brush) is the most of it',
    ],
    [
      'lassos',
      [
        { tool: 'invert' },
        ...Array.from({ length: 12 }, () => ({ tool: 'lasso', points: zigzag.points }) as const),
      ],
      'is more than what can be drawn in 5000 × 5000 pixels: step 2 of 13 (lasso) is the most of it',
    ],
    [
      'steps that grow',
      Array.from({ length: 20 }, () => ({ tool: 'grow', by: 1 })),
      'is more than what can be drawn in 5000 × 5000 pixels: step 1 of 20 (grow) is the most of it',
    ],
    [
      'steps that fill',
      Array.from({ length: 2000 }, () => ({ tool: 'fill', at: [0, 0] })),
      'is more than 100 times what can be drawn in 5000 × 5000 pixels: step 1 of 2000 (fill) is the most of it',
    ],
  ])('%s are refused before any work if they would take too long', (_, steps, words) => {
    expect(() => rasterise({ steps }, 5000, 5000)).toThrow(`The painted mask ${words}.`)
  })

  test('a mask that comes in may have any shape', () => {
    const mask = { width: 10, height: 60_000, data: new Uint8Array(600_000).fill(200) }
    expect(rasterise({ steps: [] }, 60_000, 10, { mask })).toEqual(new Uint8Array(600_000).fill(200))
  })
})

describe('any painting', () => {
  const steps = fc.array(anyStep, { maxLength: 6 })
  const side = fc.integer({ min: 1, max: 40 })

  test('gives the same result each time, and changes only the reported pixels', () => {
    fc.assert(
      fc.property(steps, side, side, (steps, width, height) => {
        const canvas = createMaskCanvas(width, height)
        for (const [turn, step] of steps.entries()) {
          const before = canvas.mask.data.slice()
          const rect = canvas.apply(step, turn)
          const outside = before.some((value, at) => {
            const [x, y] = [at % width, Math.floor(at / width)]
            const inside = x >= rect.left && x < rect.right && y >= rect.top && y < rect.bottom
            return !inside && canvas.mask.data[at] !== value
          })
          expect(outside).toBe(false)
          expect(canvas.coverage.data.every((value) => value === 0)).toBe(true)
        }
        expect(rasterise({ steps }, width, height)).toEqual(canvas.mask.data)
      }),
    )
  })

  test('drawn live gives exactly the final pixels, and can be removed', () => {
    const points = fc.array(
      fc.record({
        x: fc.integer({ min: -9000, max: UNIT + 9000 }),
        y: fc.integer({ min: 0, max: UNIT }),
        pressure: fc.integer({ min: 0, max: 255 }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(
        steps,
        points,
        fc.integer({ min: 100, max: UNIT }),
        fc.boolean(),
        fc.constantFrom(1, 5, 70),
        (before, points, size, erase, opacity) => {
          const stroke = {
            tool: 'brush',
            size,
            hardness: 60,
            opacity,
            erase,
            ...encodePoints(points),
          } as const
          const canvas = createMaskCanvas(33, 21)
          before.forEach((step, turn) => canvas.apply(step, turn))
          const untouched = canvas.mask.data.slice()
          const live = startStroke(canvas, 0.6, { erase, opacity }, before.length)
          for (const dab of dabsOf(stroke, canvas.mask)) live.extend([dab])
          expect(canvas.mask.data).toEqual(rasterise({ steps: [...before, stroke] }, 33, 21))
          live.remove()
          expect(canvas.mask.data).toEqual(untouched)
        },
      ),
    )
  })
})

test('reports its progress by the work of its steps', () => {
  const fractions: number[] = []
  const steps: PaintStep[] = [all, { tool: 'grow', by: 1000 }]
  rasterise({ steps }, 64, 128, {}, { onProgress: (fraction) => fractions.push(fraction) })
  // A rectangle processes each pixel 4 times, growing 60 times.
  expect(fractions).toEqual([4 / 64, 34 / 64, 1])
})

test('without any steps there is no progress to report', () => {
  const fractions: number[] = []
  rasterise({ steps: [] }, 4, 4, {}, { onProgress: (fraction) => fractions.push(fraction) })
  expect(fractions).toEqual([])
})
