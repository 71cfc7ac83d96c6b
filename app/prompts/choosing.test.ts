import { expect, test } from 'vitest'
import { columnsFor, countText, chooseButtonText, markRange, toggleMark } from './choosing.ts'

test('pictures are numbered in the order in which they were marked', () => {
  const marks = [2, 0, 1].reduce<readonly number[]>(toggleMark, [])
  expect(marks).toEqual([2, 0, 1])
  expect(toggleMark(marks, 0)).toEqual([2, 1])
})

test.each([
  [[], 1, 3, [1, 2, 3]],
  [[5], 3, 1, [5, 3, 2, 1]],
  [[2], 1, 3, [2, 1, 3]],
  [[], 0, 63, Array.from({ length: 64 }, (_, at) => at)],
])('after %j the range from %i to %i is %j', (marks, from, to, after) => {
  expect(markRange(marks, from, to)).toEqual(after)
})

test('the number of chosen pictures is counted', () => {
  expect([countText([0, 5], 64), countText([], 1)]).toEqual(['2 of 64 chosen', ''])
})

test.each([
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 2],
  [5, 3],
  [9, 3],
  [30, 4],
])('%d pictures stand in %d columns', (count, columns) => {
  expect(columnsFor(count)).toBe(columns)
})

test.each([
  [[], 4, 'Choose a picture'],
  [[3], 4, 'Use 1 picture'],
  [[3, 1], 4, 'Use 2 pictures'],
  [[0], 1, 'Use this picture'],
])('with %j of %d the button says "%s"', (marks, count, text) => {
  expect(chooseButtonText(marks, count)).toBe(text)
})
