import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rect } from '../../base/geometry.ts'
import { contains } from '../../base/geometry.ts'
import { fitInto, isSameView, onPane, panInto, withMargin } from './viewport.ts'

const area = { x: 384, y: 44, width: 800, height: 600 }

const side = (max: number) => fc.integer({ min: 1, max })
const place = fc.integer({ min: -50_000, max: 50_000 })
const box = fc.record({ x: place, y: place, width: side(60_000), height: side(60_000) })

/** A hair wider, because sums of fractions are rounded. */
const around = ({ x, y, width, height }: Rect): Rect => ({
  x: x - 1e-6,
  y: y - 1e-6,
  width: width + 2e-6,
  height: height + 2e-6,
})

test('whatever is fitted lies in the area, whole, and never larger than at 100 %', () => {
  fc.assert(
    fc.property(box, (one) => {
      const view = fitInto(one, area)
      expect(contains(around(area), onPane(view, one))).toBe(true)
      expect(view.zoom).toBeLessThanOrEqual(1)
    }),
  )
})

test('a tower of 42,000 pixels is shown to its end', () => {
  const tower = { x: 0, y: 0, width: 1360, height: 42_163 }
  const { y, height } = onPane(fitInto(tower, area), tower)
  expect([Math.round(y), Math.round(height)]).toEqual([44, 600])
})

test('what comes into view moves the view as little as possible', () => {
  const view = { x: 100, y: 100, zoom: 0.5 }
  const at = (x: number, y: number) => panInto(view, { x, y, width: 280, height: 400 }, area)
  expect(at(800, 200)).toEqual(view)
  // Under the panel at the left, and above.
  expect(at(0, -300)).toEqual({ x: 384, y: 194, zoom: 0.5 })
  // Below and to the right.
  expect(at(2300, 1200)).toEqual({ x: 1184 - 1290, y: 644 - 800, zoom: 0.5 })
})

test('of what is larger than the area, the upper left corner is shown', () => {
  const { x, y } = onPane(panInto({ x: 0, y: 0, zoom: 1 }, { x: 0, y: 0, width: 2000, height: 900 }, area), {
    x: 0,
    y: 0,
    width: 2000,
    height: 900,
  })
  expect([x, y]).toEqual([384, 44])
})

test('what can be brought into view without zooming is', () => {
  fc.assert(
    fc.property(
      fc.record({ x: place, y: place, width: side(400), height: side(300) }),
      fc.record({ x: place, y: place, zoom: fc.double({ min: 0.05, max: 1, noNaN: true }) }),
      (one, view) => {
        expect(contains(around(area), onPane(panInto(view, one, area), one))).toBe(true)
      },
    ),
  )
})

test.each([
  ['a pixel', { x: 11, y: 20, zoom: 0.5 }, true],
  ['a pan', { x: 14, y: 20, zoom: 0.5 }, false],
  ['a turn of the wheel', { x: 10, y: 20, zoom: 0.51 }, false],
])('a view that differs by %s', (_, other, same) => {
  expect(isSameView({ x: 10, y: 20, zoom: 0.5 }, other)).toBe(same)
})

test('what is framed keeps a margin, which stays small on a large screen', () => {
  expect(withMargin({ x: 0, y: 0, width: 1000, height: 200 })).toEqual({
    x: 50,
    y: 16,
    width: 900,
    height: 168,
  })
  expect(withMargin({ x: 0, y: 0, width: 3840, height: 2160 }).x).toBe(64)
})
