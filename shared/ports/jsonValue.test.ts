import { expect, test } from 'vitest'
import { isJson } from './jsonValue.ts'

const deep = (): unknown => {
  let value: unknown = 1
  for (let level = 0; level < 100_000; level += 1) value = [value]
  return value
}

test.each<[string, unknown]>([
  ['a text', 'a'],
  ['a number', -0.5],
  ['nothing', null],
  ['a boolean', false],
  ['a list of objects', [{ a: [] }, { b: null }]],
  ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
  ['a list a hundred thousand deep', deep()],
])('%s is JSON', (_, value) => {
  expect(isJson(value)).toBe(true)
})

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['a number that is not finite', [{ a: Infinity }]],
  ['an integer without limits', { a: 1n }],
  ['a function', [() => 1]],
  ['a date', { at: new Date(0) }],
  ['a map', new Map()],
  ['a list with a gap', Array(2)],
  ['an undefined field', { a: undefined }],
])('%s is not', (_, value) => {
  expect(isJson(value)).toBe(false)
})
