import { expect, test } from 'vitest'
import { withMode } from './mode.ts'

test.each([
  [{ engine: 'practice' }, { engine: 'practice', mode: 'practice' }],
  [
    { engine: 'runcomfy', at: 1 },
    { engine: 'runcomfy', at: 1, mode: 'live' },
  ],
  [
    { engine: 'other', mode: 'practice' },
    { engine: 'other', mode: 'practice' },
  ],
  [{ engine: 'other' }, { engine: 'other' }],
  [{ at: 1 }, { at: 1 }],
  ['practice', 'practice'],
])('the mode of %j follows from the engine only where no mode is named', (value, expected) => {
  expect(withMode(value)).toEqual(expected)
})
