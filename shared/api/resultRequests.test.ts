import { expect, test } from 'vitest'
import { NodeResult } from './resultRequests.ts'

const result = {
  node: 'a',
  run: 'r1',
  startedAt: null,
  finishedAt: 2,
  outputs: { text: 'a' },
  reused: false,
  cost: null,
}

test('the outputs of a result are values by port, and nothing else', () => {
  expect(NodeResult.parse(result)).toEqual(result)
  for (const outputs of [null, ['a'], 'a', undefined])
    expect(NodeResult.safeParse({ ...result, outputs }).success).toBe(false)
})
