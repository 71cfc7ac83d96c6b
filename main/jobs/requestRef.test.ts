import { expect, test } from 'vitest'
import type { JobClient, RequestRef } from './jobClient.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, picture, result, setUp, status } from './jobsFixture.ts'
import { jobOf, leave } from './leftFixture.ts'

const hour = 3_600_000
const addresses = {
  statusUrl: 'https://queue.example/a/requests/r1/status',
  resultUrl: 'https://queue.example/a/requests/r1',
  cancelUrl: 'https://queue.example/a/requests/r1/cancel',
}
const ref: RequestRef = { requestId: 'r1', modelId: 'a/b', ...addresses }

/** Jobs at an engine that returns addresses, and the references of all calls about a request. */
function throughAddresses(script: EngineScript, given: Parameters<typeof setUp>[1] = {}) {
  const asked: (readonly [call: string, of: RequestRef])[] = []
  const through = (client: JobClient): JobClient => ({
    submit: async (...call) => ({ ...(await client.submit(...call)), ...addresses }),
    status: async (request, ...rest) => {
      asked.push(['status', request])
      return client.status(request, ...rest)
    },
    result: async (request, ...rest) => {
      asked.push(['result', request])
      return client.result(request, ...rest)
    },
    cancel: async (request) => {
      asked.push(['cancel', request])
      return client.cancel(request)
    },
  })
  return { ...setUp(script, { ...given, through }), asked }
}

test('a job is polled, read and read again by the addresses that its submit returned', async () => {
  const { start, clock, asked } = throughAddresses({
    ...done,
    status: [status('completed')],
    result: [
      result('completed', { output: { image: null } }),
      result('completed', { output: { image: picture } }),
    ],
  })
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  expect(asked).toEqual([
    ['status', ref],
    ['result', ref],
    ['result', ref],
  ])
})

test('a job is cancelled by the address that its submit returned', async () => {
  const { start, clock, asked } = throughAddresses({
    ...done,
    status: [status('in_queue')],
    cancel: [{ outcome: 'cancelled', word: 'cancelled', phase: 'cancelled' }],
  })
  const job = start()
  await clock.advance(1000)
  job.abort()
  await clock.settle()
  expect(asked.at(-1)).toEqual(['cancel', ref])
})

test('a job that an earlier process left is polled by its addresses', async () => {
  const left = leave(jobOf({ state: 'submitted', request: { requestId: 'r1', ...addresses, at: 0 } }))
  const { jobs, clock, asked } = throughAddresses({ ...done, status: [status('completed')] }, { left })
  await jobs.recover()
  await clock.advance(hour)
  expect(asked).toEqual([
    ['status', ref],
    ['result', ref],
  ])
})

test('a request that the user names has no addresses', async () => {
  const { jobs, asked } = throughAddresses({ ...done, result: [result('in_progress')] })
  await jobs.examine(jobOf({ state: 'created', tries: 0 }), 'r9')
  expect(asked).toEqual([
    ['result', { requestId: 'r9', modelId: 'a/b', statusUrl: null, resultUrl: null, cancelUrl: null }],
  ])
})
