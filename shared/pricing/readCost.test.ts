import { expect, test } from 'vitest'
import type { Json } from '../ports/value.ts'
import type { ReportedCost } from './readCost.ts'
import { readCost } from './readCost.ts'

test.each<[Json | undefined, ReportedCost]>([
  [undefined, { cost: null }],
  [null, { cost: null }],
  [0, { cost: 0 }],
  [0.0123, { cost: 0.0123 }],
  ['0.0123', { cost: 0.0123 }],
  [10_000, { cost: 10_000 }],
  [10_000.01, { cost: null, odd: 10_000.01 }],
  [-5, { cost: null, odd: -5 }],
  ['-5', { cost: null, odd: '-5' }],
  [Infinity, { cost: null, odd: 'Infinity' }],
  [NaN, { cost: null, odd: 'NaN' }],
  ['free', { cost: null, odd: 'free' }],
  [{ usd: 1 }, { cost: null, odd: { usd: 1 } }],
  [true, { cost: null, odd: true }],
])('a reported cost of %j is read as %j', (reported, expected) => {
  expect(readCost(reported)).toEqual(expected)
})
