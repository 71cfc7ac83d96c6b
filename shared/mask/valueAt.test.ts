import { expect, test } from 'vitest'
import { valueAt } from './valueAt.ts'

test('inside a list there are its numbers, outside it nothing', () => {
  const values = Uint8Array.of(7, 8)
  expect([-1, 0, 1, 2].map((index) => valueAt(values, index))).toEqual([0, 7, 8, 0])
})
