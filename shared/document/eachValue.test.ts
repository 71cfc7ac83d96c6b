import { expect, test } from 'vitest'
import { formatPath } from '../problems/problem.ts'
import { eachValue } from './eachValue.ts'

test('visits values in the order of the text, with their paths, and only where the visitor says so', () => {
  const seen: unknown[] = []
  eachValue({ a: [1, { b: null, skip: [2] }], c: 'x', d: {}, e: [] }, (value, key, path, depth) => {
    seen.push([formatPath(path()), depth, value])
    return key !== 'skip'
  })
  expect(seen).toEqual([
    ['a', 1, [1, { b: null, skip: [2] }]],
    ['a[0]', 2, 1],
    ['a[1]', 2, { b: null, skip: [2] }],
    ['a[1].b', 3, null],
    ['a[1].skip', 3, [2]],
    ['c', 1, 'x'],
    ['d', 1, {}],
    ['e', 1, []],
  ])
})

test.each([null, 1, 'text'])('%j contains nothing to visit', (root) => {
  eachValue(root, () => {
    throw new Error('looked')
  })
  expect.assertions(0)
})

test('goes a million deep', () => {
  let deepest = 0
  const root: unknown = JSON.parse(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)
  eachValue(root, (_value, _key, _path, depth) => {
    deepest = depth
    return true
  })
  expect(deepest).toBe(999_999)
})
