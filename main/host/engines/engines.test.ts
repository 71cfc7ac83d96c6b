import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { AttachedEngine } from './attachEngine.ts'
import type { Refusal } from '../../jobs/refusal.ts'
import { createRefusal } from '../../jobs/refusal.ts'
import { createEngines } from './engines.ts'

/** Engines whose account the test changes, with a record of what was attached and closed. */
function start() {
  const state = { account: 'one', fails: false }
  const story: string[] = []
  const refusals: Refusal[] = []
  const engines = createEngines({
    identify: (id, mode) => `${id} ${mode} ${state.account}`,
    attach(id, mode) {
      const { account } = state
      if (state.fails) return Promise.reject(new AppError('account.key', 'There is no key.'))
      story.push(`attach ${mode} ${id} ${account}`)
      const refusal = createRefusal()
      refusals.push(refusal)
      const engine: Pick<AttachedEngine, 'account' | 'refusal' | 'close'> = {
        account,
        refusal,
        close: () => Promise.resolve(void story.push(`close ${mode} ${id} ${account}`)),
      }
      // The cast: the rest of an engine is not used here.
      return Promise.resolve(engine as AttachedEngine)
    },
  })
  return { engines, state, story, refusals }
}

test('an engine is attached on first use, and once', async () => {
  const { engines, story } = start()
  const [one, other] = await Promise.all([
    engines.acquire('acme', 'practice'),
    engines.acquire('acme', 'practice'),
  ])
  expect(one.engine).toBe(other.engine)
  one.release()
  await engines.acquire('acme', 'practice')
  expect(story).toEqual(['attach practice acme one'])
})

test('an engine in practice and live are two, open side by side', async () => {
  const { engines, story } = start()
  await engines.acquire('acme', 'practice')
  await engines.acquire('acme', 'live')
  expect(story).toEqual(['attach practice acme one', 'attach live acme one'])
})

test('one whose account has changed is closed after its last user has released it', async () => {
  const { engines, state, story } = start()
  const [first, second] = [await engines.acquire('acme', 'live'), await engines.acquire('acme', 'live')]
  state.account = 'two'
  const later = await engines.acquire('acme', 'live')
  expect(later.engine.account).toBe('two')
  first.release()
  first.release()
  await Promise.resolve()
  expect(story).toEqual(['attach live acme one', 'attach live acme two'])
  second.release()
  await Promise.resolve()
  expect(story).toEqual(['attach live acme one', 'attach live acme two', 'close live acme one'])
})

test('one that could not be attached is tried again by the next caller', async () => {
  const { engines, state, story } = start()
  state.fails = true
  await expect(engines.acquire('acme', 'live')).rejects.toMatchObject({ code: 'account.key' })
  state.fails = false
  await engines.acquire('acme', 'live')
  expect(story).toEqual(['attach live acme one'])
})

test('closing closes every engine, in use or not, including retired ones', async () => {
  const { engines, state, story } = start()
  await engines.acquire('acme', 'live')
  state.account = 'two'
  await engines.acquire('acme', 'live')
  await engines.acquire('acme', 'practice')
  await engines.close()
  expect(story.slice(3)).toEqual(['close live acme one', 'close live acme two', 'close practice acme two'])
})

test('a refusal is reported until it is reset, or another account is used', async () => {
  const { engines, state, refusals } = start()
  const received: (string | null)[] = []
  engines.onRefusal(() => received.push(engines.refusalOf('acme', 'live')?.code ?? null))
  await engines.acquire('acme', 'live')
  refusals[0]?.set(new AppError('account.balance', 'Nothing is left.'))
  expect(engines.refusalOf('acme', 'practice')).toBeNull()
  engines.reset('acme', 'live')
  refusals[0]?.set(new AppError('account.key', 'No.'))
  state.account = 'two'
  await engines.acquire('acme', 'live')
  expect(received).toEqual(['account.balance', null, 'account.key', null])
})
