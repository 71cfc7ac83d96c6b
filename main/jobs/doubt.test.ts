import { describe, expect, test } from 'vitest'
import { attachRequest, detachRequest } from './decide.ts'
import type { JobClient } from './jobClient.ts'
import { done, error, picture, result, setUp, status } from './jobsFixture.ts'
import { jobOf, leave, payer, phases } from './leftFixture.ts'

const hour = 3_600_000
const doubt = { code: 'job.unknown', message: 'The answer was HTTP 409.', data: { status: 409 } } as const

/** An engine that answers a submit with an error that names the request. */
const doubtful = (client: JobClient): JobClient => ({
  ...client,
  submit: async (...call) => ({ ...(await client.submit(...call)), doubt }),
})

describe('a submit that was answered by an error that names a request', () => {
  test('was accepted if the engine knows the request: the job continues', async () => {
    const { start, clock, store, made, states } = setUp(done, { through: doubtful })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toHaveLength(1)
    expect(states.slice(0, 3)).toEqual(['created', 'submitting', 'submitted'])
    expect(store.all()[0]?.phase).toMatchObject({ state: 'downloaded', request: { requestId: 'r1' } })
  })

  test('is unknown if the engine does not, after five reads, with the id as evidence', async () => {
    const { start, clock, store, made } = setUp(
      { ...done, status: [error('job.lost')] },
      { through: doubtful },
    )
    const job = start()
    await clock.advance(hour)
    expect(job.failure().toJSON()).toEqual({
      code: 'job.unknown',
      message: 'The engine does not know the request r1. The answer was HTTP 409.',
      data: { status: 409, requestId: 'r1', job: 'job1' },
    })
    expect([made('submit').length, made('status').length]).toEqual([1, 5])
    expect(store.all()[0]?.phase).toEqual({ state: 'unknown', evidence: doubt, at: expect.any(Number) })
  })
})

describe('a request that the user attached', () => {
  const unknown = jobOf(phases.unknown)

  test('and that the engine does not know leaves the job unknown, never failed: nothing is paid for again', async () => {
    const left = leave(unknown)
    await attachRequest(left, unknown, 'r9')
    const { start, clock, calls } = setUp({ ...done, status: [error('job.lost')] }, { left })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({
      code: 'job.unknown',
      message: 'The engine does not know the request r9. The answer was lost.',
      data: { job: 'job1', requestId: 'r9' },
    })
    expect(left.all().map(({ phase }) => phase.state)).toEqual(['unknown'])
    expect(left.ownerOf('r9', payer)).toBeNull()
    const again = start()
    await clock.advance(hour)
    expect(again.failure()).toMatchObject({ code: 'job.unknown' })
    expect(calls.filter(([call]) => call === 'submit')).toEqual([])
  })

  test.each(['submitted', 'downloaded'] as const)('is detached again if the job is %s', async (state) => {
    const left = leave(unknown)
    const attached = await attachRequest(left, unknown, 'r1')
    if (state === 'downloaded') {
      const { jobs, wait, clock } = setUp({ ...done, status: [status('completed')] }, { left })
      wait((waiter) => jobs.settle(attached, waiter))
      await clock.advance(hour)
    }
    const job = left.get('job1') ?? unknown
    expect(job.phase.state).toBe(state)
    await detachRequest(left, job)
    expect(left.all()).toEqual([jobOf({ ...phases.unknown, at: 0 })])
    expect(left.ownerOf('r1', payer)).toBeNull()
  })

  test('leaves the job, once it is detached, as lost as it was and at the time when it was', async () => {
    const lost = jobOf({ ...phases.unknown, at: 5 * hour }, { createdAt: hour })
    const left = leave(lost)
    const attached = await attachRequest(left, lost, 'r1')
    expect(attached.phase).toMatchObject({ request: { at: 5 * hour } })
    await detachRequest(left, attached)
    expect(left.all()).toEqual([lost])
  })

  test('and nothing else can be detached', async () => {
    const job = jobOf(phases.downloaded)
    const left = leave(job)
    await expect(detachRequest(left, job)).rejects.toMatchObject({ code: 'input.invalid' })
    expect(left.all()).toEqual([job])
  })
})

describe('what an engine returns for a request before it is attached', () => {
  const minute = 60_000
  const unknown = jobOf({ ...phases.unknown, at: hour })
  const about = { modelId: 'a/b', input: { prompt: 'a lighthouse' }, createdAt: hour }
  const examine = (reported: Partial<typeof about> | null, more: Parameters<typeof result>[1] = {}) => {
    const left = leave(unknown)
    const details = reported === null ? {} : { about: { ...about, ...reported } }
    const all = setUp(
      {
        result: [result('completed', { output: { image: picture }, ...details, ...more })],
        files: { [picture]: ['one'] },
      },
      { left },
    )
    return { all, left, found: all.jobs.examine(unknown, 'r7') }
  }

  test.each([
    ['the same', {}, []],
    ['a default that was not sent', { input: { prompt: 'a lighthouse', seed: 7 } }, []],
    ['a few minutes later', { createdAt: hour + 10 * minute }, []],
    ['another model', { modelId: 'a/c' }, [{ what: 'model', job: 'a/b', request: 'a/c' }]],
    [
      'another prompt',
      { input: { prompt: 'a boat' } },
      [{ what: 'input', field: 'prompt', job: 'a lighthouse', request: 'a boat' }],
    ],
    [
      'another day',
      { createdAt: 25 * hour },
      [{ what: 'time', job: '1970-01-01T01:00:00.000Z', request: '1970-01-02T01:00:00.000Z' }],
    ],
  ])('%s', async (_, reported, differences) => {
    const { found, left, all } = examine(reported)
    expect(await found).toMatchObject({
      requestId: 'r7',
      status: 'completed',
      differences,
      media: { media: 'image' },
    })
    expect(left.all()).toEqual([unknown])
    expect(all.states).toEqual([])
  })

  test('without anything to compare is reported as such', async () => {
    expect(await examine(null).found).toMatchObject({
      differences: [{ what: 'nothing returned', job: 'a/b', request: '' }],
    })
  })

  test('that it does not know rejects, and the job stays as it is', async () => {
    const left = leave(unknown)
    const { jobs } = setUp({ result: [error('job.lost')] }, { left })
    await expect(jobs.examine(unknown, 'r7')).rejects.toMatchObject({
      code: 'job.lost',
      data: { requestId: 'r7' },
    })
    expect(left.all()).toEqual([unknown])
  })
})

describe('a job that the user reads again', () => {
  const other = 'https://outputs.runcomfy.net/2.png'
  const script = {
    result: [result('completed', { output: { images: [picture, other] }, cost: 0.02 })],
    files: { [picture]: ['picture one'], [other]: ['two'] },
  }

  test.each([
    ['downloaded', { images: [picture, other] }],
    ['expired', { images: [picture, other] }],
    ['awaited', { images: [picture, other] }],
    ['completed', { image: picture }],
  ] as const)('and that is %s brings what is there by now', async (state, output) => {
    const left = leave(jobOf(phases[state]))
    const { jobs, wait, clock, made } = setUp(script, { left })
    const job = wait((waiter) => jobs.refresh(jobOf(phases[state]), waiter))
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(left.all()[0]?.phase).toMatchObject({ state: 'downloaded', output })
    expect(made('submit')).toEqual([])
  })

  test('keeps its result if the engine does not answer', async () => {
    const left = leave(jobOf(phases.downloaded))
    const { jobs, wait, clock } = setUp({ result: [error('job.lost')] }, { left })
    const job = wait((waiter) => jobs.refresh(jobOf(phases.downloaded), waiter))
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { output: { image: picture } } })
    expect(left.all()).toEqual([jobOf(phases.downloaded)])
  })

  test.each(['created', 'failed', 'cancelled', 'unknown'] as const)(
    'is refused if it is %s',
    async (state) => {
      const left = leave(jobOf(phases[state]))
      const { jobs, wait, clock } = setUp({}, { left })
      const job = wait((waiter) => jobs.refresh(jobOf(phases[state]), waiter))
      await clock.advance(hour)
      expect(job.failure()).toMatchObject({ code: 'input.invalid' })
      expect(left.all()).toEqual([jobOf(phases[state])])
    },
  )
})
