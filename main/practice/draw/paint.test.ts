import { describe, expect, test } from 'vitest'
import { paintSubject } from './paint.ts'
import type { Subject } from './paint.ts'
import { accents, motifs } from './words.ts'

const size = { width: 320, height: 240 }
const subject = (change: Partial<Subject> = {}): Subject => ({
  prompt: 'hills at dusk',
  seed: 1,
  index: 0,
  detail: 1,
  expanded: false,
  ...change,
})
const paint = (change: Partial<Subject> = {}): string => paintSubject(subject(change), size)

/** The first word for each motif. */
const motifWords = Object.values(motifs).map((words) => words.split(' ')[0] ?? '')

test('the same subject is painted the same', () => {
  expect(paint()).toBe(paint())
})

test.each([
  ['a word of the prompt', { prompt: 'hills at dusk, quietly' }],
  ['the seed', { seed: 2 }],
  ['the place among several pictures', { index: 1 }],
  ['the detail', { detail: 0.6 }],
  ['the expansion of the prompt', { expanded: true }],
])('%s changes the picture', (_name, change) => {
  expect(paint(change)).not.toBe(paint())
})

test('the case and the signs of a prompt change nothing', () => {
  expect(paint({ prompt: 'Hills, at DUSK!' })).toBe(paint())
})

test('an expanded prompt leaves the scene as it is', () => {
  const scene = (svg: string): string => svg.slice(0, 2000)
  expect(scene(paint({ expanded: true }))).toBe(scene(paint()))
})

describe.each(motifWords)('a painting of %s', (word) => {
  test.each([
    [1024, 768],
    [256, 1536],
    [640, 64],
  ])('at %i × %i holds sound numbers, no text, and nothing from elsewhere', (width, height) => {
    for (const hour of ['day', 'night', 'dusk', 'winter', 'autumn red']) {
      const svg = paintSubject(subject({ prompt: `${word} ${hour} ${Object.keys(accents).join(' ')}` }), {
        width,
        height,
      })
      expect(svg).not.toMatch(/NaN|Infinity|undefined|null|<text|href|<image|<script/)
      expect(svg).toContain(`width="${width}" height="${height}"`)
    }
  })
})

test('a prompt cannot get into the drawing', () => {
  expect(paint({ prompt: '"/><script>alert(1)</script>' })).not.toMatch(/script|alert/)
})
