import { expect, onTestFinished, test } from 'vitest'
import { servedEndpoints } from '#main/host/engines/servedEndpoints.ts'
import { requestOf } from '#main/jobs/job.ts'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { PracticeOptions } from '#main/practice/practice.ts'
import { startPractice } from '#main/practice/practice.ts'
import { falEndpoints, startFalJobs } from '../strict/fal/falJobs.ts'
import { createSkippingClock } from './skippingClock.ts'

// The outcome of a submit to fal whose answer is lost: the listing may show it, and nothing is ever sent again.

const key = 'fal-test-7d1e'
const flux = 'fal-ai/flux/dev'
const input = { prompt: 'a harbour', seed: 1 }
const call = 'submit'

async function start(faults: readonly FaultOrder[], options: Partial<PracticeOptions> = {}) {
  const practice = await startPractice({
    api: 'fal',
    endpoints: servedEndpoints(falEndpoints),
    pace: 'fast',
    token: key,
    faults,
    ...options,
  })
  onTestFinished(() => practice.close())
  const process = () => startFalJobs({ url: practice.url, key, clock: createSkippingClock() })
  return { practice, process, posts: () => practice.arrived({ call, count: 0 }) }
}

const accepted: readonly (readonly [string, FaultOrder])[] = [
  ['is dropped', { what: 'drop', call }],
  ['is reset', { what: 'drop', call, reset: true }],
  ['is cut off before its request', { what: 'cutOff', call, share: 0.02 }],
  ['is a page of HTML', { what: 'html', call, accept: true }],
  ['is empty', { what: 'empty', call, accept: true }],
  ['is a redirect', { what: 'redirect', call, status: 302, to: 'http://10.0.0.1/', accept: true }],
  ['is HTTP 500', { what: 'status', call, status: 500, accept: true }],
  ['is HTTP 504', { what: 'status', call, status: 504, accept: true }],
  ['is HTTP 409', { what: 'status', call, status: 409, accept: true }],
]

test.each(accepted)(
  'an accepted submit whose answer %s is found, and brings its output',
  async (_, fault) => {
    const { practice, process, posts } = await start([fault])
    const { run, store } = process()
    expect((await run(flux, input)).media.size).toBe(1)
    expect([await posts(), practice.ledger.length]).toEqual([1, 1])
    expect(store.all().map(({ phase }) => phase.state)).toEqual(['downloaded'])
  },
)

test.each<[string, FaultOrder]>([
  ['is dropped', { what: 'drop', call, accept: false }],
  ['is dropped before it was read', { what: 'dropBefore', call }],
  ['is a page of HTML', { what: 'html', call }],
  ['is HTTP 503', { what: 'status', call, status: 503 }],
])('a submit that did not arrive, whose answer %s, stays unknown and is not sent again', async (_, fault) => {
  const { practice, process, posts } = await start([fault])
  const { run, store } = process()
  await expect(run(flux, input)).rejects.toMatchObject({ code: 'job.unknown' })
  await expect(run(flux, input)).rejects.toMatchObject({ code: 'job.unknown' })
  expect([await posts(), practice.ledger.length]).toEqual([1, 0])
  expect(store.all().map(({ phase }) => phase.state)).toEqual(['unknown'])
})

test.each<[string, FaultOrder]>([
  ['is dropped', { what: 'drop', call: 'listing', times: 9 }],
  ['is HTTP 500', { what: 'status', call: 'listing', status: 500, times: 9 }],
  ['is a page of HTML', { what: 'html', call: 'listing', times: 9 }],
])('a listing that %s proves nothing: the job is found when it answers again', async (_, fault) => {
  const { practice, process, posts } = await start([{ what: 'drop', call }, fault])
  const { run } = process()
  await expect(run(flux, input)).rejects.toMatchObject({ code: 'job.unknown' })
  practice.clearFaults()
  expect((await run(flux, input)).media.size).toBe(1)
  expect([await posts(), practice.ledger.length]).toEqual([1, 1])
})

test('where there is no listing, the user decides', async () => {
  const { practice, process, posts } = await start([{ what: 'drop', call }], {
    capabilities: { listing: null },
  })
  const { run } = process()
  await expect(run(flux, input)).rejects.toMatchObject({ code: 'job.unknown' })
  expect([await posts(), practice.ledger.length]).toEqual([1, 1])
})

test('two lost submits of different inputs are each found as their own', async () => {
  const { practice, process } = await start([{ what: 'drop', call, times: 2 }])
  const { run, store } = process()
  await Promise.all([run(flux, { prompt: 'one', seed: 1 }), run(flux, { prompt: 'two', seed: 2 })])
  expect(practice.ledger).toHaveLength(2)
  const ownerOf = (requestId: string) =>
    store.all().find((job) => requestOf(job)?.requestId === requestId)?.facts.id
  const owners = practice.ledger.map(({ requestId }) => ownerOf(requestId))
  expect(new Set(owners)).toEqual(new Set(['job-1', 'job-2']))
})
