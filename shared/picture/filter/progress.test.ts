import { expect, test } from 'vitest'
import { forward } from './progress.ts'

test('progress only goes forward, by a hundredth at least, and to the end', () => {
  const told: number[] = []
  const tell = forward((fraction) => told.push(fraction))
  for (const fraction of [0, 0.3, 0.305, 0.1, 0.5, 0.995, 0.999, 1, 1]) tell(fraction)
  expect(told).toEqual([0.3, 0.5, 0.995, 1])
})

test('nobody has to listen', () => {
  expect(() => forward(undefined)(1)).not.toThrow()
})
