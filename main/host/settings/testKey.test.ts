import { expect, onTestFinished, test } from 'vitest'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { startPractice } from '../../practice/practice.ts'
import runcomfy from '../../engines/runcomfy/engine.ts'
import { testKey } from './testKey.ts'

const right = 'the-right-key'

async function engine(): Promise<URL> {
  const practice = await startPractice({ endpoints: [], token: right })
  onTestFinished(() => practice.close())
  return new URL(practice.url)
}

test('a valid key has a balance', async () => {
  expect(await testKey(runcomfy, await engine(), right, fakeClock())).toEqual({
    balance: 100,
    currency: 'USD',
  })
})

test.each([
  ['another key', 'the-wrong-key'],
  ['no key', null],
])('with %s the error says that the key is wrong, and does not contain it', async (_, key) => {
  const refused = testKey(runcomfy, await engine(), key, fakeClock())
  await expect(refused).rejects.toMatchObject({ code: 'account.key' })
  await expect(refused).rejects.not.toThrow('the-wrong-key')
})

test('an unreachable engine is reported', async () => {
  const refused = testKey(runcomfy, new URL('http://127.0.0.1:9'), right, fakeClock())
  await expect(refused).rejects.toMatchObject({ code: 'engine.unreachable' })
})
