import { expect, test } from 'vitest'
import { freePosition } from './freePosition.ts'

const size = { width: 100, height: 100 }
const wanted = { x: 0, y: 0 }

test.each([
  ['on an empty canvas', [], { x: 0, y: 0 }],
  ['beside what is far away', [{ x: 500, y: 0, width: 100, height: 100 }], { x: 0, y: 0 }],
  ['to the right of what lies there', [{ x: 0, y: 0, width: 100, height: 900 }], { x: 160, y: 0 }],
  ['below what lies there', [{ x: -900, y: 0, width: 2000, height: 100 }], { x: 0, y: 160 }],
  ['nowhere free', [{ x: -9000, y: -9000, width: 18_000, height: 18_000 }], { x: 0, y: 0 }],
])('a new card comes %s', (_, occupied, position) => {
  expect(freePosition(occupied, size, wanted)).toEqual(position)
})
