import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import { single } from './workflows.ts'
import type { Oracle } from './oracle.ts'
import { consultOracle, isOf } from './oracle.ts'
import type { Fault } from './fault.ts'
import { startTrial } from './trial.ts'

let engine: EngineProcess
beforeAll(async () => {
  engine = await startEngine()
})
// Submits wait in the queue until they are cancelled, or released.
beforeEach(async () => engine.hold({ state: 'in_queue' }))
afterEach(async () => engine.release())
afterAll(async () => engine.close())

const submitted = { kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after' } as const
const interrupt: Fault = { ...submitted, signal: 'SIGINT' }

const deaths: readonly (readonly [when: string, strike: Fault])[] = [
  [
    'before the intent is written down',
    { kind: 'sql', match: '^UPDATE jobs .*\\["cancelling"', side: 'before' },
  ],
  [
    'after the intent was written down',
    { kind: 'sql', match: '^UPDATE jobs .*\\["cancelling"', side: 'after' },
  ],
  ['before it is sent', { kind: 'send', match: '^POST .*/cancel', side: 'before' }],
  ['after it was sent', { kind: 'send', match: '^POST .*/cancel', side: 'after' }],
  ['before its answer is read', { kind: 'receive', match: '^POST .*/cancel', side: 'before' }],
  [
    'before its outcome is written down',
    { kind: 'sql', match: '^UPDATE jobs .*\\["cancelled"', side: 'before' },
  ],
  [
    'after its outcome was written down',
    { kind: 'sql', match: '^UPDATE jobs .*\\["cancelled"', side: 'after' },
  ],
]

/** How many of the trial's submits were not cancelled: those are paid for. */
async function paid({ accepted }: Oracle): Promise<number> {
  const mine = (await accepted()).filter((entry) => single.approved.some((one) => isOf(one, entry)))
  const states = mine.map(async ({ requestId }) => {
    const answer = await fetch(`${engine.url}/v1/requests/${requestId}/status`)
    return (await answer.text()).includes('"cancelled"') ? 0 : 1
  })
  return (await Promise.all<number>(states)).reduce((sum, one) => sum + one, 0)
}

describe('a cancel of a queued job that is killed', () => {
  test.each(deaths)('%s: the resumed run reaches its end, and is paid once', async (_when, fault) => {
    const trial = await startTrial({ workflow: single, url: engine.url })
    onTestFinished(trial.remove)
    const oracle = await consultOracle(engine)
    expect(await trial.run({ strikes: [interrupt, fault] })).toMatchObject({ killed: true })
    await engine.release()
    expect(await trial.command(['resume'])).toMatchObject({ code: 0 })
    const states = (await trial.jobs()).map(({ state }) => state).filter((state) => state !== 'cancelled')
    expect({ states, paid: await paid(oracle), leaks: await trial.leaks() }).toEqual({
      states: ['downloaded'],
      paid: 1,
      leaks: [],
    })
  })
})

test('a queued job that is cancelled from another process is cancelled, and nothing else of its run', async () => {
  const trial = await startTrial({ workflow: single, url: engine.url })
  onTestFinished(trial.remove)
  expect(await trial.run({ strikes: [submitted] })).toMatchObject({ killed: true })
  const [job] = await trial.jobs()
  expect(await trial.command(['cancel', job?.id ?? ''])).toMatchObject({ code: 0 })
  expect(await trial.jobs()).toMatchObject([{ id: job?.id, state: 'cancelled' }])
})
