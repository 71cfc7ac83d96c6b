import { expect, test } from 'vitest'
import type { Step } from '#shared/run/reduceRun.ts'
import { describeStep } from './describeStep.ts'
import { showCost, showSeconds } from './showSeconds.ts'

const running = (progress: Extract<Step, { phase: 'running' }>['progress'], items = 1): Step => ({
  phase: 'running',
  startedAt: 0,
  items,
  progress,
})
const ended = { startedAt: 0, finishedAt: 1, outputs: {}, cost: null }
const failed = (code: 'job.failed' | 'job.unknown'): Step => ({
  phase: 'failed',
  ...ended,
  error: { code, message: 'Words.' },
})

test.each<[Step, string]>([
  [{ phase: 'waiting' }, 'Waiting'],
  [running({}), ''],
  [running({ 0: { status: 'in_queue' } }), 'Queued'],
  [running({ 0: { status: 'in_queue', queuePosition: 3 } }), 'Queued 3'],
  [running({ 0: { queuePosition: 0, progress: 0.42 } }), '42 %'],
  [running({ 0: { progress: 1 }, 1: { progress: 0.5 } }, 4), '1 of 4'],
  [{ phase: 'done', ...ended, reused: false }, ''],
  [{ phase: 'done', ...ended, reused: true }, 'Reused'],
  [failed('job.failed'), 'Failed'],
  [failed('job.unknown'), 'Unknown'],
  [{ phase: 'skipped', because: 'failed', of: 'a' }, 'Not run'],
  [{ phase: 'skipped', because: 'muted', of: 'a' }, 'Muted'],
  [{ phase: 'cancelled', ...ended }, 'Cancelled'],
])('%o is said as %o', (step, words) => {
  expect(describeStep(step)).toBe(words)
})

test.each([
  [12, 'at once'],
  [420, '0.4 s'],
  [12_300, '12 s'],
  [60_000, '1 min'],
  [200_000, '3 min 20 s'],
])('%d ms are shown as %s', (milliseconds, words) => {
  expect(showSeconds(milliseconds)).toBe(words)
})

test.each([
  [0, 'free'],
  [0.0125, '$0.0125'],
  [0.05, '$0.05'],
  [1.5, '$1.50'],
])('%d dollars are shown as %s', (dollars, words) => {
  expect(showCost(dollars)).toBe(words)
})
