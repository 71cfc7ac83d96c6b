import { expect, test } from 'vitest'
import type { Result } from '../results/results.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { effectiveResults, shownResults, pinnedResult } from './shownResults.ts'

const result = (text: string): Result => ({
  phase: 'done',
  startedAt: 0,
  finishedAt: 1,
  outputs: { text },
  reused: false,
  cost: null,
})
const take = { outputs: { text: 'kept' } }
const plain = workflowOf({ a: 'test/pass', b: 'test/pass' })
const withPinned = workflowOf({ a: { type: 'test/pass', take }, b: 'test/pass' })
const made = { a: result('a'), b: result('b') }

test('a pinned version replaces what its node made last, and is the same object each time', () => {
  expect(effectiveResults(made, withPinned)).toEqual({ a: pinnedResult(take), b: made.b })
  expect(pinnedResult(take)).toBe(pinnedResult(take))
  expect(pinnedResult(take).outputs).toEqual({ text: 'kept' })
})

test('a preview is shown, but not used', () => {
  const look = result('look')
  expect(shownResults(made, withPinned, { a: look })).toEqual({ a: look, b: made.b })
  expect(effectiveResults(made, withPinned)['a']).not.toBe(look)
})

test('without a pinned version or a preview no object is created, so that no card renders again', () => {
  expect(shownResults(made, plain, {})).toBe(made)
})
