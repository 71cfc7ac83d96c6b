import { describe, expect, test } from 'vitest'
import type { Job, JobPhase } from './job.ts'
import type { MemoryJobStore } from './jobStore.ts'
import { createMemoryJobStore } from './jobStore.ts'
import { picture, result, setUp, status } from './jobsFixture.ts'
import { createMemoryDurations, createPolls } from './polls.ts'

const TAKEN_UP = 3_600_000
const completed = result('completed', { output: { image: picture } })

const requestOf = (requestId: string, at = 0) => ({
  requestId,
  statusUrl: null,
  resultUrl: null,
  cancelUrl: null,
  at,
})

function jobOf(name: string, phase: JobPhase): Job {
  const facts = {
    id: name,
    key: `key of ${name}`,
    modelId: 'a/b',
    bodySha256: '',
    bodyBytes: 0,
    account: 'account',
    run: 'run',
    node: 'node',
    item: 0,
    createdAt: 0,
  }
  return { facts, phase }
}

/** A store in which an earlier process left `count` submitted jobs, r1 the newest. */
function leave(count: number, at = 0): MemoryJobStore {
  const store = createMemoryJobStore()
  for (let place = count; place > 0; place--)
    store.add(
      jobOf(`job${place}`, { state: 'submitted', request: requestOf(`r${place}`, at) }),
      new Uint8Array(),
    )
  return store
}

/** The most calls within any second. */
const peak = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length))

describe('the jobs that an earlier process left', () => {
  test('are each asked about once before any is a second time, at 20 calls a second', async () => {
    const { jobs, clock, made } = setUp(
      { status: [status('in_progress')] },
      { left: leave(1000), startsAt: TAKEN_UP },
    )
    await jobs.recover()
    await clock.advance(50_000)
    const asked = made('status').slice(0, 1000)
    expect(new Set(asked.map(([, requestId]) => requestId)).size).toBe(1000)
    expect((asked.at(-1)?.[2] ?? 0) - TAKEN_UP).toBe(49_950)
    expect(peak(asked.map(([, , at]) => at))).toBe(20)
  })

  test('go on as their own plans say once all were asked', async () => {
    const { jobs, clock, made } = setUp(
      { status: [status('in_progress')] },
      { left: leave(4), startsAt: TAKEN_UP },
    )
    await jobs.recover()
    await clock.advance(11_000)
    expect(made('status').map(([, requestId, at]) => [requestId, at - TAKEN_UP])).toEqual([
      ['r1', 0],
      ['r2', 50],
      ['r3', 100],
      ['r4', 150],
      ['r1', 10_000],
      ['r2', 10_050],
      ['r3', 10_100],
      ['r4', 10_150],
    ])
  })

  test('that are done are fetched before others are asked about', async () => {
    const { jobs, clock, calls } = setUp(
      {
        status: [status('completed')],
        result: [completed],
        files: { [picture]: ['picture one'] },
      },
      { left: leave(2), startsAt: TAKEN_UP },
    )
    await jobs.recover()
    await clock.advance(1000)
    expect(calls.map(([call, of, at]) => [call, of, at - TAKEN_UP])).toEqual([
      ['status', 'r1', 0],
      ['result', 'r1', 50],
      ['download', picture, 50],
      ['status', 'r2', 100],
      // Nobody is left to be asked about: this one need not wait.
      ['result', 'r2', 100],
      ['download', picture, 100],
    ])
  })

  test('whose results are known need no call, and their files come first', async () => {
    const left = leave(1)
    const phase = {
      state: 'completed',
      request: requestOf('r0'),
      output: { image: picture },
      cost: null,
    } as const
    left.add(jobOf('job0', phase), new Uint8Array())
    const { jobs, clock, calls } = setUp(
      { status: [status('in_progress')], files: { [picture]: ['picture one'] } },
      { left, startsAt: TAKEN_UP },
    )
    await jobs.recover()
    await clock.advance(1000)
    expect(calls.map(([call, of]) => [call, of])).toEqual([
      ['download', picture],
      ['status', 'r1'],
    ])
  })

  test.each([
    ['at once when it should have been asked about already', 9000],
    ['when its time comes', 1000],
  ])('is asked about %s', async (_, ago) => {
    const polls = createPolls(createMemoryDurations())
    polls.learn('a/b', 8000)
    const due = Math.max(0, polls.plan('a/b').next(0) - ago)
    const { jobs, clock, made } = setUp(
      { status: [status('in_progress')] },
      { left: leave(1, TAKEN_UP - ago), startsAt: TAKEN_UP, polls },
    )
    await jobs.recover()
    await clock.advance(7000)
    expect((made('status')[0]?.[2] ?? 0) - TAKEN_UP).toBeCloseTo(due)
  })
})

test('a job keeps the plan that it began with, whatever is learned from quicker ones meanwhile', async () => {
  const polls = createPolls(createMemoryDurations())
  const { start, clock, made } = setUp({ submit: ['r1'], status: [status('in_progress')] }, { polls })
  start()
  await clock.advance(500)
  polls.learn('a/b', 60_000)
  await clock.advance(1500)
  expect(made('status').map(([, , at]) => at)).toEqual([400, 800, 1200, 1600, 2000])
})
