import { expect, test } from 'vitest'
import type { RequestState } from './request.ts'
import { chargeOf, hasReached, priceOf } from './request.ts'

test.each([
  [{}, 0.005],
  [{ num_images: 4 }, 0.02],
  [{ enable_prompt_expansion: true }, 0.0075],
  [{ enable_prompt_expansion: false }, 0.005],
])('%j costs %f', (input, price) => {
  expect(priceOf(input)).toBe(price)
})

test('only what was made is charged', () => {
  const charge = (state: RequestState): number =>
    chargeOf({ requestId: 'a', modelId: 'm', acceptedAt: 0, input: {}, state })
  expect(charge({ phase: 'in_queue' })).toBe(0)
  expect(charge({ phase: 'in_progress', startedAt: 1 })).toBe(0)
  expect(charge({ phase: 'cancelled', finishedAt: 2 })).toBe(0)
  expect(charge({ phase: 'completed', startedAt: 1, finishedAt: 2, error: 'no' })).toBe(0)
  expect(charge({ phase: 'completed', startedAt: 1, finishedAt: 2, error: null })).toBe(0.005)
})

test.each<[RequestState, readonly RequestState['phase'][]]>([
  [{ phase: 'in_queue' }, ['in_queue']],
  [{ phase: 'in_progress', startedAt: 1 }, ['in_queue', 'in_progress']],
  [
    { phase: 'completed', startedAt: 1, finishedAt: 2, error: null },
    ['in_queue', 'in_progress', 'completed'],
  ],
  [{ phase: 'cancelled', finishedAt: 2 }, ['in_queue', 'cancelled']],
  [{ phase: 'cancelled', startedAt: 1, finishedAt: 2 }, ['in_queue', 'in_progress', 'cancelled']],
])('%j has reached %j', (state, phases) => {
  const request = { requestId: 'a', modelId: 'm', acceptedAt: 0, input: {}, state }
  const all = ['in_queue', 'in_progress', 'completed', 'cancelled'] as const
  expect(all.filter((phase) => hasReached(request, phase))).toEqual(phases)
})
