import { expect, test } from 'vitest'
import { gaussianKernel } from './gaussianKernel.ts'

/** Both sides of it. */
const whole = (sigma: number): readonly number[] => {
  const half = [...gaussianKernel(sigma)]
  return [...half.slice(1).toReversed(), ...half]
}

const deviation = (weights: readonly number[]): number =>
  Math.sqrt(weights.reduce((sum, weight, at) => sum + weight * (at - (weights.length - 1) / 2) ** 2, 0))

const sigmas = [1e-12, 0.01, 0.1, 0.3, 0.5, 0.55, 0.6, 0.7, 0.75, 1, 1.4, 2, 3, 8]

test.each(sigmas)('the weights for %d sum to 1, and fall to both sides', (sigma) => {
  const half = gaussianKernel(sigma)
  expect(whole(sigma).reduce((sum, weight) => sum + weight, 0)).toBe(1)
  expect([...half]).toEqual([...half].toSorted((a, b) => b - a))
  expect(half.at(-1)).toBeGreaterThan(0)
})

test.each(sigmas.slice(2))('their standard deviation is %d within 2 %%', (sigma) => {
  expect(Math.abs(deviation(whole(sigma)) / sigma - 1)).toBeLessThan(0.02)
})

test('from 0.75 on they are those of the Gaussian at whole places', () => {
  // SciPy 1.10.1: gaussian_filter1d of an impulse, sigma 1 and 2, from the middle on.
  const one = [0.39894347, 0.24197145, 0.05399113, 0.00443186, 0.00013383]
  const two = [
    0.19947465, 0.17603576, 0.12098749, 0.06475994, 0.02699596, 0.0087643, 0.00221596, 0.00043635, 0.00006692,
  ]
  for (const [sigma, expected] of [
    [1, one],
    [2, two],
  ] as const)
    expect(
      [...gaussianKernel(sigma)].map((weight, at) => Math.abs(weight - (expected[at] ?? 0)) < 1e-5),
    ).toEqual(expected.map(() => true))
})
