import { expect, test } from 'vitest'
import type { Json } from './value.ts'
import { typeOfValue } from './typeOfValue.ts'

test.each<[Json | undefined, string, boolean]>([
  ['words', 'text', false],
  [7, 'integer', false],
  [0.5, 'number', false],
  [true, 'boolean', false],
  [{ media: 'mask', sha256: 'a'.repeat(64), mime: 'image/png', bytes: 1 }, 'mask', false],
  [['a', 'b'], 'text', true],
  [[1, 0.5], 'number', true],
  [[1, 'a'], 'any', true],
  [[], 'any', true],
  [{ path: 'a', scale: 1 }, 'any', false],
  [null, 'any', false],
  [undefined, 'any', false],
])('%o is %s, list: %s', (value, kind, list) => {
  expect(typeOfValue(value)).toEqual({ kind, list })
})
