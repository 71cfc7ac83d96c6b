import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { engines } from './engineUnderTest.ts'
import { describeToll } from './toll.ts'
import { torture } from './torture.ts'

/** Together with those at named points and in recovery: more than 250. `npm run torture` makes any number. */
const KILLS = 60

test(`killed ${KILLS} times by chance, on all engines: paid once, nothing lost, nothing stuck`, async () => {
  const toll = await torture({ kills: KILLS, seed: 20_250_101, lanes: 2 })
  process.stdout.write(`\n${describeToll(toll)}\n\n`)
  expect(toll.breaches).toEqual([])
  expect([...toll.submits.keys()].toSorted()).toEqual(engines.map(({ id }) => id).toSorted())
}, 900_000)

test('npm run torture loads, and says which engines there are', async () => {
  const script = fileURLToPath(new URL('../../build/tortureRunner.mjs', import.meta.url))
  const running = promisify(execFile)(process.execPath, [script, '--engine', 'none'])
  await expect(running).rejects.toMatchObject({
    code: 64,
    stderr: expect.stringContaining(
      `--engine is ${engines.map(({ id }) => id).join(', ')} or both, not "none"`,
    ),
  })
})
