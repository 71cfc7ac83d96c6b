import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeArea } from './freeArea.ts'

const pane = { x: 44, y: 44, width: 1236, height: 730 }

test.each([
  ['nothing', [], pane],
  [
    'a panel at the left',
    [{ x: 44, y: 44, width: 340, height: 730 }],
    { x: 384, y: 44, width: 896, height: 730 },
  ],
  [
    'help at the bottom',
    [{ x: 280, y: 640, width: 760, height: 120 }],
    { x: 44, y: 44, width: 1236, height: 596 },
  ],
  [
    'a bar at the top',
    [{ x: 300, y: 56, width: 700, height: 44 }],
    { x: 44, y: 100, width: 1236, height: 674 },
  ],
  [
    'a panel, help and the view controls',
    [
      { x: 1070, y: 722, width: 200, height: 40 },
      { x: 280, y: 640, width: 760, height: 120 },
      { x: 44, y: 44, width: 340, height: 730 },
    ],
    { x: 384, y: 44, width: 896, height: 596 },
  ],
  ['a panel over nearly all of it', [{ x: 44, y: 44, width: 1100, height: 730 }], pane],
  ['something elsewhere', [{ x: 0, y: 0, width: 44, height: 800 }], pane],
  ['a panel that is not loaded yet', [{ x: 44, y: 44, width: 0, height: 730 }], pane],
])('what is beside %s', (_, covers, free) => {
  expect(freeArea(pane, covers)).toEqual(free)
})

const rect = fc.record({
  x: fc.integer({ min: -200, max: 1400 }),
  y: fc.integer({ min: -200, max: 900 }),
  width: fc.integer({ min: 0, max: 700 }),
  height: fc.integer({ min: 0, max: 500 }),
})

test('the free area lies in the pane, and no side of it is less than a quarter of the pane’s', () => {
  fc.assert(
    fc.property(fc.array(rect, { maxLength: 6 }), (covers) => {
      const { x, y, width, height } = freeArea(pane, covers)
      expect(x >= pane.x && y >= pane.y).toBe(true)
      expect(x + width <= pane.x + pane.width && y + height <= pane.y + pane.height).toBe(true)
      expect(width >= pane.width / 4 && height >= pane.height / 4).toBe(true)
    }),
  )
})
