import { beforeEach, describe, expect, test } from 'vitest'
import type { PaintStep } from '#shared/mask/painting.ts'
import { readPainting } from '#shared/mask/painting.ts'
import { UNIT } from '#shared/mask/points.ts'
import { dabsOf, rasterise } from '#shared/mask/rasterise.ts'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import type { BrushSettings } from './brushSettings.ts'
import { brushStore } from './brushSettings.ts'
import type { Outline } from './gesture.ts'
import { createGesture } from './gesture.ts'
import { createPainter } from './painter.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const picture = { sha256: 'a'.repeat(64), width: 200, height: 100 }

function start(change: Partial<BrushSettings> = {}) {
  const steps: PaintStep[] = []
  const outlines: (Outline | null)[] = []
  const painter = createPainter({
    width: 100,
    height: 50,
    steps: [],
    sources: () => ({}),
    onChange: () => {},
    onStep: () => {},
  })
  const gesture = createGesture({
    painter,
    picture,
    settings: () => ({ ...editor.get(brushStore).getState(), size: UNIT / 10, ...change }),
    tolerance: () => 0.3,
    onOutline: (outline) => outlines.push(outline),
    onStep: (step) => steps.push(step),
  })
  return { painter, gesture, steps, outlines }
}

const pen = (x: number, y: number, pressure = 1) => ({ x, y, pressure })

describe('painting with the brush', () => {
  test('stores a stroke relative to the picture, with as few points as it has corners', () => {
    const { gesture, painter, steps } = start({ hardness: 50 })
    gesture.down(pen(20, 50))
    gesture.move([pen(60, 50.1), pen(100, 50)])
    gesture.move([pen(100, 80)])
    gesture.up()
    const [stroke] = steps
    expect(stroke).toMatchObject({ tool: 'brush', size: UNIT / 10, hardness: 50 })
    expect(stroke?.tool === 'brush' && dabsOf(stroke, picture)).toEqual(
      [
        { x: 20, y: 50, radius: 10 },
        { x: 100, y: 50, radius: 10 },
        { x: 100, y: 80, radius: 10 },
      ].map((dab) => ({
        ...dab,
        x: expect.closeTo(dab.x, 2),
        y: expect.closeTo(dab.y, 2),
        radius: expect.closeTo(dab.radius, 1),
      })),
    )
    expect(painter.mask.data).toEqual(rasterise({ steps }, 100, 50))
  })

  test('stores the pressure of the pen', () => {
    const { gesture, steps } = start()
    gesture.down(pen(20, 50, 0.2))
    gesture.move([pen(100, 50, 1)])
    gesture.up()
    const [stroke] = steps
    expect(
      stroke?.tool === 'brush' && dabsOf(stroke, picture).map(({ radius }) => Math.round(radius)),
    ).toEqual([2, 10])
  })

  test('a click is a dot', () => {
    const { gesture, painter } = start({ hardness: 100 })
    gesture.down(pen(100, 50))
    gesture.up()
    expect(painter.mask.data[25 * 100 + 50]).toBe(255)
  })

  test('leaves nothing when it is cancelled', () => {
    const { gesture, painter, steps } = start()
    gesture.down(pen(20, 50))
    gesture.move([pen(100, 50)])
    gesture.cancel()
    gesture.up()
    expect([steps, painter.canUndo(), painter.mask.data.some((value) => value > 0)]).toEqual([
      [],
      false,
      false,
    ])
  })

  test('the other end of a pen erases', () => {
    const { gesture, steps } = start()
    gesture.down(pen(20, 50), true)
    gesture.up()
    expect(steps).toEqual([expect.objectContaining({ tool: 'brush', erase: true })])
  })
})

describe('drawing a shape', () => {
  test('shows its outline, and covers it at the end', () => {
    const { gesture, outlines, steps } = start({ tool: 'rectangle', opacity: 40 })
    gesture.down(pen(20, 10))
    gesture.move([pen(120, 60)])
    gesture.up()
    expect(outlines.slice(1)).toEqual([{ kind: 'rectangle', from: pen(20, 10), to: pen(120, 60) }, null])
    expect(steps).toEqual([
      { tool: 'rectangle', opacity: 40, box: [UNIT / 10, UNIT / 10, 0.6 * UNIT, 0.6 * UNIT].map(Math.round) },
    ])
  })

  test('is as high as wide where that is asked for', () => {
    const { gesture, steps } = start({ tool: 'ellipse', erase: true })
    gesture.down(pen(100, 50))
    gesture.move([pen(80, 60)], true)
    gesture.up()
    expect(steps).toEqual([
      { tool: 'ellipse', erase: true, box: [0.5, 0.5, 0.4, 0.7].map((part) => Math.round(part * UNIT)) },
    ])
  })

  test('a lasso is stored as an outline, and one that is too small is discarded', () => {
    const { gesture, steps } = start({ tool: 'lasso' })
    gesture.down(pen(20, 10))
    gesture.up()
    expect(steps).toEqual([])
    gesture.down(pen(20, 10))
    gesture.move([pen(120, 10), pen(120, 60)])
    gesture.up()
    expect(readPainting({ version: 1, picture, steps })).toMatchObject({ ok: true })
    expect(steps).toHaveLength(1)
  })

  test('a fill begins where it is clicked', () => {
    const { gesture, steps } = start({ tool: 'fill' })
    gesture.down(pen(100, 25))
    gesture.up()
    expect(steps).toEqual([{ tool: 'fill', at: [UNIT / 2, UNIT / 4] }])
  })
})
