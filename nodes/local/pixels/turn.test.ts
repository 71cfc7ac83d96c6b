import { expect, test } from 'vitest'
import { mask, picture, rowsOf } from '../testing/pixels.ts'
import { turn, turns } from './turn.ts'

const before = mask([1, 2, 3], [4, 5, 6])
const still = { across: false, down: false }

test.each([
  [
    'none',
    still,
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ],
  [
    '90° clockwise',
    still,
    [
      [4, 1],
      [5, 2],
      [6, 3],
    ],
  ],
  [
    '180°',
    still,
    [
      [6, 5, 4],
      [3, 2, 1],
    ],
  ],
  [
    '90° counter-clockwise',
    still,
    [
      [3, 6],
      [2, 5],
      [1, 4],
    ],
  ],
  [
    'none',
    { across: true, down: false },
    [
      [3, 2, 1],
      [6, 5, 4],
    ],
  ],
  [
    'none',
    { across: false, down: true },
    [
      [4, 5, 6],
      [1, 2, 3],
    ],
  ],
  [
    '90° clockwise',
    { across: true, down: false },
    [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
  ],
] as const)('%s, then mirrored %o', (by, mirror, after) => {
  expect(rowsOf(turn(before, by, mirror))).toEqual(after)
})

test('four times in one direction gives the same picture, in colour with its alpha', () => {
  const colours = picture(['ff000080', '00ff00'], ['0000ff', '123456'], ['abcdef', '00000000'])
  for (const by of turns) {
    const again = [by, by, by, by].reduce((made, one) => turn(made, one, still), colours)
    expect(again).toEqual(colours)
  }
})
