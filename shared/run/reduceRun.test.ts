import { describe, expect, test } from 'vitest'
import type { ItemPath } from './address.ts'
import type { Run } from './reduceRun.ts'
import { reduceRun } from './reduceRun.ts'
import type { RunEvent } from './run.ts'

const begin: RunEvent = {
  type: 'run.started',
  run: 'r1',
  workflow: 'W',
  at: 10,
  nodes: ['a', 'b'],
  seeds: { a: { seed: 4 } },
}
const startA: RunEvent = { type: 'step.started', node: 'a', at: 11, items: 2 }
const doneA: RunEvent = { type: 'step.done', node: 'a', at: 15, outputs: { x: 1 }, reused: false, cost: 0.5 }

function replay(...events: readonly RunEvent[]): Run {
  const run = reduceRun(null, [begin, ...events])
  if (run === null) throw new Error('no run')
  return run
}

describe('the state of a run from its events', () => {
  test('is not there before it has started', () => {
    expect(reduceRun(null, [])).toBeNull()
    expect(reduceRun(null, [startA, doneA])).toBeNull()
  })

  test('begins with every node waiting, and its seeds', () => {
    expect(replay()).toEqual<Run>({
      id: 'r1',
      workflow: 'W',
      phase: 'running',
      startedAt: 10,
      finishedAt: null,
      cost: null,
      seeds: { a: { seed: 4 } },
      steps: { a: { phase: 'waiting' }, b: { phase: 'waiting' } },
    })
  })

  test.each<[string, readonly RunEvent[], Run['steps'][string]]>([
    ['running', [startA], { phase: 'running', startedAt: 11, items: 2, progress: {}, ended: {} }],
    [
      'done',
      [startA, doneA],
      { phase: 'done', startedAt: 11, finishedAt: 15, outputs: { x: 1 }, reused: false, cost: 0.5 },
    ],
    [
      'done without having started, where it was known',
      [{ ...doneA, reused: true, cost: null }],
      { phase: 'done', startedAt: null, finishedAt: 15, outputs: { x: 1 }, reused: true, cost: null },
    ],
    [
      'failed',
      [
        startA,
        { type: 'step.failed', node: 'a', at: 14, error: { code: 'job.failed', message: 'no' }, cost: 1 },
      ],
      {
        phase: 'failed',
        startedAt: 11,
        finishedAt: 14,
        error: { code: 'job.failed', message: 'no' },
        outputs: {},
        cost: 1,
      },
    ],
    [
      'failed with what its other items made',
      [
        {
          type: 'step.failed',
          node: 'a',
          at: 14,
          error: { code: 'job.failed', message: 'no' },
          items: [{ item: '1', error: { code: 'job.failed', message: 'no' } }],
          outputs: { x: [1, null] },
          cost: null,
        },
      ],
      {
        phase: 'failed',
        startedAt: null,
        finishedAt: 14,
        error: { code: 'job.failed', message: 'no' },
        items: [{ item: '1', error: { code: 'job.failed', message: 'no' } }],
        outputs: { x: [1, null] },
        cost: null,
      },
    ],
    [
      'skipped',
      [{ type: 'step.skipped', node: 'a', at: 12, because: 'muted', of: 'z' }],
      { phase: 'skipped', because: 'muted', of: 'z' },
    ],
    [
      'cancelled',
      [startA, { type: 'step.cancelled', node: 'a', at: 13, cost: null }],
      { phase: 'cancelled', startedAt: 11, finishedAt: 13, outputs: {}, cost: null },
    ],
    [
      'cancelled with what was paid for',
      [{ type: 'step.cancelled', node: 'a', at: 13, outputs: { x: [1, null] }, cost: 2 }],
      { phase: 'cancelled', startedAt: null, finishedAt: 13, outputs: { x: [1, null] }, cost: 2 },
    ],
  ])('has a node that is %s', (_, events, step) => {
    expect(replay(...events).steps).toEqual({ a: step, b: { phase: 'waiting' } })
  })

  test.each(['done', 'failed', 'cancelled'] as const)('is over as %s, at its time and cost', (state) => {
    expect(replay({ type: 'run.finished', state, at: 20, cost: 3, outputs: {} })).toMatchObject({
      phase: state,
      finishedAt: 20,
      cost: 3,
    })
  })
})

describe('progress', () => {
  const progress = (item: ItemPath, known: object): RunEvent => ({
    type: 'step.progress',
    node: 'a',
    at: 12,
    item,
    ...known,
  })

  test('merges new information about a job, item by item', () => {
    const events = [
      startA,
      progress('0', { status: 'in_queue', queuePosition: 3, requestId: 'q' }),
      progress('1', { progress: 0.5 }),
      progress('0', { status: 'in_progress' }),
    ]
    expect(replay(...events).steps['a']).toEqual({
      phase: 'running',
      startedAt: 11,
      items: 2,
      progress: { 0: { status: 'in_progress', queuePosition: 3, requestId: 'q' }, 1: { progress: 0.5 } },
      ended: {},
    })
  })

  test('has for each item of a list how it has ended', () => {
    const error = { code: 'job.failed', message: 'no' } as const
    const events: readonly RunEvent[] = [
      startA,
      { type: 'step.item', node: 'a', at: 12, item: '1', state: 'failed', error },
      { type: 'step.item', node: 'a', at: 12, item: '0', state: 'done' },
    ]
    expect(replay(...events).steps['a']).toMatchObject({ items: 2, ended: { 0: 'done', 1: 'failed' } })
    const failed: RunEvent = {
      type: 'step.failed',
      node: 'a',
      at: 13,
      error,
      items: [{ item: '1', error }],
      cost: 1,
    }
    expect(replay(...events, failed).steps['a']).toMatchObject({
      phase: 'failed',
      items: [{ item: '1', error }],
      total: 2,
    })
  })
})

describe('an event that does not match changes nothing', () => {
  test.each<[string, readonly RunEvent[], RunEvent]>([
    ['of a node that is not in the run', [], { ...startA, node: 'stranger' }],
    ['of a node named like what every object has', [], { ...startA, node: 'constructor' }],
    [
      'progress of a node that waits',
      [],
      { type: 'step.progress', node: 'a', at: 11, item: '0', progress: 1 },
    ],
    [
      'a second start',
      [startA, { type: 'step.progress', node: 'a', at: 12, item: '0', progress: 1 }],
      startA,
    ],
    [
      'progress after the end',
      [startA, doneA],
      { type: 'step.progress', node: 'a', at: 16, item: '0', progress: 1 },
    ],
    ['a cancel after the end', [startA, doneA], { type: 'step.cancelled', node: 'a', at: 16, cost: null }],
    ['a second end', [startA, doneA], { ...doneA, outputs: { x: 2 } }],
    [
      'a start after the run',
      [{ type: 'run.finished', state: 'done', at: 20, cost: null, outputs: {} }],
      startA,
    ],
    [
      'a second end of the run',
      [{ type: 'run.finished', state: 'done', at: 20, cost: null, outputs: {} }],
      { type: 'run.finished', state: 'failed', at: 21, cost: null, outputs: {} },
    ],
  ])('%s', (_, before, event) => {
    expect(replay(...before, event)).toEqual(replay(...before))
  })

  test('and returns the very same run, so that nothing renders again', () => {
    const run = replay(startA, doneA)
    expect(reduceRun(run, [startA, { ...startA, node: 'stranger' }])).toBe(run)
  })
})

test('the input is never mutated, and steps without events stay the same objects', () => {
  const before = replay(startA)
  const copy = structuredClone(before)
  const after = reduceRun(before, [doneA])
  expect(before).toEqual(copy)
  expect(after?.steps['b']).toBe(before.steps['b'])
  expect(after?.steps['a']).not.toBe(before.steps['a'])
})

test.each([
  ['goes on', true as const],
  ['was cancelled too', undefined],
])('of a cancelled step whose job %s that is known', (_, goesOn) => {
  const more = goesOn && { goesOn }
  const { steps } = replay(startA, { type: 'step.cancelled', node: 'a', at: 13, cost: null, ...more })
  expect(steps['a']).toEqual({
    phase: 'cancelled',
    startedAt: 11,
    finishedAt: 13,
    outputs: {},
    cost: null,
    ...more,
  })
})

test('a second run begins again', () => {
  expect(reduceRun(replay(startA, doneA), [{ ...begin, run: 'r2', nodes: ['c'] }])).toMatchObject({
    id: 'r2',
    phase: 'running',
    steps: { c: { phase: 'waiting' } },
  })
})

test('events one by one, or all at once, give the same state', () => {
  const events: readonly RunEvent[] = [
    begin,
    startA,
    doneA,
    { type: 'step.skipped', node: 'b', at: 16, because: 'failed', of: 'a' },
    { type: 'run.finished', state: 'done', at: 20, cost: 0.5, outputs: { a: { x: 1 } } },
  ]
  let run: Run | null = null
  for (const event of events) run = reduceRun(run, [event])
  expect(run).toEqual(reduceRun(null, events))
})

describe('the prompts of a run', () => {
  const begun: RunEvent = { type: 'run.started', run: 'r', workflow: 'w', at: 0, nodes: ['a'], seeds: {} }
  const asked = (item: ItemPath): RunEvent => ({
    type: 'step.asked',
    node: 'a',
    at: 5,
    item,
    input: 'word',
    words: 'Say a word',
    inputs: { in: item },
  })
  const answered = (item: ItemPath): RunEvent => ({ type: 'step.answered', node: 'a', at: 6, item })
  const started: RunEvent = { type: 'step.started', node: 'a', at: 7, items: 2 }
  const one = (item: ItemPath) => ({ at: 5, input: 'word', words: 'Say a word', inputs: { in: item } })

  test.each<[string, readonly RunEvent[], object]>([
    [
      'stands at its item',
      [asked('0'), asked('1')],
      { phase: 'waiting', prompts: { 0: one('0'), 1: one('1') } },
    ],
    [
      'is gone once it was answered',
      [asked('0'), asked('1'), answered('0')],
      { phase: 'waiting', prompts: { 1: one('1') } },
    ],
    ['leaves a step that waits', [asked('0'), answered('0')], { phase: 'waiting' }],
    ['and an answer to nothing changes nothing', [answered('0')], { phase: 'waiting' }],
    [
      'is nothing that a running step is asked',
      [started, asked('0'), answered('0')],
      { phase: 'running', items: 2 },
    ],
  ])('%s', (_, events, step) => {
    const reduced = reduceRun(null, [begun, ...events])?.steps['a']
    expect(reduced).toMatchObject(step)
    expect(reduced !== undefined && 'prompts' in reduced).toBe('prompts' in step)
  })
})
