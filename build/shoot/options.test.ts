import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../prepare/root.mjs'
import { readOptions } from './options.mjs'

const usual = {
  scenes: [],
  size: { width: 1280, height: 800 },
  scale: 1,
  folder: join(root, 'build/screenshots'),
  themes: ['dark', 'light'],
}

test.each([
  [[], usual],
  [['viewer', 'paint'], { ...usual, scenes: ['viewer', 'paint'] }],
  [['--size', '3840x2160', '--scale', '2'], { ...usual, size: { width: 3840, height: 2160 }, scale: 2 }],
  [['--theme', 'light', '--to', '/tmp/a'], { ...usual, themes: ['light'], folder: '/tmp/a' }],
])('of %j the options are read', (args, options) => {
  expect(readOptions(args)).toEqual(options)
})

test.each([
  [['--size', 'big'], '--size big is not like 1280x800.'],
  [['--scale', 'x'], '--scale x is not a number from 1 to 4.'],
  [['--theme', 'pink'], '--theme pink is not dark, light or both.'],
  [['--colour'], "Unknown option '--colour'"],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message)
})
