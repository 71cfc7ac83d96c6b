import { describe, expect, test } from 'vitest'
import type { Job, JobPhase, JobState } from './job.ts'
import { requestOf } from './job.ts'
import { status } from './jobsFixture.ts'
import { events, facts, fault, phases, request } from './reduceFixture.ts'
import type { JobEvent } from './reduceJob.ts'
import { reduceJob } from './reduceJob.ts'

const after = (state: JobState, event: JobEvent): JobPhase =>
  reduceJob({ facts, phase: phases[state] }, event).phase

/** The effect of each event on a job in each state; an empty entry means that it cannot happen. */
const table: { readonly [T in JobEvent['type']]: Partial<Record<JobState, JobState>> } = {
  'submit.started': { created: 'submitting' },
  'submit.turnedBack': { submitting: 'created' },
  'submit.accepted': { submitting: 'submitted' },
  'submit.refused': { submitting: 'failed' },
  'submit.lost': { submitting: 'unknown' },
  withdrawn: { created: 'cancelled' },
  'status.read': {
    submitted: 'in_progress',
    in_queue: 'in_progress',
    in_progress: 'in_progress',
    cancelling: 'cancelling',
  },
  'result.read': {
    submitted: 'completed',
    in_queue: 'completed',
    in_progress: 'completed',
    cancelling: 'completed',
    awaited: 'completed',
    expired: 'completed',
  },
  'output.missing': { completed: 'awaited', awaited: 'awaited', downloaded: 'awaited' },
  failed: {
    submitted: 'failed',
    in_queue: 'failed',
    in_progress: 'failed',
    cancelling: 'failed',
    awaited: 'failed',
  },
  'cancel.asked': {
    submitted: 'cancelling',
    in_queue: 'cancelling',
    in_progress: 'cancelling',
    cancelling: 'cancelling',
  },
  'cancel.declined': { cancelling: 'in_progress' },
  cancelled: {
    submitted: 'cancelled',
    in_queue: 'cancelled',
    in_progress: 'cancelled',
    cancelling: 'cancelled',
    awaited: 'cancelled',
  },
  'outputs.kept': { completed: 'downloaded', downloaded: 'downloaded' },
  'outputs.gone': { completed: 'expired', downloaded: 'expired' },
  restarted: {
    created: 'created',
    submitting: 'unknown',
    submitted: 'submitted',
    in_queue: 'in_queue',
    in_progress: 'in_progress',
    completed: 'completed',
    awaited: 'awaited',
    downloaded: 'downloaded',
    cancelling: 'cancelling',
    failed: 'failed',
    cancelled: 'cancelled',
    expired: 'expired',
    unknown: 'unknown',
  },
  'request.attached': { unknown: 'submitted' },
  'request.found': { unknown: 'submitted' },
  'request.unknown': {
    submitted: 'unknown',
    in_queue: 'unknown',
    in_progress: 'unknown',
    cancelling: 'unknown',
  },
  'request.detached': {
    submitted: 'unknown',
    in_queue: 'unknown',
    in_progress: 'unknown',
    cancelling: 'unknown',
    completed: 'unknown',
    awaited: 'unknown',
    downloaded: 'unknown',
    failed: 'unknown',
    cancelled: 'unknown',
    expired: 'unknown',
  },
  'submit.again': { unknown: 'created' },
}

// The casts hold: a record's keys are its type's.
const states = Object.keys(phases) as JobState[]
const types = Object.keys(events) as JobEvent['type'][]

/** The next state after an event, or the error message. */
function outcome(state: JobState, type: JobEvent['type']): string {
  try {
    return after(state, events[type]).state
  } catch (thrown) {
    return String(thrown)
  }
}

describe.each(types)('%s', (type) => {
  test.each(states)('on a job that is %s', (state) => {
    const refusal = `Error: a job that is ${state} cannot meet ${type}`
    expect(outcome(state, type)).toBe(table[type][state] ?? refusal)
  })
})

describe('a transition', () => {
  test.each<[string, JobPhase, JobPhase]>([
    [
      'counts the tries',
      after('created', events['submit.started']),
      { state: 'submitting', tries: 2, at: 9 },
    ],
    ['keeps the tries', after('submitting', events['submit.turnedBack']), { state: 'created', tries: 2 }],
    ['keeps the request', after('submitting', events['submit.accepted']), phases.submitted],
    [
      'charges nothing for a refusal',
      after('submitting', events['submit.refused']),
      { state: 'failed', request: null, error: fault, charged: 'no' },
    ],
    [
      'keeps the evidence',
      after('submitting', events['submit.lost']),
      { state: 'unknown', evidence: fault, at: 3 },
    ],
    [
      'charges nothing for what was not sent',
      after('created', events.withdrawn),
      { state: 'cancelled', request: null, charged: 'no' },
    ],
    [
      'keeps the word',
      after('submitted', { type: 'status.read', status: status('pending', 4) }),
      { state: 'in_queue', request, word: 'pending', queuePosition: 4 },
    ],
    ['keeps the result', after('in_progress', events['result.read']), phases.completed],
    ['keeps result and files', after('completed', events['outputs.kept']), phases.downloaded],
    [
      'keeps the result of what is gone, and its cost',
      after('completed', events['outputs.gone']),
      { state: 'expired', request, output: { image: 'x' }, error: fault, cost: 0.01 },
    ],
    [
      'keeps the output in whose addresses its files stand',
      after('downloaded', { type: 'outputs.kept', output: { image: 'y' }, cost: 0.02, media: [] }),
      { state: 'downloaded', request, output: { image: 'y' }, cost: 0.02, media: [] },
    ],
    [
      'keeps the result of what was there and is gone',
      after('downloaded', events['outputs.gone']),
      { state: 'expired', request, output: { image: 'x' }, error: fault, cost: 0.01 },
    ],
    [
      'says what a failure cost',
      after('in_queue', events.failed),
      { state: 'failed', request, error: fault, charged: 'yes' },
    ],
    [
      'goes on after a cancel in vain',
      after('cancelling', events['cancel.declined']),
      { state: 'in_progress', request, word: 'processing', queuePosition: null },
    ],
  ])('%s', (_words, phase, expected) => {
    expect(phase).toEqual(expected)
  })

  test.each<[JobState, string, JobState]>([
    ['submitted', 'odd', 'in_queue'],
    ['in_queue', 'odd', 'in_queue'],
    ['in_progress', 'odd', 'in_progress'],
    ['in_progress', 'in_queue', 'in_queue'],
    ['submitted', 'completed', 'in_progress'],
  ])('from %s by the status %s leads to %s', (state, word, expected) => {
    expect(after(state, { type: 'status.read', status: status(word) })).toMatchObject({
      state: expected,
      word,
    })
  })
})

test('a submit that was in progress when the process ended is unknown, and not to be sent again', () => {
  expect(after('submitting', events.restarted)).toMatchObject({
    state: 'unknown',
    evidence: { code: 'job.unknown', data: { call: 'submit', reason: 'interrupted', at: 3 } },
  })
})

describe('a job that the user allows to be submitted again', () => {
  const again: Job = { facts, phase: after('unknown', events['submit.again']) }
  const sent = reduceJob(again, events['submit.started'])
  const mayBeCharged = { state: 'failed', charged: 'unknown' }

  test('keeps the reason why it was unknown', () => {
    expect(again.phase).toEqual({ state: 'created', tries: 0, lost: fault })
    expect(sent.phase).toEqual({ state: 'submitting', tries: 1, at: 9, lost: fault })
    expect(reduceJob(sent, events['submit.turnedBack']).phase).toEqual({
      state: 'created',
      tries: 1,
      lost: fault,
    })
  })

  test('is never reported as free: its first submit may have been charged', () => {
    expect(reduceJob(sent, events['submit.refused']).phase).toMatchObject(mayBeCharged)
    expect(reduceJob(again, events.withdrawn).phase).toMatchObject({
      state: 'cancelled',
      charged: 'unknown',
    })
  })

  test.each<['submit.lost' | 'restarted']>([['submit.lost'], ['restarted']])(
    'and is unknown again by %s, keeps both',
    (type) => {
      expect(reduceJob(sent, events[type]).phase).toMatchObject({
        state: 'unknown',
        evidence: { data: { earlier: { message: fault.message, data: {} } } },
      })
    },
  )
})

test.each<[JobEvent['type'], JobState]>([
  ['restarted', 'completed'],
  ['cancel.asked', 'cancelling'],
  ['status.read', 'cancelling'],
])('by %s a job that is %s stays the same object', (type, state) => {
  const job: Job = { facts, phase: phases[state] }
  expect(reduceJob(job, events[type])).toBe(job)
})

test('the request of a job is known once it was accepted', () => {
  expect(states.filter((state) => requestOf({ facts, phase: phases[state] }) === null)).toEqual([
    'created',
    'submitting',
    'unknown',
  ])
})
