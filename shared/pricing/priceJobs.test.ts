import { expect, test } from 'vitest'
import { endpointNode } from '../endpoint/endpointNode.ts'
import type { NewJob } from './estimateUnits.ts'
import type { JobsPrice, KnownPrices } from './priceJobs.ts'
import { priceJobs } from './priceJobs.ts'
import type { UnitPrice } from './unitPrice.ts'

const type = endpointNode({
  engine: 'acme',
  modelId: 'a/b',
  title: 'A',
  category: 'B',
  input: { type: 'object', properties: { num_images: { type: 'integer' } } },
  outputs: ['images'],
})
const job = (count?: number): NewJob => ({
  type,
  inputs: count === undefined ? {} : { num_images: count },
  open: new Set(),
})
const perImage: UnitPrice = { price: '0.07', unit: 'images', currency: 'USD', atLeast: false, at: 0 }
const listed: UnitPrice = { ...perImage, atLeast: true }

const price = (count: number | undefined, prices: Partial<KnownPrices>): JobsPrice =>
  priceJobs([job(count)], () => ({ unit: null, usual: null, ...prices }))

test.each<[string, number | undefined, Partial<KnownPrices>, JobsPrice]>([
  [
    'by its units, without the errors of binary fractions',
    3,
    { unit: perImage },
    { jobs: 1, cost: 0.21, unpriced: 0 },
  ],
  [
    'by its units rather than by other jobs',
    3,
    { unit: perImage, usual: 9 },
    { jobs: 1, cost: 0.21, unpriced: 0 },
  ],
  ['as usual if it has a list price', 3, { unit: listed, usual: 9 }, { jobs: 1, cost: 9, unpriced: 0 }],
  [
    'as usual if its units are not known',
    undefined,
    { unit: perImage, usual: 9 },
    { jobs: 1, cost: 9, unpriced: 0 },
  ],
  ['at least the list price', 1, { unit: listed }, { jobs: 1, cost: 0.07, unpriced: 1 }],
  ['at least one unit', undefined, { unit: perImage }, { jobs: 1, cost: 0.07, unpriced: 1 }],
  ['not at all', 1, {}, { jobs: 1, cost: null, unpriced: 1 }],
  [
    'not in another currency',
    1,
    { unit: { ...perImage, currency: 'EUR' } },
    { jobs: 1, cost: null, unpriced: 1 },
  ],
  [
    'not by a unit that nobody understands',
    1,
    { unit: { ...perImage, unit: 'units' } },
    { jobs: 1, cost: null, unpriced: 1 },
  ],
  ['free if it is', 1, { unit: { ...perImage, price: '0' } }, { jobs: 1, cost: 0, unpriced: 0 }],
])('a job is priced %s', (_words, count, prices, expected) => {
  expect(price(count, prices)).toEqual(expected)
})

test('the sum of many is exact, and none costs nothing', () => {
  const unit = { ...perImage, price: '0.1' }
  expect(priceJobs([job(1), job(2), job(7)], () => ({ unit, usual: null }))).toEqual({
    jobs: 3,
    cost: 1,
    unpriced: 0,
  })
  expect(priceJobs([], () => ({ unit, usual: null }))).toEqual({ jobs: 0, cost: null, unpriced: 0 })
})
