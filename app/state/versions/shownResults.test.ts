import { expect, test } from 'vitest'
import type { Result } from '../results/results.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { countingResults, shownResults, takenResult } from './shownResults.ts'

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
const withTake = workflowOf({ a: { type: 'test/pass', take }, b: 'test/pass' })
const made = { a: result('a'), b: result('b') }

test('a kept result counts in place of what its node made last, and is the same object each time', () => {
  expect(countingResults(made, withTake)).toEqual({ a: takenResult(take), b: made.b })
  expect(takenResult(take)).toBe(takenResult(take))
  expect(takenResult(take).outputs).toEqual({ text: 'kept' })
})

test('what is looked at is shown, and counts for nothing', () => {
  const look = result('look')
  expect(shownResults(made, withTake, { a: look })).toEqual({ a: look, b: made.b })
  expect(countingResults(made, withTake)['a']).not.toBe(look)
})

test('where nothing is kept or looked at, nothing is made anew: no card is drawn again', () => {
  expect(shownResults(made, plain, {})).toBe(made)
})
