import { expect, test } from 'vitest'
import { effortOf } from '#shared/mask/effort.ts'
import type { PaintStep } from '#shared/mask/painting.ts'
import { encodePoints, UNIT } from '#shared/mask/points.ts'
import { rasterise } from '#shared/mask/rasterise.ts'
import { cpuTime } from '../../build/lint/pattern/growth.ts'

const size = { width: 512, height: 512 }
const zigzag = (length: number) =>
  encodePoints(Array.from({ length }, (_, at) => ({ x: at % UNIT, y: (at % 2) * UNIT, pressure: 255 })))

const brush: PaintStep = { tool: 'brush', size: UNIT / 16, hardness: 50, ...zigzag(1000) }
const all: PaintStep = { tool: 'invert' }

/** The slowest steps of each kind. */
const slow: readonly (readonly [string, readonly PaintStep[]])[] = [
  ['a lasso with edges from top to bottom', [{ tool: 'lasso', points: zigzag(2000).points }]],
  ['a fill of everything', [{ tool: 'fill', at: [0, 0] }, { tool: 'clear' }]],
  ['growing', [all, { tool: 'grow', by: UNIT / 8 }]],
  ['shrinking', [all, { tool: 'grow', by: -UNIT / 4 }]],
  ['a wide feather', [all, { tool: 'feather', by: UNIT }]],
  ['a rectangle', [{ tool: 'rectangle', box: [0, 0, UNIT, UNIT] }]],
  ['an ellipse', [{ tool: 'ellipse', box: [0, 0, UNIT, UNIT] }]],
  ['inverting', [all, all, all, all]],
]

const timeFor = (steps: readonly PaintStep[], { width, height } = size): number =>
  cpuTime(() => rasterise({ steps }, width, height)) / effortOf(steps, { width, height })

test.each(slow)('%s takes no longer than estimated, relative to a brush', (_, steps) => {
  // One after the other, so that other load on the machine affects both.
  expect(timeFor(steps) / timeFor([brush])).toBeLessThan(4)
})

test.each([
  ['growing', [all, { tool: 'grow', by: UNIT }]],
  ['a feather', [all, { tool: 'feather', by: UNIT }]],
] as const)('%s takes no longer in a picture of a few rows', (_, steps) => {
  expect(timeFor(steps, { width: 65_535, height: 4 }) / timeFor(steps)).toBeLessThan(4)
})
