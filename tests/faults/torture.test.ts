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
