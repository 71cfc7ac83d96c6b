import { expect, test } from 'vitest'
import { inexactNumbers } from './inexactNumbers.ts'

test.each([
  ['18446744073709551615', 18446744073709552000],
  ['-9007199254740993', -9007199254740992],
  ['9007199254740993.0', 9007199254740992],
  ['123456789012345678e2', 12345678901234567000],
])('%s changes its value when it is read', (written, read) => {
  expect(inexactNumbers(`{"a": [0, {"b": ${written}}]}`)).toEqual([{ path: ['a', 1, 'b'], written, read }])
})

test.each([
  '9007199254740991',
  '9007199254740992',
  '9007199254740994.00',
  '1e300',
  '1E+300',
  '10000000000000000000000000',
  '123000000000000000000.0',
  '-12.5e20',
  '0.1000000000000000055511151231257827',
  '"18446744073709551615"',
  '0',
])('%s keeps its value', (written) => {
  expect(inexactNumbers(`[${written}]`)).toEqual([])
})
