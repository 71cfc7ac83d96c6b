import { expect, test } from 'vitest'
import { withChanges } from './withChanges.ts'

const before = new Set(['a', 'b'])

test('the selection follows its changes, and is left alone by others', () => {
  expect(
    withChanges(before, [
      { type: 'select', id: 'c', selected: true },
      { type: 'select', id: 'a', selected: false },
    ]),
  ).toEqual(new Set(['b', 'c']))
  expect(withChanges(before, [{ type: 'position', id: 'a' }])).toBe(null)
  expect(withChanges(before, [{ type: 'select', id: 'a', selected: true }])).toBe(null)
})
