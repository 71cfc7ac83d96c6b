import { expect, test } from 'vitest'
import { createGates } from './gates.ts'
import type { PracticeRequest } from './request.ts'

const request = (requestId: string, modelId: string, state: PracticeRequest['state']): PracticeRequest => ({
  requestId,
  modelId,
  acceptedAt: 0,
  input: {},
  state,
})
const queued = request('a', 'm', { phase: 'in_queue' })
const running = request('a', 'm', { phase: 'in_progress', startedAt: 1 })
const ended = request('a', 'm', { phase: 'cancelled', finishedAt: 1 })
const other = request('b', 'n', { phase: 'in_queue' })
const all = [queued, running, ended, other]

test('nothing is held without a gate', () => {
  const gates = createGates()
  expect(all.map((one) => gates.holds(one))).toEqual([false, false, false, false])
})

test('a gate holds the requests in its state, of its endpoint if it names one', () => {
  const gates = createGates()
  gates.add({ state: 'in_queue', model: 'm' })
  expect(all.map((one) => gates.holds(one))).toEqual([true, false, false, false])
  gates.add({ state: 'in_progress' })
  expect(all.map((one) => gates.holds(one))).toEqual([true, true, false, false])
  expect(gates.list()).toEqual([{ state: 'in_queue', model: 'm' }, { state: 'in_progress' }])
})

test('a released request leaves its state, and is held in the next', () => {
  const gates = createGates()
  gates.add({ state: 'in_queue' })
  gates.add({ state: 'in_progress' })
  gates.letThrough(queued)
  expect(all.map((one) => gates.holds(one))).toEqual([false, true, false, true])
})

test('gates are opened by state, or all at once', () => {
  const gates = createGates()
  gates.add({ state: 'in_queue' })
  gates.add({ state: 'in_progress' })
  gates.open('in_queue')
  expect(all.map((one) => gates.holds(one))).toEqual([false, true, false, false])
  gates.open()
  expect(all.map((one) => gates.holds(one))).toEqual([false, false, false, false])
})

test('a gate that is set again holds requests that were released before', () => {
  const gates = createGates()
  gates.add({ state: 'in_queue' })
  gates.letThrough(queued)
  gates.open('in_queue')
  gates.add({ state: 'in_queue' })
  expect(gates.holds(queued)).toBe(true)
})
