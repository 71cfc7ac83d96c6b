import { expect, test } from 'vitest'
import { CAPTION, nextPlace, placeAll, placesBetween } from './masonry.ts'

const tops = (ratios: readonly number[], width: number) =>
  placeAll(ratios, width).places.map(({ column, top, height }) => [column, top, height])

test('each picture has its own shape, and goes below what ends highest', () => {
  expect(tops([1, 0.5, 1, 1], 300)).toEqual([
    [0, 0, 146],
    [1, 0, 73],
    [1, 73 + CAPTION + 8, 146],
    [0, 146 + CAPTION + 8, 146],
  ])
})

test('a window has room for larger pictures, and a very tall one does not push the others away', () => {
  const { places, height } = placeAll([20, 1, 1, 1, 1], 1200)
  expect([places.map(({ column }) => column), places[0]?.width, places[0]?.height]).toEqual([
    [0, 1, 2, 3, 4],
    233,
    466,
  ])
  expect(height).toBe(466 + CAPTION + 8)
  expect(placeAll([], 300)).toEqual({ places: [], height: 0 })
})

test('only what is in view is drawn, of any number', () => {
  const { places } = placeAll(
    Array.from({ length: 1200 }, (_, at) => [0.75, 1, 1.5][at % 3] ?? 1),
    1200,
  )
  const shown = placesBetween(places, 10_000, 10_800)
  expect(shown.length).toBeGreaterThan(10)
  expect(shown.length).toBeLessThan(30)
})

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 0, 3],
  ['ArrowUp', 3, 0],
  ['ArrowUp', 0, 0],
  ['PageDown', 0, 3],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 0, 3],
  ['ArrowRight', 3, 3],
  ['x', 0, null],
] as const)('%s at %i goes to %s', (key, at, next) => {
  expect(nextPlace(key, at, placeAll([1, 0.5, 1, 1], 300).places, 150)).toBe(next)
})
