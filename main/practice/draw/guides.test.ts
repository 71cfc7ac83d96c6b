import { expect, test } from 'vitest'
import { discScene, pixelsOf } from '../testing/pictures.ts'
import { depth, edges, figure, percentile, smoothStep } from './guides.ts'

const size = { width: 200, height: 160 }
const scene = discScene(size.width, size.height)
const radius = 40
const fromMiddle = (index: number): number =>
  Math.hypot((index % size.width) - size.width / 2, Math.floor(index / size.width) - size.height / 2)

test('edges are on the rim of a disc and nowhere within it', async () => {
  const { values } = await edges(scene)
  const on = values.filter((_, index) => Math.abs(fromMiddle(index) - radius) < 1)
  const within = values.filter((_, index) => fromMiddle(index) < radius - 6)
  expect(percentile(on, 0.2)).toBeGreaterThan(0.9)
  expect(Math.max(...within)).toBe(0)
})

test('an even picture has no edges', async () => {
  const { values } = await edges(pixelsOf(64, 64, () => [120, 120, 120]))
  expect(Math.max(...values)).toBe(0)
})

test('depth takes the bright for near', async () => {
  const { values } = await depth(pixelsOf(64, 8, (x) => [x * 4, x * 4, x * 4]))
  expect(values[1]).toBeLessThan(0.1)
  expect(values[62]).toBeGreaterThan(0.9)
})

test('the figure is what stands out from the rim of the picture', async () => {
  const { values } = await figure(scene)
  const inside = values.filter((_, index) => fromMiddle(index) < radius * 0.7)
  const outside = values.filter((_, index) => fromMiddle(index) > radius * 1.4)
  expect(percentile(inside, 0.02)).toBeGreaterThan(0.9)
  expect(percentile(outside, 0.98)).toBeLessThan(0.1)
})

test('an even picture has no figure', async () => {
  const { values } = await figure(pixelsOf(64, 64, () => [120, 120, 120]))
  expect(Math.max(...values)).toBe(0)
})

test('a step rises from 0 to 1 between its bounds', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((value) => smoothStep(0.25, 0.75, value))).toEqual([0, 0, 0.5, 1, 1])
})
