import { expect, test } from 'vitest'
import { createPeaks } from './peaks.ts'

test('each part shows its loudest moment, in relation to the loudest of all', () => {
  const peaks = createPeaks(4, 0, 4)
  peaks.add(new Float32Array([0.1, -0.5]), 0, 2)
  peaks.add(new Float32Array([0.25, 0]), 2, 2)
  expect(peaks.heights()).toEqual([1, 0, 0.5, 0])
})

test('silence has no height, and samples outside of the duration do not count', () => {
  const peaks = createPeaks(2, 1, 2)
  peaks.add(new Float32Array([0.5]), 0, 1)
  peaks.add(new Float32Array([0.5]), 3, 1)
  expect(peaks.heights()).toEqual([0, 0])
})
