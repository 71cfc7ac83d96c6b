import { expect, test } from 'vitest'
import { sheet, squareColumns } from './sheet.ts'

const cell = { width: 10, height: 20 }

test('three pictures in two columns take two rows, with a gap on every side', () => {
  expect(sheet(3, 2, cell, 4)).toEqual({
    size: { width: 32, height: 52 },
    cells: [
      { x: 4, y: 4, ...cell },
      { x: 18, y: 4, ...cell },
      { x: 4, y: 28, ...cell },
    ],
  })
})

test('fewer pictures than columns leave no empty columns', () => {
  expect(sheet(2, 9, cell, 0).size).toEqual({ width: 20, height: 20 })
})

test.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [4, 2],
  [5, 3],
  [9, 3],
])('%i pictures are in %i columns', (count, columns) => {
  expect(squareColumns(count)).toBe(columns)
})
