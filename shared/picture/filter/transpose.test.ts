import { expect, test } from 'vitest'
import { transpose } from './transpose.ts'

test('rows become columns', () => {
  expect([...transpose(Uint8Array.of(1, 2, 3, 4, 5, 6), 3, 2, 1)]).toEqual([1, 4, 2, 5, 3, 6])
})

test('a pixel keeps its channels in order, and twice gives it back', () => {
  const pixels = Uint8Array.from({ length: 24 }, (_, at) => at)
  const turned = transpose(pixels, 3, 2, 4)
  expect([...turned.subarray(4, 8)]).toEqual([12, 13, 14, 15])
  expect(transpose(turned, 2, 3, 4)).toEqual(pixels)
})
