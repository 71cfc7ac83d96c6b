import { describe, expect, onTestFinished, test } from 'vitest'
import type { EngineUnderTest } from './engineUnderTest.ts'
import { engines as all } from './engineUnderTest.ts'
import { pairsFrom, workflowsOn } from './workflows.ts'
import type { WorkflowCase } from './workflows.ts'
import { isIdle } from './isIdle.ts'
import { describeEnginesInTurn, takeTurns } from './overEngines.ts'
import { startEngines } from './startEngines.ts'
import { createRunInProcess } from './runInProcess.ts'
import { createSkippingClock } from './skippingClock.ts'
import { startTrial } from './trial.ts'

const [first] = all

async function start(workflow: WorkflowCase) {
  const engines = await startEngines(workflow.engines)
  const trial = await startTrial({ workflow, url: engines.urls })
  onTestFinished(async () => {
    await engines.close()
    await trial.remove()
  })
  const isEveryIdle = async () => (await Promise.all(engines.all.map(isIdle))).every(Boolean)
  return { engines, trial, oracle: engines.oracle, isEveryIdle }
}

/** A run that holds the library until its job is released, which waits at the engine in the state. */
async function holdLibrary({ id }: EngineUnderTest, state: 'in_queue' | 'in_progress') {
  const workflow = workflowsOn[id].single
  const started = await start(workflow)
  const { engines, trial } = started
  engines.hold(state)
  const running = trial.run()
  await Promise.all(engines.all.map((engine) => engine.reached({ state })))
  return { ...started, workflow, running }
}

describe('two processes for one library', () => {
  test('the second waits a little, ends with 75 and says who holds it; nothing is submitted twice', async () => {
    const { engines, trial, oracle, running } = await holdLibrary(first, 'in_queue')
    const seconds = await Promise.all([trial.run(), trial.command(['resume'])])
    const read = await Promise.all([trial.command(['jobs']), trial.command(['runs'])])
    engines.release()
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
    const { engines, trial, oracle, running, workflow, isEveryIdle } = await holdLibrary(first, 'in_queue')
    const clock = createSkippingClock({ isIdle: isEveryIdle })
    const waiting = clock.standAt(1)
    const inProcess = createRunInProcess(clock)
    const second = await startTrial({ workflow, url: engines.urls, home: trial.home, inProcess })
    onTestFinished(second.remove)
    const late = second.run()
    await waiting
    engines.release()
    expect(await running).toMatchObject({ code: 0 })
    clock.goOn()
    expect(await late).toMatchObject({ code: 0 })
    expect(await oracle.accepted()).toHaveLength(1)
  })

  test('the first one killed: the library is free at once', async () => {
    const { trial, oracle } = await start(workflowsOn[first.id].single)
    const strikes = [{ kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after' }] as const
    await trial.run({ strikes })
    expect(await trial.run()).toMatchObject({ code: 0 })
    expect(await oracle.accepted()).toHaveLength(1)
  })
})

describeEnginesInTurn('two processes for one library', (engine) => {
  test('a cancel from the second is carried out by the first', async () => {
    // A job that runs can be stopped on some engines: there it is submitted again when the run is resumed. On the others
    // its paid result is there by then.
    const { engines, trial, oracle, running } = await holdLibrary(engine, 'in_progress')
    const [run] = await trial.runs()
    expect(await trial.command(['cancel', run?.id ?? ''])).toMatchObject({ code: 0 })
    expect(await running).toMatchObject({ code: 130 })
    engines.release()
    expect(await trial.here(['resume', run?.id ?? ''])).toMatchObject({ code: 0 })
    const cancelled = (await oracle.cancelled()).size
    expect([cancelled, (await oracle.accepted()).length - cancelled]).toEqual([
      engine.stopsRunningJobs ? 1 : 0,
      1,
    ])
  })
})

test('six processes at once in a new library: each is done or names the holder, one submit per job', async () => {
  const { trial, oracle } = await start(pairsFrom[first.id].inpaint)
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

/** A run on two engines that was killed when its first job was in a state. */
async function killedAt(state: string, { id }: EngineUnderTest) {
  const workflow = pairsFrom[id].inpaint
  const started = await start(workflow)
  const strikes = [{ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"`, side: 'after' }] as const
  expect(await started.trial.run({ strikes })).toMatchObject({ killed: true })
  return { ...started, workflow }
}

const shiftedStates = shifts.flatMap((shift) => ['submitted', 'completed'].map((state) => ({ shift, state })))

describe.each(
  takeTurns(shiftedStates).map(({ row: { shift, state }, engine }) => ({
    how: shift[0],
    clockShift: shift[1],
    state,
    engine,
    id: engine.id,
  })),
)('a clock that is $how', ({ clockShift, state, engine, id }) => {
  test(`after a kill when the job on ${id} was ${state}: it continues, by that clock within 15 seconds, paid once`, async () => {
    const { trial, oracle, engines, workflow, isEveryIdle } = await killedAt(state, engine)
    const at = async (from: number) => {
      const clock = createSkippingClock({ start: from, isIdle: isEveryIdle })
      const inProcess = createRunInProcess(clock)
      const later = await startTrial({ workflow, url: engines.urls, home: trial.home, inProcess })
      onTestFinished(later.remove)
      return { later, took: () => clock.now() - from }
    }
    const shifted = await at(Date.now() + clockShift)
    expect(await shifted.later.command(['resume'])).toMatchObject({ code: 0 })
    expect(shifted.took()).toBeLessThan(15_000)
    expect(await oracle.accepted()).toHaveLength(2)
    // And corrected again.
    const right = await at(Date.now())
    expect(await right.later.run()).toMatchObject({ code: 0 })
    expect(await oracle.accepted()).toHaveLength(2)
  })
})

test.each(
  takeTurns(shifts.slice(2)).map(({ row: [how, clockShift], engine }) => ({ how, clockShift, engine })),
)('the built program too continues with a clock that is $how', async ({ clockShift, engine }) => {
  const { trial, oracle } = await killedAt('submitted', engine)
  expect(await trial.command(['resume'], { clockShift })).toMatchObject({ code: 0 })
  expect(await oracle.accepted()).toHaveLength(2)
})

// An engine's list has times by the engine's clock: what is not found stays for the user to decide.
describeEnginesInTurn('a submit whose answer was lost under a clock that is', ({ id }) => {
  test.each(shifts)('%s is never sent again by itself', async (_how, clockShift) => {
    const workflow = workflowsOn[id].single
    const { engines, trial, oracle, isEveryIdle } = await start(workflow)
    const begin = Date.now() + clockShift
    const clock = createSkippingClock({ start: begin, isIdle: isEveryIdle })
    const inProcess = createRunInProcess(clock)
    const shifted = await startTrial({ workflow, url: engines.urls, home: trial.home, inProcess })
    onTestFinished(shifted.remove)
    for (const engine of engines.all) engine.addFaults([{ what: 'drop', call: 'submit' }])
    expect([76, 0]).toContain((await shifted.run()).code)
    expect([76, 0]).toContain((await trial.here(['resume', shifted.firstRun() ?? ''])).code)
    expect([76, 0]).toContain((await trial.here(trial.runArgs)).code)
    expect(await oracle.accepted()).toHaveLength(1)
  })
})
