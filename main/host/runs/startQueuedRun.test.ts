import { expect, test } from 'vitest'
import type { RunEvent } from '#shared/run/run.ts'
import { withEarlierCost } from './startQueuedRun.ts'

const runs = { nodeCost: (run: string, node: string) => (run === 'r' && node === 'a' ? 0.75 : null) }
const done = (node: string, reused = false): RunEvent => ({
  type: 'step.done',
  node,
  at: 1,
  outputs: {},
  reused,
  cost: 0.25,
})
const costOf = (event: RunEvent): unknown => ('cost' in event ? event.cost : undefined)

test('a step that is tried again has the cost of all its jobs, and not of the last ones alone', () => {
  expect(costOf(withEarlierCost(done('a'), 'r', runs))).toBe(0.75)
  const error = { code: 'job.failed', message: 'No.' } as const
  const failed: RunEvent = { type: 'step.failed', node: 'a', at: 1, error, cost: 0.25 }
  expect(costOf(withEarlierCost(failed, 'r', runs))).toBe(0.75)
})

test('what engines report stands where no job is known, and a reused result costs nothing', () => {
  expect(costOf(withEarlierCost(done('b'), 'r', runs))).toBe(0.25)
  expect(withEarlierCost(done('a', true), 'r', runs)).toEqual(done('a', true))
  const started: RunEvent = { type: 'step.started', node: 'a', at: 1, items: 1 }
  expect(withEarlierCost(started, 'r', runs)).toBe(started)
})

test('a store that cannot be read for a moment takes no outcome away', () => {
  const broken = {
    nodeCost: () => {
      throw new Error('The disk has failed.')
    },
  }
  expect(withEarlierCost(done('a'), 'r', broken)).toEqual(done('a'))
})
