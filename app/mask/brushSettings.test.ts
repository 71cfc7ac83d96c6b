import { expect, test } from 'vitest'
import { UNIT } from '#shared/mask/points.ts'
import { LEAST_SIZE, stepPercent, stepSize } from './brushSettings.ts'

test.each([
  ['a wide brush changes by an eighth', 8000, 1, 1024, 9000],
  ['and back', 8000, -1, 1024, 7000],
  ['a thin one by a pixel', 128, 1, 1024, 192],
  ['none is thinner than a pixel', 64, -1, 1024, 64],
  ['nor than can be distinguished on a huge picture', LEAST_SIZE, -1, 65_535, LEAST_SIZE],
  ['nor wider than the picture', UNIT - 10, 1, 1024, UNIT],
] as const)('%s', (_, size, direction, longer, next) => {
  expect(stepSize(size, direction, longer)).toBe(next)
})

test('hardness stays between nothing and all', () => {
  expect([stepPercent(95, 10), stepPercent(5, -10), stepPercent(50, 10)]).toEqual([100, 0, 60])
})
