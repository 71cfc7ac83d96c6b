import { expect, test } from 'vitest'
import { sortProblems } from './problems.ts'

test('problems are found by node and port, as sentences; of several at one port, the first', () => {
  const sorted = sortProblems([
    { code: 'missing', message: 'prompt is needed', path: [], node: 'a', port: 'prompt' },
    { code: 'value', message: 'is too long', path: [], node: 'a', port: 'prompt' },
    { code: 'unknown-node', message: 'there is no such type', path: [], node: 'b' },
    { code: 'shape', message: 'of the file', path: [] },
  ])
  expect(sorted).toEqual(
    new Map([
      ['a', new Map([['prompt', 'Prompt is needed.']])],
      ['b', new Map([['', 'There is no such type.']])],
    ]),
  )
})
