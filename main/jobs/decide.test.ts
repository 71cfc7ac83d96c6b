import { describe, expect, test } from 'vitest'
import { allowAgain, attachRequest } from './decide.ts'
import type { JobState } from './job.ts'
import { jobStates } from './job.ts'
import { done, setUp, status } from './jobsFixture.ts'
import { jobOf, leave, phases, request } from './leftFixture.ts'

const hour = 3_600_000
const unknown = jobOf(phases.unknown)

describe('a request that the user attaches to an unknown job', () => {
  test('is its own from then on: the job is polled to its result, without a submit', async () => {
    const left = leave(unknown)
    const { jobs, wait, clock, calls } = setUp({ ...done, status: [status('completed')] }, { left })
    const attached = await attachRequest(left, unknown, 'r1')
    const attachedRequest = { ...request('r1'), attached: true, doubt: phases.unknown.evidence } as const
    expect(left.all()).toEqual([jobOf({ state: 'submitted', request: attachedRequest })])
    const settled = wait((waiter) => jobs.settle(attached, waiter))
    await clock.advance(hour)
    expect(settled.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(calls.map(([call]) => call)).toEqual(['status', 'result', 'download'])
  })

  test("is found by callers that have the job's previous state", async () => {
    const left = leave(unknown)
    const { jobs, wait, clock } = setUp({ ...done, status: [status('completed')] }, { left })
    await attachRequest(left, unknown, 'r1')
    const settled = wait((waiter) => jobs.settle(unknown, waiter))
    await clock.advance(hour)
    expect(settled.end()).toMatchObject({ result: { requestId: 'r1' } })
  })

  test('is what the next run of the same input uses', async () => {
    const left = leave(unknown)
    await attachRequest(left, unknown, 'r1')
    const { start, clock, made } = setUp(done, { left })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toEqual([])
  })

  test.each([
    [''],
    ['with space'],
    ['../status'],
    ['r1?x=1'],
    ['r1\n'],
    ['a'.repeat(129)],
    ['https://model-api.runcomfy.net/v1/requests/r1'],
  ])('is refused if it is invalid: %j', async (id) => {
    const left = leave(unknown)
    await expect(attachRequest(left, unknown, id)).rejects.toMatchObject({
      code: 'input.invalid',
      message: `${JSON.stringify(id)} is not a request id.`,
    })
    expect(left.all()).toEqual([unknown])
  })

  test('is refused if another job has it: one request brings one result', async () => {
    const left = leave(unknown, jobOf(phases.downloaded, { id: 'job2', key: 'other' }))
    await expect(attachRequest(left, unknown, 'r1')).rejects.toMatchObject({
      code: 'input.invalid',
      message: 'The request r1 belongs to the job job2.',
    })
    expect(left.get('job1')).toEqual(unknown)
  })

  test('may have the id of a request of another engine', async () => {
    const left = leave(unknown, jobOf(phases.downloaded, { id: 'job2', engine: 'other' }))
    await attachRequest(left, unknown, 'r1')
    expect(left.get('job1')?.phase).toMatchObject({ state: 'submitted', request: { requestId: 'r1' } })
  })
})

describe('a job that the user allows to be submitted again', () => {
  test('is submitted once more, with the recorded bytes', async () => {
    const left = leave(unknown)
    const { jobs, wait, clock, made } = setUp({ ...done, status: [status('completed')] }, { left })
    const allowed = await allowAgain(left, unknown)
    const settled = wait((waiter) => jobs.settle(allowed, waiter))
    await clock.advance(hour)
    expect(settled.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toHaveLength(1)
    expect(left.all()).toEqual([jobOf(phases.downloaded)])
  })

  test('is not submitted by itself: not by a recovery, only on request', async () => {
    const left = leave(unknown)
    await allowAgain(left, unknown)
    const { jobs, clock, calls } = setUp({}, { left })
    await jobs.recover()
    await clock.advance(hour)
    expect(calls).toEqual([])
  })

  test('is submitted once by the next run of the same input, and its first submit may have cost something', async () => {
    const left = leave(unknown)
    await allowAgain(left, unknown)
    const { start, clock, made } = setUp({ ...done, submit: ['r2'] }, { left })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r2' } })
    expect(made('submit')).toHaveLength(1)
    expect(left.all()[0]?.phase).toEqual({ state: 'cancelled', request: null, charged: 'unknown' })
  })

  test('without its bytes is not sent as something else', async () => {
    const left = leave(unknown)
    const allowed = await allowAgain(left, unknown)
    const { jobs, wait, clock, calls } = setUp(done, { left, store: { ...left, body: () => null } })
    const settled = wait((waiter) => jobs.settle(allowed, waiter))
    await clock.advance(hour)
    expect(settled.failure()).toMatchObject({ code: 'library.broken' })
    expect(calls).toEqual([])
  })
})

describe('for a job that is not unknown there is nothing to decide', () => {
  const others = jobStates.filter((state) => state !== 'unknown')

  test.each<[JobState]>(others.map((state) => [state]))('%s', async (state) => {
    const job = jobOf(phases[state])
    const left = leave(job)
    const refusal = { code: 'input.invalid', message: expect.stringContaining(`job1 is ${state}.`) }
    await expect(attachRequest(left, job, 'r2')).rejects.toMatchObject(refusal)
    await expect(allowAgain(left, job)).rejects.toMatchObject(refusal)
    expect(left.all()).toEqual([job])
  })
})

test('a decision that cannot be stored has not been made', async () => {
  const left = leave(unknown)
  const full = { ...left, save: () => Promise.reject(new Error('disk full')) }
  await expect(attachRequest(full, unknown, 'r1')).rejects.toThrow('disk full')
  await expect(allowAgain(full, unknown)).rejects.toThrow('disk full')
  expect(left.all()).toEqual([unknown])
})
