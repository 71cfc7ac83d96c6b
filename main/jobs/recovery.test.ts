import { describe, expect, test } from 'vitest'
import type { Job } from './job.ts'
import type { MemoryJobStore } from './jobStore.ts'
import { picture, result, setUp, status } from './jobsFixture.ts'
import { jobOf, leave, phases, request } from './leftFixture.ts'
import { createMemoryDurations, createPolls } from './polls.ts'

const TAKEN_UP = 3_600_000
/** Milliseconds between two calls about leftover jobs. */
const APART = 1000 / 19
const completed = result('completed', { output: { image: picture } })

/** A store in which an earlier process left `count` submitted jobs, r1 the newest. */
const leaveMany = (count: number, at = 0): MemoryJobStore =>
  leave(...Array.from({ length: count }, (_, index) => named(`r${count - index}`, at)))

const named = (id: string, at: number): Job =>
  jobOf({ state: 'submitted', request: request(id, at) }, { id, key: id })

/** The maximum number of calls within any second. */
const peak = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length))

describe('the jobs that an earlier process left', () => {
  test('are each polled once before any is polled again, at 20 calls per second', async () => {
    const { jobs, clock, made } = setUp(
      { status: [status('in_progress')] },
      { left: leaveMany(1000), startsAt: TAKEN_UP },
    )
    await jobs.recover()
    await clock.advance(53_000)
    const called = made('status').slice(0, 1000)
    expect(new Set(called.map(([, requestId]) => requestId)).size).toBe(1000)
    expect((called.at(-1)?.[2] ?? 0) - TAKEN_UP).toBeCloseTo(999 * APART)
    expect(peak(called.map(([, , at]) => at))).toBeLessThanOrEqual(20)
  })

  test('continue with their own schedules once all were polled', async () => {
    const { jobs, clock, made } = setUp(
      { status: [status('in_progress')] },
      { left: leaveMany(4), startsAt: TAKEN_UP },
    )
    await jobs.recover()
    await clock.advance(11_000)
    const called = made('status').map(([, requestId, at]) => [requestId, Math.round(at - TAKEN_UP)])
    expect(called).toEqual([
      ['r1', 0],
      ['r2', 53],
      ['r3', 105],
      ['r4', 158],
      ['r1', 10_000],
      ['r2', 10_053],
      ['r3', 10_105],
      ['r4', 10_158],
    ])
  })

  test('that are done are fetched before others are polled', async () => {
    const { jobs, clock, calls } = setUp(
      {
        status: [status('completed')],
        result: [completed],
        files: { [picture]: ['picture one'] },
      },
      { left: leaveMany(2), startsAt: TAKEN_UP },
    )
    await jobs.recover()
    await clock.advance(1000)
    expect(calls.map(([call, of, at]) => [call, of, Math.round(at - TAKEN_UP)])).toEqual([
      ['status', 'r1', 0],
      ['result', 'r1', 53],
      ['download', picture, 53],
      ['status', 'r2', 105],
      // No other job is left to poll: this one need not wait.
      ['result', 'r2', 105],
      ['download', picture, 105],
    ])
  })

  test('whose results are known need no call, and their files come first', async () => {
    const phase = { ...phases.completed, request: request('r0') }
    const left = leave(named('r1', 0), jobOf(phase, { id: 'r0', key: 'r0' }))
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
  ])('is polled %s', async (_, ago) => {
    const polls = createPolls(createMemoryDurations())
    polls.learn('a/b', 8000)
    const due = Math.max(0, polls.plan('a/b').next(0) - ago)
    const { jobs, clock, made } = setUp(
      { status: [status('in_progress')] },
      { left: leaveMany(1, TAKEN_UP - ago), startsAt: TAKEN_UP, polls },
    )
    await jobs.recover()
    await clock.advance(7000)
    expect((made('status')[0]?.[2] ?? 0) - TAKEN_UP).toBeCloseTo(due)
  })
})

test('a job keeps the plan that it began with, whatever is learned from faster ones meanwhile', async () => {
  const polls = createPolls(createMemoryDurations())
  const { start, clock, made } = setUp({ submit: ['r1'], status: [status('in_progress')] }, { polls })
  start()
  await clock.advance(500)
  polls.learn('a/b', 60_000)
  await clock.advance(1500)
  expect(made('status').map(([, , at]) => at)).toEqual([400, 800, 1200, 1600, 2000])
})
