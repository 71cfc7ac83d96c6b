import { expect, test } from 'vitest'
import { along, colour, css, mix, toRgb, turnHue } from './colour.ts'

test.each([
  ['white', colour(1, 0, 0), '#ffffff'],
  ['black', colour(0, 0, 0), '#000000'],
  ['middle grey', colour(0.5999, 0, 0), '#808080'],
  ['the red of sRGB', colour(0.628, 0.2577, 29.23), '#ff0000'],
  ['the blue of sRGB', colour(0.452, 0.3132, 264.05), '#0000ff'],
])('%s is written as it is known', (_name, from, expected) => {
  expect(css(from)).toBe(expected)
})

test('a colour outside of sRGB keeps its lightness and loses chroma', () => {
  const [red, green, blue] = toRgb(colour(0.6, 0.9, 150))
  expect(green).toBeGreaterThan(red)
  expect(Math.max(red, green, blue)).toBeLessThanOrEqual(255)
})

test('a mix begins and ends with its colours', () => {
  const [from, to] = [colour(0.3, 0.1, 20), colour(0.8, 0.05, 200)]
  expect(css(mix(from, to, 0))).toBe(css(from))
  expect(css(mix(from, to, 1))).toBe(css(to))
  expect(mix(from, to, 0.5).l).toBeCloseTo(0.55)
})

test('a row of colours is walked from its first to its last', () => {
  const row = [colour(0, 0, 0), colour(0.5, 0.1, 90), colour(1, 0, 0)] as const
  expect([-1, 0, 0.5, 1, 2].map((share) => css(along(row, share)))).toEqual([
    '#000000',
    '#000000',
    css(row[1]),
    '#ffffff',
    '#ffffff',
  ])
})

test.each([
  [350, 10, 0.5, 0],
  [10, 350, 0.5, 0],
  [0, 90, 1, 90],
  [200, 100, 0, 200],
])('from hue %i to %i by %f of the short way is %i', (from, to, share, expected) => {
  expect(turnHue(from, to, share)).toBeCloseTo(expected)
})
