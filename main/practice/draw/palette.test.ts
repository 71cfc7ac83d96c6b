import { expect, test } from 'vitest'
import { turnHue } from './colour.ts'
import { readMood } from './mood.ts'
import { createPalette, distanceColour, ramp } from './palette.ts'
import { createRandom } from './random.ts'

const palette = (prompt: string, seed = 'x') =>
  createPalette(readMood(prompt, createRandom(seed)), createRandom(seed))

const hueGap = (hue: number, other: number): number => Math.abs(turnHue(hue, other, 1) - hue) % 360

test.each([
  ['red', 25],
  ['blue', 255],
  ['green', 148],
])('%s turns the sky to that hue whatever the seed', (word, hue) => {
  for (const seed of ['1', '2', '3', '4', '5']) {
    const gap = hueGap(palette(`${word} hills day`, seed).skyTop.h, hue)
    expect(Math.min(gap, 360 - gap)).toBeLessThan(35)
  }
})

test('a night is darker than a day', () => {
  expect(palette('hills night').skyTop.l).toBeLessThan(palette('hills day').skyTop.l - 0.3)
})

test('greys have next to no chroma', () => {
  expect(palette('monochrome hills').skyTop.c).toBeLessThan(0.02)
})

test('what is near is darker than what is far', () => {
  const colours = palette('hills day')
  const lightness = [0, 0.25, 0.5, 0.75, 1].map((nearness) => distanceColour(colours, nearness).l)
  expect(lightness).toEqual(lightness.toSorted((a, b) => b - a))
})

test('the row for painting by brightness only grows lighter', () => {
  for (const prompt of ['day', 'night', 'dusk red', 'pastel dawn']) {
    const lightness = ramp(palette(prompt)).map(({ l }) => l)
    expect(lightness).toEqual(lightness.toSorted((a, b) => a - b))
  }
})
