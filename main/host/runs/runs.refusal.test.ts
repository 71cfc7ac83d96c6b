import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { createRefusal } from '../../jobs/refusal.ts'
import { finish, startSession, startInput } from '../testing/testRuns.ts'
import type { TestSessionOptions } from '../testing/testSession.ts'

const noBalance = new AppError('account.balance', 'Nothing is left to pay with.')

/** A session whose engine refuses jobs when the test says so. */
async function start(options: Pick<TestSessionOptions, 'address'> = {}) {
  const refusal = createRefusal()
  const session = await startSession({ ...options, refusal, env: { RUNCOMFY_API_TOKEN: 'key' } })
  await session.request('settings.change', { mode: 'live' })
  session.events.length = 0
  const refusals = (): unknown[] =>
    session.events.flatMap((event) =>
      event.type === 'account.changed' ? [event.engines[0]?.refusal?.code ?? null] : [],
    )
  return { ...session, refusal, refusals }
}

describe('while the engine refuses jobs', () => {
  test('runs wait, and a page gets the reason, also one that opens late', async () => {
    const session = await start()
    await session.queue('one', 'two')
    session.refusal.set(noBalance)
    await finish(session)
    expect(await session.rows()).toEqual(['two queued', 'one done'])
    expect(session.refusals()).toEqual(['account.balance'])
    expect(await session.request('host.hello', {})).toMatchObject({
      engines: [{ id: 'runcomfy', refusal: noBalance.toJSON() }],
    })
  })

  test('a run on another engine goes ahead of those that wait for it', async () => {
    const session = await start()
    await session.queue('one', 'two')
    session.refusal.set(noBalance)
    await finish(session)
    await session.request('settings.change', { mode: 'practice' })
    await session.queue('three')
    expect(await session.rows()).toEqual(['three running', 'two queued', 'one done'])
  })

  test.each([
    ['asking for another try', ['account.retry', { engine: 'runcomfy' }]],
    ['setting a key', ['key.set', { engine: 'runcomfy', key: 'key', remember: false }]],
    // At the origin that the key belongs to.
    [
      'setting an address',
      ['settings.change', { engines: { runcomfy: { apiUrl: 'https://model-api.runcomfy.net/v2' } } }],
    ],
  ] as const)('%s resets that: waiting runs continue', async (_, [name, input]) => {
    const session = await start({ address: 'settings' })
    await session.queue('one', 'two')
    session.refusal.set(noBalance)
    await finish(session)
    await session.request(name, input)
    expect(await session.rows()).toEqual(['two running', 'one done'])
    expect(session.refusals().at(-1)).toBeNull()
  })

  test('a run started by the user resets it too', async () => {
    const session = await start()
    await session.queue('one')
    session.refusal.set(noBalance)
    await finish(session)
    await session.request('run.start', startInput('two'))
    expect(await session.rows()).toEqual(['two running', 'one done'])
  })

  test('a change of the theme does not reset it', async () => {
    const session = await start()
    await session.queue('one')
    session.refusal.set(noBalance)
    await session.request('settings.change', { theme: 'light' })
    expect(session.refusals()).toEqual(['account.balance'])
  })
})
