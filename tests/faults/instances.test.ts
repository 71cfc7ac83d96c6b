import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import { inpaint, single } from './flows.ts'
import { consultOracle } from './oracle.ts'
import { startTrial } from './trial.ts'

let engine: EngineProcess
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(async () => engine.close())

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, milliseconds))

/** A run that holds the library for some seconds. */
async function hold(seconds: number) {
  const trial = await startTrial({ flow: single, url: engine.url })
  onTestFinished(trial.remove)
  const oracle = await consultOracle(engine)
  await engine.order({ what: 'slow', call: 'submit', headersMs: seconds * 1000 })
  const running = trial.run()
  // Accepted: from here on it waits for the answer.
  while ((await oracle.accepted()).length === 0) await pause(20)
  return { trial, oracle, running }
}

describe('two processes for one library', () => {
  test('the second waits a little, ends with 75 and says who holds it; nothing is submitted twice', async () => {
    const { trial, oracle, running } = await hold(4)
    const seconds = await Promise.all([trial.run(), trial.command(['resume'])])
    const read = await Promise.all([trial.command(['jobs']), trial.command(['runs'])])
    expect(await running).toMatchObject({ code: 0 })
    const [run, resume] = seconds
    expect([run, resume]).toMatchObject([
      { code: 75, stderr: expect.stringMatching(/in use by process \d+ \(patchbay run flow\.json\)/) },
      { code: 75, stderr: expect.stringMatching(/in use by process \d+ \(patchbay run flow\.json\)/) },
    ])
    expect(read.map(({ code, stdout }) => ({ code, lines: stdout.split('\n').length - 1 }))).toEqual([
      { code: 0, lines: 1 },
      { code: 0, lines: 1 },
    ])
    expect(await oracle.accepted()).toHaveLength(1)
  })

  test('the second goes on where the first ends in time', async () => {
    const { trial, oracle, running } = await hold(1)
    expect([await trial.run(), await running]).toMatchObject([{ code: 0 }, { code: 0 }])
    expect(await oracle.accepted()).toHaveLength(1)
  })

  test('the first one killed: the library is free at once', async () => {
    const trial = await startTrial({ flow: single, url: engine.url })
    onTestFinished(trial.remove)
    const oracle = await consultOracle(engine)
    const strikes = [{ kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after' }] as const
    await trial.run({ strikes })
    const from = performance.now()
    expect(await trial.run()).toMatchObject({ code: 0 })
    expect(performance.now() - from).toBeLessThan(10_000)
    expect(await oracle.accepted()).toHaveLength(1)
  })

  test('a cancel from the second is heeded by the first', async () => {
    const trial = await startTrial({ flow: single, url: engine.url })
    onTestFinished(trial.remove)
    const oracle = await consultOracle(engine)
    await engine.order({ what: 'word', call: 'status', word: 'in_queue', times: 100_000 })
    const running = trial.run()
    while ((await trial.jobs()).every(({ state }) => state !== 'in_queue')) await pause(50)
    const [run] = await trial.runs()
    expect(await trial.command(['cancel', run?.id ?? ''])).toMatchObject({ code: 0 })
    expect(await running).toMatchObject({ code: 130 })
    await engine.clearFaults()
    expect(await trial.command(['resume', run?.id ?? ''])).toMatchObject({ code: 0 })
    expect(await oracle.accepted()).toHaveLength(1)
  })
})

test('six processes at once in a library that is not there yet: each is done or told who is, one submit a job', async () => {
  const trial = await startTrial({ flow: inpaint, url: engine.url })
  onTestFinished(trial.remove)
  const oracle = await consultOracle(engine)
  const racers = [trial.runWords, trial.runWords, ['jobs'], trial.runWords, ['runs'], ['resume']]
  const endings = await Promise.all(racers.map((args) => trial.command(args)))
  const strange = endings.filter(
    ({ code, stderr }) => !(code === 0 || (code === 75 && /in use by/.test(stderr))),
  )
  expect(strange).toEqual([])
  expect(endings.filter(({ args, code }) => args[0] === 'run' && code === 0).length).toBeGreaterThan(0)
  expect(await oracle.accepted()).toHaveLength(2)
})

const day = 86_400_000
describe.each([
  ['a day ahead', day],
  ['a day behind', -day],
  ['ten years ahead', 3653 * day],
  ['ten years behind', -3653 * day],
])('a clock that is %s', (_how, clockShift) => {
  test.each(['submitted', 'completed'])(
    'after a kill when the job was %s: it goes on, paid once',
    async (state) => {
      const trial = await startTrial({ flow: inpaint, url: engine.url })
      onTestFinished(trial.remove)
      const oracle = await consultOracle(engine)
      const strikes = [{ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"`, side: 'after' }] as const
      await trial.run({ strikes })
      const from = performance.now()
      expect(await trial.command(['resume'], { clockShift })).toMatchObject({ code: 0 })
      expect(performance.now() - from).toBeLessThan(15_000)
      expect(await oracle.accepted()).toHaveLength(2)
      // And set right again.
      expect(await trial.run()).toMatchObject({ code: 0 })
      expect(await oracle.accepted()).toHaveLength(2)
    },
  )
})
