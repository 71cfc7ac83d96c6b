import { expect, test } from 'vitest'
import { costOf } from './cost.ts'

const usd = (price: number) => ({ price, unit: 'images', currency: 'usd' })

test.each([
  ['1', 0.003, 0.003],
  ['3', 0.1, 0.3],
  ['1.05', 0.025, 0.02625],
  ['0.000001', 1e-7, 1e-13],
  ['2e2', 0.05, 10],
  ['0', 0.05, 0],
  ['7', 0, 0],
  [' 4 ', 0.7, 2.8],
])('%s units at %d dollars cost %d dollars', (units, price, cost) => {
  expect(costOf(units, usd(price))).toEqual({ cost })
})

test.each([undefined, '', ' '])('%j units cost something unknown', (units) => {
  expect(costOf(units, usd(1))).toEqual({ cost: null })
})

test.each(['-1', 'NaN', 'Infinity', '1,5', '0x10', '1e400', '1e30'])(
  '%s is evidence, and no number of units',
  (units) => {
    expect(costOf(units, usd(1))).toEqual({ cost: null, odd: units })
  },
)

test('units without a price, or with one in another currency, cost something unknown', () => {
  expect(costOf('1', null)).toEqual({ cost: null })
  expect(costOf('1', { ...usd(1), currency: 'EUR' })).toEqual({ cost: null })
  expect(costOf('1', usd(-1))).toEqual({ cost: null })
  expect(costOf('1', usd(Number.NaN))).toEqual({ cost: null })
})
