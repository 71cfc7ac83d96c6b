import { describe, expect, test } from 'vitest'
import type { RunEvent } from '#shared/run/run.ts'
import { practiceAccount } from '../jobs/job.ts'
import { testLibrary } from './libraryFixture.ts'
import type { RunRequest, Runs } from './runs.ts'
import { createRuns } from './runs.ts'

const library = testLibrary()
const runs = (): Runs => createRuns(library.database)

const request: RunRequest = {
  mode: 'practice',
  only: null,
  targets: ['a', 'b'],
  out: '/pictures',
  folder: '/workflows',
  pictures: ['/photos/cat.png'],
  concurrency: 4,
  fresh: false,
}

const start = (id: string, at = 1000): void =>
  runs().start({
    id,
    name: `Run ${id}`,
    accounts: { runcomfy: 'me' },
    workflow: `{"name":"${id}"}`,
    request,
    at,
  })

describe('a run', () => {
  test('is stored with its unchanged workflow and its options, also after a restart', () => {
    start('r1')
    library.restart()
    expect(runs().get('r1')).toEqual({
      id: 'r1',
      name: 'Run r1',
      account: 'me',
      accounts: { runcomfy: 'me' },
      state: 'running',
      cost: null,
      startedAt: 1000,
      finishedAt: null,
    })
    expect(runs().source('r1')).toEqual({ workflow: '{"name":"r1"}', request })
  })

  test('that nobody started does not exist', () => {
    expect(runs().get('r1')).toBeNull()
    expect(runs().source('r1')).toBeNull()
    expect(runs().steps('r1')).toEqual({})
  })

  test('that has ended has its outcome, time and cost', () => {
    start('r1')
    runs().finish('r1', 'failed', 0.25, 5000)
    expect(runs().get('r1')).toMatchObject({ state: 'failed', cost: 0.25, finishedAt: 5000 })
  })

  test('has the cost of all jobs of a node, without the fictitious ones of practice', () => {
    start('r1')
    expect(runs().nodeCost('r1', 'a')).toBeNull()
    const job = (id: string, run: string, node: string, account: string, cost: number | null): number =>
      library.database.write(
        `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, job, body, body_sha256, created_at, updated_at, cost)
         VALUES (?, ?, ?, ?, 0, 'e', ?, 'downloaded', '{}', x'', '', 0, 0, ?)`,
        id,
        id,
        run,
        node,
        account,
        cost,
      )
    job('j1', 'r1', 'a', 'me', 0.25)
    job('j2', 'r1', 'a', 'me', 0.5)
    job('j3', 'r1', 'a', 'me', null)
    job('j4', 'r1', 'a', practiceAccount, 4)
    job('j5', 'r1', 'b', 'me', 8)
    job('j6', 'r2', 'a', 'me', 16)
    expect(runs().nodeCost('r1', 'a')).toBe(0.75)
  })

  test('that waits is queued until its turn comes', () => {
    runs().queue({
      id: 'r1',
      name: 'w',
      accounts: { runcomfy: 'me' },
      workflow: '{}',
      request,
      at: 1000,
      savedId: 'w1',
    })
    expect(runs().get('r1')).toMatchObject({ state: 'queued', startedAt: 1000, finishedAt: null })
    runs().begin('r1', { runcomfy: 'you' }, 3000)
    expect(runs().get('r1')).toMatchObject({ state: 'running', account: 'you', startedAt: 3000 })
  })

  test('that is resumed is running, keeps its results unchanged, and emits the rest again', () => {
    const done = { type: 'step.done', node: 'a', at: 2000, outputs: {}, reused: false, cost: 0.25 } as const
    start('r1')
    runs().record('r1', done)
    runs().record('r1', { type: 'step.cancelled', node: 'b', at: 2000, cost: null })
    runs().finish('r1', 'cancelled', 0.25, 5000)
    runs().reopen('r1')
    runs().record('r1', { ...done, at: 9000, reused: true, cost: null })
    expect(runs().get('r1')).toMatchObject({ state: 'running', finishedAt: null, startedAt: 1000 })
    expect(runs().steps('r1')).toEqual({
      a: { phase: 'done', startedAt: null, finishedAt: 2000, outputs: {}, reused: false, cost: 0.25 },
    })
  })
})

test('a step to which not all items came is stored with its gaps, and recorded again when its run is resumed', () => {
  const error = { code: 'job.refused', message: 'No.' } as const
  const gaps = [{ item: '1' as const, of: 'a', error, positions: { out: 1 } }]
  const items = { items: [{ item: '1' as const, error }], total: 2 }
  const got = { items: 1, of: 2 }
  const made = { at: 2000, outputs: { out: ['x', null] }, cost: null }
  const done = { type: 'step.done', ...made, reused: false } as const
  start('r1')
  runs().record('r1', { type: 'step.failed', node: 'a', error, ...made, ...items, gaps })
  runs().record('r1', { ...done, node: 'b', gaps, got })
  runs().record('r1', { ...done, node: 'c', got })
  runs().record('r1', { ...done, node: 'd' })
  const { at: finishedAt, ...rest } = made
  const ended = { startedAt: null, finishedAt, ...rest }
  const steps = {
    a: { phase: 'failed', ...ended, error, ...items, gaps },
    b: { phase: 'done', ...ended, reused: false, gaps, got },
    c: { phase: 'done', ...ended, reused: false, got },
    d: { phase: 'done', ...ended, reused: false },
  }
  expect(runs().steps('r1')).toEqual(steps)
  runs().finish('r1', 'partial', null, 5000)
  expect(runs().get('r1')?.state).toBe('partial')
  runs().reopen('r1')
  expect(runs().steps('r1')).toEqual({ d: steps.d })
})

describe('the list of runs', () => {
  test('has the newest first, filtered by state on request, up to the limit', () => {
    for (const [index, id] of ['r1', 'r2', 'r3', 'r4'].entries()) start(id, 1000 + index)
    runs().finish('r2', 'done', null, 9000)
    const ids = (options?: Parameters<Runs['list']>[0]): readonly string[] =>
      runs()
        .list(options)
        .map(({ id }) => id)
    expect(ids()).toEqual(['r4', 'r3', 'r2', 'r1'])
    expect(ids({ states: ['running'] })).toEqual(['r4', 'r3', 'r1'])
    expect(ids({ states: ['running'], limit: 2 })).toEqual(['r4', 'r3'])
    expect(ids({ limit: 1 })).toEqual(['r4'])
  })
})

describe('a step', () => {
  const error = { code: 'job.failed', message: 'The engine took the job and it failed.' } as const
  const ends: readonly (readonly [RunEvent & { node: string }, unknown])[] = [
    [
      { type: 'step.done', node: 'a', at: 2000, outputs: { text: 'x' }, reused: true, cost: 0.1 },
      { phase: 'done', startedAt: null, finishedAt: 2000, outputs: { text: 'x' }, reused: true, cost: 0.1 },
    ],
    [
      { type: 'step.failed', node: 'a', at: 2000, error, cost: null },
      { phase: 'failed', startedAt: null, finishedAt: 2000, error, outputs: {}, cost: null },
    ],
    [
      { type: 'step.skipped', node: 'a', at: 2000, because: 'failed', of: 'b' },
      { phase: 'skipped', because: 'failed', of: 'b' },
    ],
    [
      { type: 'step.cancelled', node: 'a', at: 2000, outputs: { list: [1, null] }, cost: 0.2 },
      { phase: 'cancelled', startedAt: null, finishedAt: 2000, outputs: { list: [1, null] }, cost: 0.2 },
    ],
  ]

  test.each(ends)('is stored as it ended: %j', (event, step) => {
    start('r1')
    runs().record('r1', event)
    expect(runs().steps('r1')).toEqual({ a: step })
  })

  test('is stored under its node, whatever its name, separately per run', () => {
    start('r1')
    start('r2')
    const done = { type: 'step.done', at: 2000, outputs: {}, reused: false, cost: null } as const
    for (const node of ['b', '__proto__']) runs().record('r1', { ...done, node })
    runs().record('r2', { ...done, node: 'c' })
    expect(Object.keys(runs().steps('r1')).toSorted()).toEqual(['__proto__', 'b'])
    expect(Object.keys(runs().steps('r2'))).toEqual(['c'])
  })

  test('that has not ended leaves nothing behind', () => {
    start('r1')
    runs().record('r1', { type: 'run.started', run: 'r1', workflow: 'w', at: 1, nodes: ['a'], seeds: {} })
    runs().record('r1', { type: 'step.started', node: 'a', at: 1, items: 1 })
    runs().record('r1', { type: 'step.progress', node: 'a', at: 2, item: '0', status: 'in_queue' })
    expect(runs().steps('r1')).toEqual({})
  })
})
