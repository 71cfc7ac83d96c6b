import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { allowAgain, attachRequest } from './decide.ts'
import { matchRequest } from './findRequest.ts'
import type { Job } from './job.ts'
import type { JobClient, ListedRequest, SubmitQuery } from './jobClient.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, error, lighthouse, setUp, status } from './jobsFixture.ts'
import { body, jobOf, leave, payer, phases } from './leftFixture.ts'

const hour = 3_600_000
const minute = 60_000
const sent = 1_700_000_000_000

const listed = (details: Partial<ListedRequest> = {}): ListedRequest => ({
  requestId: 'r1',
  at: sent,
  input: lighthouse,
  marker: null,
  ...details,
})
const unknown = jobOf({ ...phases.unknown, at: sent })

describe('a listed request', () => {
  test.each<[string, ListedRequest]>([
    ['the marker of the job, whatever else', listed({ marker: 'job1', at: null, input: null })],
    ['exactly its input, at its time', listed()],
    ['its input, by a clock that is a minute behind', listed({ at: sent - minute })],
    ['its input, and began after a while in the queue', listed({ at: sent + 50 * minute })],
  ])('with %s is its own', (_, one) => {
    expect(matchRequest(unknown, body, [listed({ requestId: 'r9', input: {} }), one])).toEqual(one)
  })

  test.each<[string, ListedRequest]>([
    ['the marker of another job, with the same input', listed({ marker: 'job2' })],
    ['another input', listed({ input: { prompt: 'a lighthouse at night' } })],
    ['more in its input', listed({ input: { ...lighthouse, seed: 1 } })],
    ['less in its input', listed({ input: {} })],
    ['no input', listed({ input: null })],
    ['no time', listed({ at: null })],
    ['a time before it', listed({ at: sent - 3 * minute })],
    ['a time long after it', listed({ at: sent + 2 * hour })],
  ])('with %s is not', (_, one) => {
    expect(matchRequest(unknown, body, [one])).toBeNull()
  })

  test('may have its fields in another order, and a picture as data only as it was sent', () => {
    const data = Buffer.from('{"a":{"x":1,"y":[2]},"image":"data:image/png;base64,AA=="}')
    const same = listed({ input: { image: 'data:image/png;base64,AA==', a: { y: [2], x: 1 } } })
    const moved = listed({ input: { image: 'https://v3.fal.media/1.png', a: { y: [2], x: 1 } } })
    expect(matchRequest(unknown, data, [same])).toEqual(same)
    expect(matchRequest(unknown, data, [moved])).toBeNull()
  })

  test('is, of several equal ones, the nearest to the submit', () => {
    const near = listed({ requestId: 'near', at: sent + 1000 })
    const all = [listed({ requestId: 'early', at: sent - minute }), near, listed({ at: sent + minute })]
    expect(matchRequest(unknown, body, all)).toEqual(near)
  })

  test('is nobody’s by its input if what was sent is not known', () => {
    expect(matchRequest(unknown, new Uint8Array(), [listed()])).toBeNull()
    expect(matchRequest(unknown, Buffer.from('{"prompt'), [listed()])).toBeNull()
  })
})

/** Jobs at an engine that loses the answers to submits and lists what `list` returns, and the queries it got. */
function atListing(
  list: (query: SubmitQuery) => Promise<readonly ListedRequest[]>,
  script: EngineScript = {},
  given: Parameters<typeof setUp>[1] = {},
) {
  const queries: SubmitQuery[] = []
  const all = setUp(
    { ...done, submit: [error('job.unknown')], status: [status('completed')], ...script },
    {
      ...given,
      through: (client): JobClient => ({
        ...client,
        findSubmits: async (query) => {
          queries.push(query)
          return list(query)
        },
      }),
    },
  )
  return { ...all, queries }
}
const onceListed = async (): Promise<readonly ListedRequest[]> => [listed({ at: 0 })]
const never = async (): Promise<readonly ListedRequest[]> => []

describe('a submit whose answer was lost', () => {
  test('is found by the listing: the job continues, and nothing is sent again', async () => {
    const { start, clock, made, states, store, queries } = atListing(onceListed)
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toHaveLength(1)
    expect(states.slice(0, 4)).toEqual(['created', 'submitting', 'unknown', 'submitted'])
    expect(store.ownerOf('r1', payer)).toBe('job1')
    expect(queries.map(({ modelId, since }) => [modelId, since])).toEqual([['a/b', -2 * minute]])
  })

  test('is found when it appears there a moment later', async () => {
    const pages = [[], [listed({ at: 0 })]]
    const { start, clock, queries } = atListing(async () => pages.shift() ?? [])
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(queries).toHaveLength(2)
  })

  test.each<[string, () => Promise<readonly ListedRequest[]>]>([
    ['does not list it', never],
    ['cannot list anything', () => Promise.reject(error('engine.failed'))],
  ])('stays unknown at an engine that %s: it is never sent again', async (_, list) => {
    const { start, clock, made, state, queries } = atListing(list)
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: { job: 'job1' } })
    expect([made('submit').length, state(), queries.length]).toEqual([1, 'unknown', 3])
  })

  test('is looked for no longer when nobody waits for it', async () => {
    const { start, clock, queries } = atListing(never)
    const job = start()
    await clock.advance(3000)
    job.abort()
    await clock.advance(hour)
    expect(job.failure().code).toBe('job.unknown')
    expect(queries).toHaveLength(1)
  })
})

describe('an unknown job', () => {
  const left = (...jobs: readonly Job[]) => leave(...(jobs.length === 0 ? [jobOf(phases.unknown)] : jobs))

  test('is found at the next start', async () => {
    const store = left()
    const { jobs, clock, calls } = atListing(onceListed, {}, { left: store })
    await jobs.recover()
    await clock.advance(hour)
    expect(store.all().map(({ phase }) => phase)).toMatchObject([
      { state: 'downloaded', request: { requestId: 'r1' } },
    ])
    expect(calls.map(([call]) => call)).not.toContain('submit')
  })

  test('that was being submitted when its process ended is found at the next start', async () => {
    const store = left(jobOf(phases.submitting))
    const { jobs, clock } = atListing(onceListed, {}, { left: store })
    await jobs.recover()
    await clock.advance(hour)
    expect(store.all().map(({ phase }) => phase.state)).toEqual(['downloaded'])
  })

  test('is found when a run needs it again', async () => {
    const { start, clock, made } = atListing(onceListed, {}, { left: left() })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toEqual([])
  })

  test('is found when the user asks for it', async () => {
    const store = left()
    const { jobs, wait, clock } = atListing(onceListed, {}, { left: store })
    const asked = wait((waiter) => jobs.refresh(jobOf(phases.unknown), waiter))
    await clock.advance(hour)
    expect(asked.end()).toMatchObject({ result: { requestId: 'r1' } })
  })

  test('is looked for at an engine with a listing alone', async () => {
    const { jobs, wait, clock, calls } = setUp(done, { left: left() })
    await jobs.recover()
    const asked = wait((waiter) => jobs.refresh(jobOf(phases.unknown), waiter))
    await clock.advance(hour)
    expect(asked.failure().code).toBe('input.invalid')
    expect(calls).toEqual([])
  })

  test('shares no request with another one', async () => {
    const twin = jobOf(phases.unknown, { id: 'job2', key: 'twin' })
    const store = left(jobOf(phases.unknown), twin)
    const { jobs, clock } = atListing(onceListed, {}, { left: store })
    await jobs.recover()
    await clock.advance(hour)
    expect(
      store
        .all()
        .map(({ phase }) => phase.state)
        .toSorted(),
    ).toEqual(['downloaded', 'unknown'])
  })

  test('never takes the request of a job that is known', async () => {
    const store = left(jobOf(phases.downloaded, { id: 'job2', key: 'other' }), jobOf(phases.unknown))
    const { start, clock, made } = atListing(onceListed, {}, { left: store })
    const job = start()
    await clock.advance(hour)
    expect(job.failure().code).toBe('job.unknown')
    expect(made('submit')).toEqual([])
  })

  test('may have the id of a request of another engine', async () => {
    const store = left(jobOf(phases.downloaded, { id: 'job2', engine: 'other' }), jobOf(phases.unknown))
    const { start, clock } = atListing(onceListed, {}, { left: store })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  })

  test('is unknown again if the engine does not know the request that it lists', async () => {
    const store = left()
    const { start, clock } = atListing(onceListed, { status: [error('job.lost')] }, { left: store })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.unknown', data: { requestId: 'r1' } })
    expect(store.all().map(({ phase }) => phase)).toEqual([{ ...phases.unknown, at: 0 }])
  })
})

describe('an unknown job that the user looks for', () => {
  const lost = jobOf({ ...phases.unknown, at: 0 })

  test('is found where the engine lists it, and goes on with that request', async () => {
    const store = leave(lost)
    const { jobs, wait, clock, made, queries } = atListing(onceListed, {}, { left: store })
    expect(await jobs.find(lost)).toMatchObject({ state: 'found', request: { requestId: 'r1' } })
    expect(store.all().map(({ phase }) => phase.state)).toEqual(['submitted'])
    expect(queries).toMatchObject([{ modelId: 'a/b', since: -2 * minute }])
    const settled = wait((waiter) => jobs.settle(lost, waiter))
    await clock.advance(hour)
    expect(settled.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('submit')).toEqual([])
  })

  test.each<[string, () => Promise<readonly ListedRequest[]>, object]>([
    ['is not listed', never, { state: 'not listed' }],
    [
      'has another job’s request',
      async () => [listed({ at: 0, requestId: 'taken' })],
      { state: 'not listed' },
    ],
    [
      'is at an engine that does not answer',
      () => Promise.reject(new AppError('engine.unreachable', 'No answer.')),
      { state: 'no answer', error: { code: 'engine.unreachable' } },
    ],
  ])('and that %s stays as it is', async (_, list, outcome) => {
    const taken = { ...phases.downloaded, request: { ...phases.downloaded.request, requestId: 'taken' } }
    const store = leave(lost, jobOf(taken, { id: 'job2', key: 'other' }))
    const { jobs, made } = atListing(list, {}, { left: store })
    expect(await jobs.find(lost)).toMatchObject(outcome)
    expect(store.get('job1')).toEqual(lost)
    expect(made('submit')).toEqual([])
  })

  test('is not overruled: a decision of the user meanwhile counts', async () => {
    const store = leave(lost)
    const answer = Promise.withResolvers<readonly ListedRequest[]>()
    const { jobs } = atListing(() => answer.promise, {}, { left: store })
    const looking = jobs.find(lost)
    await attachRequest(store, lost, 'r7')
    answer.resolve([listed({ at: 0 })])
    await expect(looking).rejects.toMatchObject({ code: 'input.invalid' })
    expect(store.get('job1')?.phase).toMatchObject({ request: { requestId: 'r7' } })
  })

  test('cannot be looked for at an engine without a listing, nor a job that is known', async () => {
    const refusal = { code: 'input.invalid' }
    await expect(setUp(done, { left: leave(lost) }).jobs.find(lost)).rejects.toMatchObject(refusal)
    const known = jobOf(phases.failed)
    const { jobs, queries } = atListing(onceListed, {}, { left: leave(known) })
    await expect(jobs.find(known)).rejects.toMatchObject(refusal)
    expect(queries).toEqual([])
  })
})

describe('a decision of the user while a job is looked for', () => {
  test('to attach a request is kept, and the job continues with it', async () => {
    const { start, clock, store } = atListing(onceListed)
    const job = start()
    await clock.advance(500)
    const [lost] = store.all()
    await attachRequest(store, lost ?? jobOf(phases.unknown), 'r7')
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r7' } })
    expect(store.ownerOf('r1', payer)).toBeNull()
  })

  test('to submit it again is carried out once', async () => {
    const { start, clock, store, made } = atListing(never, { submit: [error('job.unknown'), 'r2'] })
    const job = start()
    await clock.advance(500)
    const [lost] = store.all()
    await allowAgain(store, lost ?? jobOf(phases.unknown))
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r2' } })
    expect(made('submit')).toHaveLength(2)
  })
})

test('a fault of our own while a job is looked for is not hidden', async () => {
  const { start, clock } = atListing(() => Promise.reject(new TypeError('a mistake')))
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toEqual({ thrown: new TypeError('a mistake') })
})
