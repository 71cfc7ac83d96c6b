import { expect, test } from 'vitest'
import type { Step } from '#shared/run/reduceRun.ts'
import { expectedTime, shareDone } from './progress.ts'

type Running = Extract<Step, { phase: 'running' }>
const running = (more: Partial<Running> = {}): Running => ({
  phase: 'running',
  startedAt: 0,
  items: 1,
  progress: {},
  ended: {},
  ...more,
})
const last = { reused: false, startedAt: 1000, finishedAt: 4000 }

test.each<[string, Running, typeof last | null, number | null]>([
  ['what the engine says', running({ progress: { 0: { expected: 9000 } } }), last, 9000],
  ['else the last time', running(), last, 3000],
  ['nothing of a cached result', running(), { ...last, reused: true }, null],
  ['nothing before the first', running(), null, null],
  ['nothing for a list', running({ items: 2, progress: { 0: { expected: 9000 } } }), last, null],
])('a step usually takes %s', (_, step, made, expected) => {
  expect(expectedTime(step, made)).toBe(expected)
})

test.each<[string, Running, number, number | null, number | null]>([
  ['of a list its ended items', running({ items: 4, ended: { 0: 'done', 2: 'failed' } }), 9, null, 0.5],
  ['what the engine reports', running({ progress: { 0: { progress: 0.4 } } }), 9000, 10_000, 0.4],
  ['of the usual time', running(), 2000, 8000, 0.25],
  ['unknown once it takes longer', running(), 9000, 8000, null],
  ['unknown without a usual time', running(), 2000, null, null],
])('the ring shows %s', (_, step, elapsed, expected, share) => {
  expect(shareDone(step, elapsed, expected)).toBe(share)
})
