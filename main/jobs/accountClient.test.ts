import { describe, expect, test } from 'vitest'
import type { AppError, ErrorCode } from '#shared/errors.ts'
import type { JobClient } from './jobClient.ts'
import { createRefusal } from './refusal.ts'
import { createAccountClient } from './accountClient.ts'
import { createTokenBucket } from './tokenBucket.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, error, setUp, status } from './jobsFixture.ts'

const hour = 3_600_000

/** Jobs with the client of an account whose budget records what is taken from it. */
function throughAccount(script: EngineScript) {
  let taken = 0
  const all = setUp(script, {
    through: (client) => createAccountClient(client, { acquire: async () => void taken++ }),
  })
  return { ...all, taken: () => taken }
}

describe('the budget of an account', () => {
  test('pays for every call: submit, status, result and cancel, each retry again', async () => {
    const { start, clock, calls, taken } = throughAccount({
      ...done,
      submit: [error('engine.busy'), 'r1'],
      status: [error('engine.failed'), status('in_queue')],
      cancel: [{ outcome: 'cancelled', word: 'cancelled', phase: 'cancelled' }],
    })
    const job = start()
    await clock.advance(10_000)
    job.abort()
    await clock.settle()
    const called = calls.map(([call]) => call)
    expect(new Set(called)).toEqual(new Set(['submit', 'status', 'cancel']))
    expect(taken()).toBe(called.length)
  })

  test('pays for the result, and not for files, which are elsewhere', async () => {
    const { start, clock, calls, taken } = throughAccount({ ...done, status: [status('completed')] })
    start()
    await clock.advance(hour)
    expect(calls.map(([call]) => call)).toEqual(['submit', 'status', 'result', 'download'])
    expect(taken()).toBe(3)
  })

  test('delays a submit before the attempt is recorded, so that a kill leaves nothing unknown', async () => {
    const { start, clock, calls, states } = setUp(
      { ...done, status: [status('completed')] },
      {
        through: (client, clock) =>
          createAccountClient(client, createTokenBucket({ clock, rate: 0.1, burst: 0 })),
      },
    )
    start()
    await clock.advance(9000)
    expect([states, calls]).toEqual([['created'], []])
    await clock.advance(2000)
    expect(states).toEqual(['created', 'submitting', 'submitted'])
  })

  test('lets a job be cancelled while it waits', async () => {
    const { start, clock, calls, state } = setUp(done, {
      through: (client, clock) =>
        createAccountClient(client, createTokenBucket({ clock, rate: 0.1, burst: 0 })),
    })
    const job = start()
    await clock.advance(1000)
    job.abort()
    await clock.settle()
    expect(job.failure()).toMatchObject({ code: 'cancelled', message: 'enough' })
    expect([calls, state()]).toEqual([[], 'cancelled'])
  })
})

describe('a refused account', () => {
  test.each<[ErrorCode]>([['account.key'], ['account.balance']])(
    'with %s makes no further submit: it would only be refused as well',
    async (code) => {
      const { start, clock, made, taken, store } = throughAccount({ ...done, submit: [error(code), 'r2'] })
      const jobs = []
      for (const seed of [1, 2, 3]) {
        jobs.push(start({ seed }))
        await clock.advance(hour)
      }
      expect(jobs.map((job) => job.failure().code)).toEqual([code, code, code])
      expect(made('submit')).toHaveLength(1)
      expect(taken()).toBe(1)
      expect(store.all().map(({ phase }) => phase)).toEqual(
        jobs.map(() => ({
          state: 'failed',
          request: null,
          error: { code, message: `${code}.` },
          charged: 'no',
        })),
      )
    },
  )

  test('still reads running jobs: they are paid for', async () => {
    let submits = 0
    const { start, clock } = throughAccount({
      ...done,
      submit: [
        async () => {
          if (submits++ > 0) throw error('account.balance')
          return 'r1'
        },
      ],
    })
    const first = start({ seed: 1 })
    await clock.advance(100)
    const second = start({ seed: 2 })
    await clock.advance(hour)
    expect(first.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(second.failure().code).toBe('account.balance')
  })
})

test.each<[ErrorCode]>([
  ['job.refused'],
  ['engine.busy'],
  ['engine.unreachable'],
  ['egress.refused'],
  ['job.unknown'],
])('a submit that ends with %s says nothing about the next one', async (code) => {
  let submits = 0
  const client: JobClient = {
    async submit() {
      submits++
      throw error(code)
    },
    status: () => Promise.reject(error('internal')),
    result: () => Promise.reject(error('internal')),
    cancel: () => Promise.reject(error('internal')),
  }
  const account = createAccountClient(client, { acquire: () => Promise.resolve() })
  for (let submit = 0; submit < 2; submit++)
    await expect(account.submit('a/b', new Uint8Array())).rejects.toMatchObject({ code })
  expect(submits).toBe(2)
})

test('once a refusal is reset the next submit is made, and its outcome counts', async () => {
  const answers: (AppError | 'taken')[] = [error('account.balance'), 'taken', error('account.key')]
  let submits = 0
  const refusal = createRefusal()
  const story: (string | null)[] = []
  refusal.subscribe(() => story.push(refusal.error?.code ?? null))
  const client: JobClient = {
    async submit() {
      const answer = answers[submits++] ?? 'taken'
      if (answer !== 'taken') throw answer
      return { requestId: 'r', statusUrl: null, resultUrl: null, cancelUrl: null }
    },
    status: () => Promise.reject(error('internal')),
    result: () => Promise.reject(error('internal')),
    cancel: () => Promise.reject(error('internal')),
  }
  const account = createAccountClient(client, { acquire: () => Promise.resolve() }, refusal)
  const submit = () => account.submit('a/b', new Uint8Array())
  await expect(submit()).rejects.toMatchObject({ code: 'account.balance' })
  await expect(submit()).rejects.toMatchObject({ code: 'account.balance' })
  expect(submits).toBe(1)
  refusal.reset()
  expect(await submit()).toMatchObject({ requestId: 'r' })
  await expect(submit()).rejects.toMatchObject({ code: 'account.key' })
  expect({ submits, story }).toEqual({ submits: 3, story: ['account.balance', null, 'account.key'] })
})
