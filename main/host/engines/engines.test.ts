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
    identify: (name) => `${name} ${state.account}`,
    attach(name) {
      const { account } = state
      if (state.fails) return Promise.reject(new AppError('account.key', 'There is no key.'))
      story.push(`attach ${name} ${account}`)
      const refusal = createRefusal()
      refusals.push(refusal)
      const engine: Pick<AttachedEngine, 'account' | 'refusal' | 'close'> = {
        account,
        refusal,
        close: () => Promise.resolve(void story.push(`close ${name} ${account}`)),
      }
      // The cast: the rest of an engine is not used here.
      return Promise.resolve(engine as AttachedEngine)
    },
  })
  return { engines, state, story, refusals }
}

test('an engine is attached on first use, and once', async () => {
  const { engines, story } = start()
  const [one, other] = await Promise.all([engines.acquire('practice'), engines.acquire('practice')])
  expect(one.engine).toBe(other.engine)
  one.release()
  await engines.acquire('practice')
  expect(story).toEqual(['attach practice one'])
})

test('two engines are open side by side', async () => {
  const { engines, story } = start()
  await engines.acquire('practice')
  await engines.acquire('runcomfy')
  expect(story).toEqual(['attach practice one', 'attach runcomfy one'])
})

test('one whose account has changed is closed after its last user has released it', async () => {
  const { engines, state, story } = start()
  const [first, second] = [await engines.acquire('runcomfy'), await engines.acquire('runcomfy')]
  state.account = 'two'
  const later = await engines.acquire('runcomfy')
  expect(later.engine.account).toBe('two')
  first.release()
  first.release()
  await Promise.resolve()
  expect(story).toEqual(['attach runcomfy one', 'attach runcomfy two'])
  second.release()
  await Promise.resolve()
  expect(story).toEqual(['attach runcomfy one', 'attach runcomfy two', 'close runcomfy one'])
})

test('one that could not be attached is tried again by the next caller', async () => {
  const { engines, state, story } = start()
  state.fails = true
  await expect(engines.acquire('runcomfy')).rejects.toMatchObject({ code: 'account.key' })
  state.fails = false
  await engines.acquire('runcomfy')
  expect(story).toEqual(['attach runcomfy one'])
})

test('closing closes every engine, in use or not, including retired ones', async () => {
  const { engines, state, story } = start()
  await engines.acquire('runcomfy')
  state.account = 'two'
  await engines.acquire('runcomfy')
  await engines.acquire('practice')
  await engines.close()
  expect(story.slice(3)).toEqual(['close runcomfy one', 'close runcomfy two', 'close practice two'])
})

test('a refusal is reported until it is reset, or another account is used', async () => {
  const { engines, state, refusals } = start()
  const received: (string | null)[] = []
  engines.onRefusal(() => received.push(engines.refusalOf('runcomfy')?.code ?? null))
  await engines.acquire('runcomfy')
  refusals[0]?.set(new AppError('account.balance', 'Nothing is left.'))
  expect(engines.refusalOf('practice')).toBeNull()
  engines.reset('runcomfy')
  refusals[0]?.set(new AppError('account.key', 'No.'))
  state.account = 'two'
  await engines.acquire('runcomfy')
  expect(received).toEqual(['account.balance', null, 'account.key', null])
})
