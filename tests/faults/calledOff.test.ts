import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import { single } from './flows.ts'
import { isOf, consultOracle } from './oracle.ts'
import type { Strike } from './strike.ts'
import { startTrial } from './trial.ts'

let engine: EngineProcess
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(async () => engine.close())

/** Keeps the engine at work for some seconds, so that what is submitted next waits in its queue. */
async function occupy(): Promise<void> {
  const submits = Array.from({ length: 24 }, (_, seed) =>
    fetch(`${engine.url}/v1/models/tongyi-mai/z-image/turbo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'somebody else', image_size: 'square_hd', num_images: 4, seed }),
    }),
  )
  await Promise.all(submits)
}

const submitted = { kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after' } as const
const interrupt: Strike = { ...submitted, signal: 'SIGINT' }

const deaths: readonly (readonly [when: string, strike: Strike])[] = [
  ['before the intent is written down', { kind: 'sql', match: '^UPDATE jobs .*\\["cancelling"', side: 'before' }],
  ['after the intent was written down', { kind: 'sql', match: '^UPDATE jobs .*\\["cancelling"', side: 'after' }],
  ['before it is sent', { kind: 'send', match: '^POST .*/cancel', side: 'before' }],
  ['after it was sent', { kind: 'send', match: '^POST .*/cancel', side: 'after' }],
  ['before its answer is read', { kind: 'receive', match: '^POST .*/cancel', side: 'before' }],
  ['before its outcome is written down', { kind: 'sql', match: '^UPDATE jobs .*\\["cancelled"', side: 'before' }],
  ['after its outcome was written down', { kind: 'sql', match: '^UPDATE jobs .*\\["cancelled"', side: 'after' }],
]

describe('a cancel of a queued job that is killed', () => {
  test.each(deaths)('%s: the status tells how it ended, and it is paid at most once', async (_when, strike) => {
    const trial = await startTrial({ flow: single, url: engine.url })
    onTestFinished(trial.remove)
    await occupy()
    const oracle = await consultOracle(engine)
    expect(await trial.run({ strikes: [interrupt, strike] })).toMatchObject({ killed: true })
    const resumed = await trial.command(['resume'])
    const mine = (await oracle.accepted()).filter((entry) => single.approved.some((one) => isOf(one, entry)))
    const states = (await trial.jobs()).map(({ state }) => state)
    expect({ code: resumed.code, stderr: resumed.stderr, states, submits: mine.length }).toEqual({
      code: expect.toBeOneOf([0, 69]),
      stderr: expect.stringMatching(resumed.code === 0 ? /^/ : /cancelled/),
      states: [resumed.code === 0 ? 'downloaded' : 'cancelled'],
      submits: 1,
    })
    expect(await trial.leaks()).toEqual([])
  })
})

test('a queued job that is cancelled from another process is cancelled, and nothing else of its run', async () => {
  const trial = await startTrial({ flow: single, url: engine.url })
  onTestFinished(trial.remove)
  await occupy()
  expect(await trial.run({ strikes: [submitted] })).toMatchObject({ killed: true })
  const [job] = await trial.jobs()
  expect(await trial.command(['cancel', job?.id ?? ''])).toMatchObject({ code: 0 })
  expect(await trial.jobs()).toMatchObject([{ id: job?.id, state: 'cancelled' }])
})
