import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PaintStep } from '#shared/mask/painting.ts'
import { UNIT } from '#shared/mask/points.ts'
import { rasterise } from '#shared/mask/rasterise.ts'
import { STEP_NUMBERS, stepOf } from '#shared/mask/testing/stepOf.ts'
import type { PainterOptions } from './painter.ts'
import { createPainter } from './painter.ts'

const anyStep = fc
  .array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: STEP_NUMBERS, maxLength: STEP_NUMBERS })
  .map(stepOf)

const start = (options: Partial<PainterOptions> = {}) =>
  createPainter({
    width: 24,
    height: 16,
    steps: [],
    sources: () => ({}),
    onChange: () => {},
    onStep: () => {},
    ...options,
  })

const half: PaintStep = { tool: 'rectangle', box: [0, 0, UNIT / 2, UNIT] }

describe('a mask under the brush', () => {
  test('is, after any steps, undone and done again, what its steps draw', () => {
    const acts = fc.array(fc.oneof(anyStep, fc.constantFrom('undo' as const, 'redo' as const)), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 3 }), acts, (steps, acts) => {
        const painter = start({ steps })
        for (const act of acts) {
          if (act === 'undo') painter.undo()
          else if (act === 'redo') painter.redo()
          else painter.do(act)
          expect(painter.mask.data).toEqual(rasterise({ steps: painter.steps() }, 24, 16))
        }
      }),
    )
  })

  test('undoes what it was opened with, too', () => {
    const painter = start({ steps: [half, { tool: 'invert' }] })
    expect(painter.undo()).toEqual({ tool: 'invert' })
    expect(painter.undo()).toEqual(half)
    expect(painter.undo()).toBeNull()
    expect([painter.canUndo(), painter.canRedo()]).toEqual([false, true])
    expect(painter.redo()).toEqual(half)
    expect(painter.steps()).toEqual([half])
  })

  test('forgets what was undone once something else is painted', () => {
    const painter = start({ steps: [half] })
    painter.undo()
    painter.do({ tool: 'invert' })
    expect(painter.redo()).toBeNull()
    expect(painter.steps()).toEqual([{ tool: 'invert' }])
  })

  test('takes other steps in the place of its own', () => {
    const painter = start({ steps: [half] })
    painter.replace([{ tool: 'invert' }, half])
    expect(painter.mask.data).toEqual(rasterise({ steps: [{ tool: 'invert' }, half] }, 24, 16))
    expect(painter.undo()).toEqual(half)
    expect(painter.mask.data.every((value) => value === 255)).toBe(true)
  })

  test('shows a stroke while it is drawn, and removes it when the stroke is cancelled', () => {
    const painter = start({ steps: [half] })
    const before = painter.mask.data.slice()
    painter.begin(1, { erase: false, opacity: 100 })
    painter.extend([{ x: 20, y: 8, radius: 3 }])
    expect(painter.mask.data).not.toEqual(before)
    painter.finish(null)
    expect(painter.mask.data).toEqual(before)
    expect(painter.steps()).toEqual([half])
  })

  test('reports exactly the pixels that have changed', () => {
    const changed: unknown[] = []
    const painter = start({ onChange: (rect) => changed.push(rect) })
    painter.do(half)
    painter.undo()
    const rect = { left: 0, top: 0, right: 12, bottom: 16 }
    expect(changed).toEqual([rect, rect])
  })
})
