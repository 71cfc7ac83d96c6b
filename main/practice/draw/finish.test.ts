import { expect, test } from 'vitest'
import { pixelsOf } from '../testing/pictures.ts'
import { finish } from './finish.ts'

const grey = pixelsOf(300, 300, () => [128, 128, 128])

test('grain is fine, even in the mean, and the same each time', () => {
  const grained = finish(grey, 3, 0)
  const values = grained.data.filter((_, byte) => byte % 4 === 0)
  expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(6)
  expect(new Set(values).size).toBeGreaterThan(3)
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(128, 0)
  expect(finish(grey, 3, 0)).toEqual(grained)
})

test('corners grow darker, the middle does not', () => {
  const shaded = finish(grey, 0, 0.5)
  expect(shaded.data[(150 * 300 + 150) * 4]).toBe(128)
  expect(shaded.data[0]).toBeLessThan(80)
  expect(shaded.data[3]).toBe(255)
})
