import { expect, test } from 'vitest'
import type { Step } from '#shared/run/reduceRun.ts'
import { describeElapsed, describeStep, labelStep } from './describeStep.ts'
import { showCost, showSeconds } from './showSeconds.ts'

type Running = Extract<Step, { phase: 'running' }>
const running = (progress: Running['progress'], items = 1, over: Running['ended'] = {}): Step => ({
  phase: 'running',
  startedAt: 0,
  items,
  progress,
  ended: over,
})
const ended = { startedAt: 0, finishedAt: 1, outputs: {}, cost: null }
const error = { code: 'job.failed', message: 'Words.' } as const
const failed = (code: 'job.failed' | 'job.unknown'): Extract<Step, { phase: 'failed' }> => ({
  phase: 'failed',
  ...ended,
  error: { code, message: 'Words.' },
})

test.each<[Step, string]>([
  [{ phase: 'waiting' }, 'Waiting'],
  [running({}), ''],
  [running({ 0: { status: 'in_queue' } }), 'Queued'],
  [running({ 0: { status: 'output_awaited' } }), 'Output awaited'],
  [running({ 0: { status: 'in_queue', queuePosition: 3 } }), 'Queued, place 3'],
  [running({ 0: { queuePosition: 0, progress: 0.42 } }), '42 %'],
  [running({ 1: { progress: 0.5 } }, 4, { 0: 'done', 2: 'reused' }), '2 of 4'],
  [running({}, 4, { 0: 'done', 2: 'failed', 3: 'cancelled' }), '1 of 4, 1 failed'],
  [running({}, 4, { 0: 'done', 1: 'missing', 2: 'failed' }), '1 of 4, 1 failed, 1 missing'],
  [{ phase: 'done', ...ended, reused: false }, ''],
  [{ phase: 'done', ...ended, reused: true }, 'Cached'],
  [
    { phase: 'done', ...ended, reused: false, notes: ['It is dark.', 'It is cold.'] },
    'It is dark. It is cold.',
  ],
  [{ phase: 'done', ...ended, reused: false, got: { items: 4, of: 5 } }, 'Got 4 of 5 items.'],
  [
    { phase: 'done', ...ended, reused: false, got: { items: 2, of: 5, unpaired: 1 } },
    'Got 2 of 5 items. 1 was held back: a list lost an item, and it is not certain how many outputs it would have had, nor which items after it belong together. Retry what failed first.',
  ],
  [failed('job.failed'), 'Failed'],
  [{ ...failed('job.failed'), items: [{ item: '1', error }], total: 4 }, '1 of 4 failed'],
  [failed('job.unknown'), 'Unknown'],
  [{ phase: 'skipped', because: 'failed', of: 'a' }, 'Skipped'],
  [{ phase: 'skipped', because: 'muted', of: 'a' }, 'Muted'],
  [{ phase: 'cancelled', ...ended }, 'Cancelled'],
  [{ phase: 'cancelled', ...ended, goesOn: true }, 'Cancelled, will be charged'],
])('%o is described as %o', (step, text) => {
  expect(describeStep(step)).toBe(text)
})

test('a node that lacks the input of a muted one names that node', () => {
  expect(describeStep({ phase: 'skipped', because: 'unused', of: 'a' }, 'Compare')).toBe(
    'Skipped: Compare does not need it',
  )
  expect(describeStep({ phase: 'skipped', because: 'muted', of: 'a' }, 'Shape mask')).toBe(
    'Skipped: Shape mask is muted',
  )
})

test.each<[Step, string | null, string]>([
  [running({}), null, 'Running'],
  [running({}), 'Interrupted', 'Interrupted'],
  [{ phase: 'waiting' }, 'Not known', 'Not known'],
  [{ phase: 'cancelled', ...ended }, 'Interrupted', 'Cancelled'],
])('%o, stopped by %o, is labelled %o', (step, stopped, text) => {
  expect(labelStep(step, '', stopped)).toBe(text)
})

test.each([
  [3000, null, '3 s'],
  [3000, 12_000, '3 s of about 12 s'],
  [20_000, 12_000, '20 s, usually 12 s'],
])('%d ms of %s are described as %s', (elapsed, expected, text) => {
  expect(describeElapsed(elapsed, expected)).toBe(text)
})

test.each([
  [12, '< 0.1 s'],
  [420, '0.4 s'],
  [12_300, '12 s'],
  [60_000, '1 min'],
  [200_000, '3 min 20 s'],
])('%d ms are shown as %s', (milliseconds, text) => {
  expect(showSeconds(milliseconds)).toBe(text)
})

test.each([
  [0, 'free'],
  [0.0125, '$0.0125'],
  [0.05, '$0.05'],
  [1.5, '$1.50'],
])('%d dollars are shown as %s', (dollars, text) => {
  expect(showCost(dollars)).toBe(text)
})
