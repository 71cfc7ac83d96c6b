import { expect, test } from 'vitest'
import type { Step } from '#shared/run/reduceRun.ts'
import type { CardStateOf, StateKind } from './cardState.ts'
import { cardState, nameOfState, stateLooks } from './cardState.ts'

const at = { startedAt: 0, finishedAt: 1, outputs: {}, cost: null } as const
const done: Step = { phase: 'done', ...at, reused: false }
const reused: Step = { phase: 'done', ...at, reused: true }
const failed: Step = { phase: 'failed', ...at, error: { code: 'job.failed', message: 'Words.' } }
const unknown: Step = { ...failed, error: { code: 'job.unknown', message: 'Words.' } }
const prompts = { 0: { at: 0, input: 'mask', words: 'Paint', inputs: {} } }
const running = (progress = {}): Step => ({ phase: 'running', startedAt: 0, items: 1, progress, ended: {} })
const rest: CardStateOf = {
  mode: 'active',
  step: null,
  blocker: '',
  stopped: null,
  isLost: false,
  place: 0,
  hasPinnedVersion: false,
  isViewing: false,
  isOutdated: false,
}

test.each<[string, Partial<CardStateOf>, StateKind, string]>([
  ['was never run', {}, 'idle', ''],
  ['is muted, whatever its step', { mode: 'muted', step: failed }, 'muted', 'Muted'],
  ['is bypassed', { mode: 'bypassed', step: done }, 'bypassed', 'Bypassed'],
  ['waits for a person', { step: { phase: 'waiting', prompts } }, 'needs-you', 'Needs you'],
  ['may have been charged', { step: unknown }, 'unknown', 'Unknown'],
  ['lost its request after it was done', { step: done, isLost: true }, 'unknown', 'Unknown'],
  ['failed', { step: failed, isOutdated: true }, 'failed', 'Failed'],
  ['is next in the queue', { step: { phase: 'waiting' }, place: 1 }, 'queued', 'Queued'],
  ['is third in the queue', { step: { phase: 'waiting' }, place: 3 }, 'queued', 'Queued, place 3'],
  ['waits in its run', { step: { phase: 'waiting' }, blocker: 'Inpaint' }, 'waiting', 'Waiting'],
  ['runs', { step: running() }, 'running', 'Running'],
  [
    'is queued at the engine',
    { step: running({ 0: { status: 'in_queue', queuePosition: 2 } }) },
    'queued',
    'Queued, place 2',
  ],
  ['was stopped while it ran', { step: running(), stopped: 'Interrupted' }, 'stopped', 'Interrupted'],
  ['was cancelled', { step: { phase: 'cancelled', ...at } }, 'cancelled', 'Cancelled'],
  ['was skipped', { step: { phase: 'skipped', because: 'failed', of: 'b' } }, 'skipped', 'Skipped'],
  [
    'waits for one that failed',
    { step: { phase: 'skipped', because: 'failed', of: 'b' }, blocker: 'Inpaint' },
    'skipped',
    'Waits for Inpaint',
  ],
  [
    'waits for a muted one',
    { step: { phase: 'skipped', because: 'muted', of: 'b' }, blocker: 'Inpaint' },
    'skipped',
    'Skipped: Inpaint is muted',
  ],
  ['has a pinned result', { step: reused, hasPinnedVersion: true }, 'pinned', 'Pinned'],
  ['has an outdated result', { step: reused, isOutdated: true }, 'outdated', 'Outdated'],
  ['has an outdated result of an earlier day', { isOutdated: true }, 'outdated', 'Outdated'],
  ['shows an earlier result', { step: done, isOutdated: true, isViewing: true }, 'idle', ''],
  ['reused its result', { step: reused }, 'cached', 'Cached'],
  ['made its result', { step: done }, 'idle', ''],
  [
    'lacks items',
    { step: { phase: 'done', ...at, reused: false, got: { items: 4, of: 5 } } },
    'noted',
    '4 of 5',
  ],
])('a node that %s is %s', (_, facts, kind, text) => {
  const state = cardState({ ...rest, ...facts })
  expect([state.kind, state.text]).toEqual([kind, text])
})

test('a node that waits or was skipped names what it waits for', () => {
  const step: Step = { phase: 'skipped', because: 'failed', of: 'b' }
  expect(cardState({ ...rest, step, blocker: 'Inpaint' }).help).toBe('Skipped: it waits for Inpaint')
  expect(cardState({ ...rest, step: { phase: 'waiting' }, blocker: 'Inpaint' }).help).toBe(
    'Waits for Inpaint',
  )
})

test.each<[Partial<CardStateOf>, string]>([
  [{ step: running({ 0: { progress: 0.42 } }) }, 'Running, 42 %'],
  [
    { step: { phase: 'skipped', because: 'failed', of: 'b' }, blocker: 'Inpaint' },
    'Skipped: it waits for Inpaint',
  ],
  [{ isOutdated: true }, 'Outdated'],
])('a screen reader hears of %j: %s', (facts, name) => {
  expect(nameOfState(cardState({ ...rest, ...facts }))).toBe(name)
})

test('what needs a person is amber, and nothing else that is at rest has a colour', () => {
  const roles = Object.entries(stateLooks).map(([kind, { role }]) => `${kind} ${role}`)
  expect(roles.filter((one) => !one.endsWith(' quiet'))).toEqual([
    'bypassed bypass',
    'needs-you amber',
    'unknown amber',
    'failed failed',
    'running accent',
  ])
})

test.each<[string, Partial<CardStateOf>, boolean]>([
  ['is outdated', { step: done, isOutdated: true }, true],
  ['waits to be made again', { step: { phase: 'waiting' }, isOutdated: true }, true],
  ['waits, and may be the same again', { step: { phase: 'waiting' } }, false],
  ['is being made again', { step: running() }, true],
  ['is from before a failure', { step: failed }, true],
  ['is up to date', { step: done }, false],
  ['is pinned, whatever its inputs', { step: done, isOutdated: true, hasPinnedVersion: true }, false],
  ['is an earlier one that the user looks at', { step: failed, isViewing: true }, false],
])('the image of a result that %s is dimmed: %s', (_, facts, dims) => {
  expect(cardState({ ...rest, ...facts }).dims).toBe(dims)
})
