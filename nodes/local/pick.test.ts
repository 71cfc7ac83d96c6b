import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import pick from './pick.ts'
import { createBench } from './testing/runNode.ts'

const list = ['a', 'b', 'c']

test.each([
  [0, 'a'],
  [2, 'c'],
  [-1, 'c'],
  [-3, 'a'],
])('item %i of a, b, c is %s', async (index, item) => {
  expect(await createBench().run(pick, { list, index })).toEqual({ item })
})

test('no item is picked from a list in which one is missing: its place would be another one', () => {
  expect(pick.byPlace).toBe(true)
})

test.each([
  [3, list, 'There is no item 3 in a list of 3 items: the index goes from -3 to 2.'],
  [-4, list, 'There is no item -4 in a list of 3 items: the index goes from -3 to 2.'],
  [1, ['a'], 'There is no item 1 in a list of 1 item: the index goes from -1 to 0.'],
  [0, [], 'There is no item 0 in a list of 0 items.'],
])('item %i of %j is refused', async (index, items, words) => {
  const picked = createBench().run(pick, { list: items, index })
  await expect(picked).rejects.toThrow(new AppError('input.invalid', words))
})
