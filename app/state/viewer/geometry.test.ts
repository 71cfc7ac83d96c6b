import { describe, expect, test } from 'vitest'
import { fitView, frameOf, held, panBy, slideBy, wheelZoom, within, zoomTo } from './geometry.ts'

const pane = { width: 800, height: 600 }
const picture = { width: 1600, height: 1200 }

describe('a picture that fits', () => {
  test.each([
    ['is as large as the stage allows', pane, { width: 1600, height: 600 }, 0.5],
    ['is not cut at the other side', pane, { width: 800, height: 2400 }, 0.25],
    ['is enlarged where it is small, to twice its size', pane, { width: 64, height: 64 }, 2],
    ['is not enlarged by a part of itself', pane, { width: 500, height: 500 }, 1],
  ])('%s', (_, room, size, zoom) => {
    expect(fitView(room, size)).toEqual({ zoom, x: 0, y: 0 })
  })
})

describe('zooming', () => {
  test('keeps the point under the pointer where it is', () => {
    const before = { zoom: 1, x: 20, y: -10 }
    const at = { x: 100, y: 50 }
    const after = zoomTo(before, 4, at, pane, picture)
    const pointOf = ({ zoom, x, y }: typeof before) => [(at.x - x) / zoom, (at.y - y) / zoom]
    expect(pointOf(after)).toEqual(pointOf(before))
  })

  test('ends at 64 times the size, and never below what fits', () => {
    const middle = { x: 0, y: 0 }
    expect(zoomTo({ zoom: 1, x: 0, y: 0 }, 1e9, middle, pane, picture).zoom).toBe(64)
    expect(zoomTo({ zoom: 1, x: 0, y: 0 }, 0, middle, pane, picture).zoom).toBe(0.02)
    const huge = { width: 80_000, height: 60_000 }
    expect(zoomTo({ zoom: 1, x: 0, y: 0 }, 0, middle, pane, huge).zoom).toBe(0.01)
  })

  test('out again puts the picture back into the middle', () => {
    const corner = { zoom: 4, x: 2800, y: 2100 }
    expect(zoomTo(corner, 0.5, { x: 300, y: 0 }, pane, picture)).toEqual({ zoom: 0.5, x: 0, y: 0 })
  })
})

test.each([
  ['within its room', { x: 50, y: 30 }, { x: 50, y: 30 }],
  ['to its edge and no further', { x: 5000, y: -5000 }, { x: 400, y: -300 }],
])('a picture is dragged %s', (_, by, expected) => {
  expect(panBy({ zoom: 1, x: 0, y: 0 }, by, pane, picture)).toEqual({ zoom: 1, ...expected })
})

test('a side that fits stays in the middle while the other is dragged', () => {
  expect(held({ zoom: 1, x: 90, y: 90 }, pane, { width: 400, height: 1200 })).toEqual({
    zoom: 1,
    x: 0,
    y: 90,
  })
})

test('a picture is positioned by its middle', () => {
  expect(frameOf({ zoom: 0.25, x: 10, y: -5 }, pane, picture)).toEqual({
    x: 210,
    y: 145,
    width: 400,
    height: 300,
  })
})

test.each([
  [
    'half as large, it covers the frame of the first',
    { width: 800, height: 600 },
    { x: 0, y: 0, width: 400, height: 300 },
  ],
  [
    'of other proportions, it stands whole in the middle',
    { width: 300, height: 300 },
    { x: 50, y: 0, width: 300, height: 300 },
  ],
])('a second picture to compare with: %s', (_, other, expected) => {
  expect(within({ x: 0, y: 0, width: 400, height: 300 }, other)).toEqual(expected)
})

test('the wheel zooms as far in as it does out, and one wild turn does not lose the picture', () => {
  expect(wheelZoom(100, false) * wheelZoom(-100, false)).toBeCloseTo(1)
  expect(wheelZoom(10_000, false)).toBe(wheelZoom(200, false))
  expect(wheelZoom(-10, true)).toBeGreaterThan(wheelZoom(-10, false))
})

test.each([
  [0.5, 'ArrowLeft', false, 0.48],
  [0.5, 'ArrowRight', true, 0.6],
  [0.5, 'PageUp', false, 0.6],
  [0.99, 'ArrowRight', false, 1],
  [0.01, 'ArrowLeft', false, 0],
  [0.5, 'Home', false, 0],
  [0.5, 'End', false, 1],
  [0.5, 'x', false, null],
])('the slider goes from %d by %s (large: %s) to %s', (at, key, large, to) => {
  const next = slideBy(at, key, large)
  expect(next === null ? null : Number(next.toFixed(6))).toBe(to)
})
