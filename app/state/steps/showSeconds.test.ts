import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDollars, formatTime } from '#shared/measures.ts'
import { formatBytes } from '../../base/formatBytes.ts'
import { showCost, showSeconds } from './showSeconds.ts'

test.each([
  [0, '< 0.1 s'],
  [99, '< 0.1 s'],
  [949, '0.9 s'],
  [950, '1 s'],
  [59_499, '59 s'],
  [59_960, '1 min'],
  [119_600, '2 min'],
  [200_000, '3 min 20 s'],
  [3_599_400, '59 min 59 s'],
  [3_599_600, '1 h'],
  [3_630_000, '1 h 1 min'],
  [7_199_900, '2 h'],
])('%i ms is shown as %s', (milliseconds, shown) => {
  expect(showSeconds(milliseconds)).toBe(shown)
})

test.each([
  [0.000_01, '< $0.0001'],
  [0.000_05, '$0.0001'],
  [0.0125, '$0.0125'],
  [0.099_99, '$0.10'],
  [0.999, '$1.00'],
])('%f dollars are shown as %s', (dollars, shown) => {
  expect(showCost(dollars)).toBe(shown)
})

test.each([
  [999, '999 bytes'],
  [99_949, '99.9 kB'],
  [99_950, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [999_949_999, '999.9 MB'],
  [999_950_000, '1.0 GB'],
])('%i bytes are shown as %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown)
})

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  bytes: 1,
  kB: 1000,
  MB: 1e6,
  GB: 1e9,
}
/** The exclusive maximum of a number before its unit, if a larger unit exists. */
const max: Readonly<Record<string, number>> = { ms: 1000, s: 60, min: 60, bytes: 1000, kB: 1000, MB: 1000 }

/** The parts of a measure as it is shown: numbers with their units. */
const partsOf = (shown: string): readonly (readonly [number, string])[] =>
  [...shown.matchAll(/([\d.]+) (\w+)/g)].map(([, number = '', unit = '']) => [Number(number), unit])
const sizeOf = (shown: string): number =>
  shown.startsWith('<')
    ? 0
    : partsOf(shown).reduce((sum, [number, unit]) => sum + number * (units[unit] ?? Number.NaN), 0)

/** Around every boundary between two units, and random values. */
const measure = fc
  .oneof(
    fc
      .tuple(
        fc.constantFrom(100, 1000, 10_000, 60_000, 100_000, 120_000, 1e6, 3.6e6, 7.2e6, 1e9),
        fc.integer({ min: -700, max: 700 }),
      )
      .map(([border, by]) => border + by),
    fc.integer({ min: 0, max: 2e9 }),
  )
  .filter((value) => value >= 0)

test.each<[string, (value: number) => string]>([
  ['a duration on a card', showSeconds],
  ['a duration', formatTime],
  ['a size', formatBytes],
])('in %s no part reaches the next unit, and a longer duration is never shown as shorter', (_, show) => {
  fc.assert(
    fc.property(measure, measure, (one, other) => {
      const [low, high] = one < other ? [one, other] : [other, one]
      for (const [number, unit] of partsOf(show(high))) expect(number).toBeLessThan(max[unit] ?? Infinity)
      expect(sizeOf(show(low))).toBeLessThanOrEqual(sizeOf(show(high)))
    }),
    { numRuns: 3000 },
  )
})

test.each<[string, (value: number) => string]>([
  ['on a card', showCost],
  ['in a sentence', formatDollars],
])('in %s, a larger amount is never shown as smaller', (_, show) => {
  const dollars = (shown: string): number =>
    shown === 'free' || shown.startsWith('<') ? 0 : Number(shown.slice(1))
  const sum = fc.oneof(
    fc.double({ min: 1e-7, max: 1, noNaN: true }),
    fc.double({ min: 0.09, max: 1000, noNaN: true }),
  )
  fc.assert(
    fc.property(sum, sum, (one, other) => {
      const [low, high] = one < other ? [one, other] : [other, one]
      expect(dollars(show(low))).toBeLessThanOrEqual(dollars(show(high)))
    }),
    { numRuns: 3000 },
  )
})
