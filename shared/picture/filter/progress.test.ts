import { expect, test } from 'vitest'
import { forward } from './progress.ts'

test('progress only increases, by at least a hundredth, and reaches the end', () => {
  const fractions: number[] = []
  const onProgress = forward((fraction) => fractions.push(fraction))
  for (const fraction of [0, 0.3, 0.305, 0.1, 0.5, 0.995, 0.999, 1, 1]) onProgress(fraction)
  expect(fractions).toEqual([0.3, 0.5, 0.995, 1])
})

test('a listener is optional', () => {
  expect(() => forward(undefined)(1)).not.toThrow()
})
