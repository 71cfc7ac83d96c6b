import { expect, test } from 'vitest'
import { plus, readDecimal, times, toNumber, writeDecimal, ZERO } from './decimal.ts'

const decimal = (text: string) => readDecimal(text) ?? ZERO

test.each([
  ['0', '0'],
  ['0.025', '0.025'],
  ['1.50', '1.5'],
  ['1e-7', '0.0000001'],
  ['2.5E+3', '2500'],
  ['100', '100'],
  ['10.00', '10'],
])('%s is read, and written as %s', (text, written) => {
  expect(writeDecimal(decimal(text))).toBe(written)
})

test.each(['', '-1', '+1', '.5', '1.', 'NaN', 'Infinity', '1e999', '0x10', ' 1', '1 ', '1'.repeat(16)])(
  '%j is no amount',
  (text) => {
    expect(readDecimal(text)).toBeNull()
  },
)

test('amounts are added and multiplied without the errors of binary fractions', () => {
  expect(0.1 + 0.2).not.toBe(0.3)
  expect(toNumber(plus(decimal('0.1'), decimal('0.2')))).toBe(0.3)
  expect(0.07 * 3).not.toBe(0.21)
  expect(toNumber(times(decimal('0.07'), decimal('3')))).toBe(0.21)
  const million = Array.from({ length: 1000 }).reduce((sum: typeof ZERO) => plus(sum, decimal('0.001')), ZERO)
  expect(toNumber(million)).toBe(1)
})

test('a number is read as it is written', () => {
  expect(readDecimal(0.035)).toEqual({ digits: 35n, scale: 3 })
  expect(readDecimal(1e-7)).toEqual({ digits: 1n, scale: 7 })
})
