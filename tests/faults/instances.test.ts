import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import { inpaint, single } from './workflows.ts'
import { isIdle } from './isIdle.ts'
import { consultOracle } from './oracle.ts'
import { createRunInProcess } from './runInProcess.ts'
import { createSkippingClock } from './skippingClock.ts'
import { startTrial } from './trial.ts'

let engine: EngineProcess
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(async () => engine.close())

afterEach(async () => engine.release())

/** A run that holds the library until its job is released, which waits at the engine in the state. */
async function holdLibrary(state: 'in_queue' | 'in_progress') {
  const trial = await startTrial({ workflow: single, url: engine.url })
  onTestFinished(trial.remove)
  const oracle = await consultOracle(engine)
  const before = (await engine.reached({ state, count: 0 })).length
  await engine.hold({ state })
  const running = trial.run()
  await engine.reached({ state, count: before + 1 })
  return { trial, oracle, running }
}

describe('two processes for one library', () => {
  test('the second waits a little, ends with 75 and says who holds it; nothing is submitted twice', async () => {
    const { trial, oracle, running } = await holdLibrary('in_queue')
    const seconds = await Promise.all([trial.run(), trial.command(['resume'])])
    const read = await Promise.all([trial.command(['jobs']), trial.command(['runs'])])
    await engine.release()
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

  test('the second continues if the first ends in time', async () => {
    const { trial, oracle, running } = await holdLibrary('in_queue')
    const clock = createSkippingClock({ isIdle: () => isIdle(engine) })
    const waiting = clock.standAt(1)
    const inProcess = createRunInProcess(clock)
    const second = await startTrial({ workflow: single, url: engine.url, home: trial.home, inProcess })
    onTestFinished(second.remove)
    const late = second.run()
    await waiting
    await engine.release()
    expect(await running).toMatchObject({ code: 0 })
    clock.goOn()
    expect(await late).toMatchObject({ code: 0 })
    expect(await oracle.accepted()).toHaveLength(1)
  })

  test('the first one killed: the library is free at once', async () => {
    const trial = await startTrial({ workflow: single, url: engine.url })
    onTestFinished(trial.remove)
    const oracle = await consultOracle(engine)
    const strikes = [{ kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after' }] as const
    await trial.run({ strikes })
    expect(await trial.run()).toMatchObject({ code: 0 })
    expect(await oracle.accepted()).toHaveLength(1)
  })

  test('a cancel from the second is carried out by the first', async () => {
    // A running job can no longer be cancelled, so the paid result is there when the run is resumed.
    const { trial, oracle, running } = await holdLibrary('in_progress')
    const [run] = await trial.runs()
    expect(await trial.command(['cancel', run?.id ?? ''])).toMatchObject({ code: 0 })
    expect(await running).toMatchObject({ code: 130 })
    await engine.release()
    expect(await trial.command(['resume', run?.id ?? ''])).toMatchObject({ code: 0 })
    expect(await oracle.accepted()).toHaveLength(1)
  })
})

test('six processes at once in a new library: each is done or names the holder, one submit per job', async () => {
  const trial = await startTrial({ workflow: inpaint, url: engine.url })
  onTestFinished(trial.remove)
  const oracle = await consultOracle(engine)
  const racers = [trial.runArgs, trial.runArgs, ['jobs'], trial.runArgs, ['runs'], ['resume']]
  const endings = await Promise.all(racers.map((args) => trial.command(args)))
  const strange = endings.filter(
    ({ code, stderr }) => !(code === 0 || (code === 75 && /in use by/.test(stderr))),
  )
  expect(strange).toEqual([])
  expect(endings.filter(({ args, code }) => args[0] === 'run' && code === 0).length).toBeGreaterThan(0)
  expect(await oracle.accepted()).toHaveLength(2)
})

const day = 86_400_000
const shifts: readonly (readonly [how: string, clockShift: number])[] = [
  ['a day ahead', day],
  ['a day behind', -day],
  ['ten years ahead', 3653 * day],
  ['ten years behind', -3653 * day],
]

/** A run that was killed when its first job was in a state. */
async function killedAt(state: string) {
  const trial = await startTrial({ workflow: inpaint, url: engine.url })
  onTestFinished(trial.remove)
  const oracle = await consultOracle(engine)
  const strikes = [{ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"`, side: 'after' }] as const
  expect(await trial.run({ strikes })).toMatchObject({ killed: true })
  return { trial, oracle }
}

describe.each(shifts)('a clock that is %s', (_how, clockShift) => {
  test.each(['submitted', 'completed'])(
    'after a kill when the job was %s: it continues, by that clock within 15 seconds, paid once',
    async (state) => {
      const { trial, oracle } = await killedAt(state)
      const at = async (start: number) => {
        const clock = createSkippingClock({ start, isIdle: () => isIdle(engine) })
        const { home } = trial
        const later = await startTrial({
          workflow: inpaint,
          url: engine.url,
          home,
          inProcess: createRunInProcess(clock),
        })
        onTestFinished(later.remove)
        return { later, took: () => clock.now() - start }
      }
      const shifted = await at(Date.now() + clockShift)
      expect(await shifted.later.command(['resume'])).toMatchObject({ code: 0 })
      expect(shifted.took()).toBeLessThan(15_000)
      expect(await oracle.accepted()).toHaveLength(2)
      // And corrected again.
      const right = await at(Date.now())
      expect(await right.later.run()).toMatchObject({ code: 0 })
      expect(await oracle.accepted()).toHaveLength(2)
    },
  )
})

test.each(shifts.slice(2))(
  'the built program too continues with a clock that is %s',
  async (_how, clockShift) => {
    const { trial, oracle } = await killedAt('submitted')
    expect(await trial.command(['resume'], { clockShift })).toMatchObject({ code: 0 })
    expect(await oracle.accepted()).toHaveLength(2)
  },
)
