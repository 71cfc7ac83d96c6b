import { expect, test } from 'vitest'
import { gridShape, nextIndex } from './gridMoves.ts'

test.each([
  [316, { columns: 2, cell: 154, step: 186 }],
  [298, { columns: 2, cell: 145, step: 177 }],
  [620, { columns: 4, cell: 149, step: 181 }],
  [90, { columns: 1, cell: 90, step: 122 }],
])('at a width of %i pixels there are as many columns as fit', (width, shape) => {
  expect(gridShape(width)).toEqual(shape)
})

// Ten pictures in rows of four, of which two rows are visible.
test.each([
  ['ArrowRight', 3, 4],
  ['ArrowRight', 9, 9],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 5],
  ['ArrowDown', 7, 9],
  ['ArrowDown', 8, 8],
  ['ArrowUp', 5, 1],
  ['ArrowUp', 2, 2],
  ['PageDown', 1, 9],
  ['PageUp', 9, 1],
  ['Home', 7, 0],
  ['End', 2, 9],
  ['a', 2, null],
])('%s at %i moves to %s', (key, at, next) => {
  expect(nextIndex(key, at, { columns: 4, count: 10, page: 2 })).toBe(next)
})
