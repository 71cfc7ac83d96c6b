import { expect, onTestFinished, test } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import { stackTrace } from '../../cli/runCli.ts'
import { describeEnginesInTurn } from '../overEngines.ts'
import type { WorkflowCase } from '../workflows.ts'
import { workflowsOn } from '../workflows.ts'
import { isIdle } from '../isIdle.ts'
import { createRunInProcess } from '../runInProcess.ts'
import { createSkippingClock } from '../skippingClock.ts'
import { startTrial } from '../trial.ts'
import { startNetworkEngine } from './engine.ts'

interface Setting {
  readonly workflow: WorkflowCase
  readonly faults: readonly FaultOrder[]
  readonly program?: 'here' | 'process'
}

/** The program runs in this process by default. */
async function start({ workflow, faults, program = 'here' }: Setting) {
  const engine = await startNetworkEngine(null, workflow.engines[0])
  const clock = createSkippingClock({ isIdle: () => isIdle(engine) })
  const trial = await startTrial({
    workflow,
    url: engine.url,
    ...(program === 'here' && { inProcess: createRunInProcess(clock) }),
  })
  onTestFinished(async () => {
    expect(await trial.leaks()).toEqual([])
    expect(trial.endings.filter(({ stderr }) => stackTrace.test(stderr))).toEqual([])
    await engine.close()
    await trial.remove()
  })
  engine.addFaults(faults)
  return { engine, trial }
}

const duplicateId: readonly FaultOrder[] = [{ what: 'duplicateId', call: 'submit', after: 1 }]

describeEnginesInTurn('one request id for two jobs:', ({ id }) => {
  const setting: Setting = { workflow: workflowsOn[id].branches, faults: duplicateId }

  test('the second one is unknown, names the id, and is not sent again', async () => {
    const { engine, trial } = await start(setting)
    const { code, stderr } = await trial.run()
    const [taken = ''] = engine.ledger.map(({ requestId }) => requestId)
    const states = (await trial.jobs()).map(({ state }) => state)
    expect({
      code,
      posts: await engine.posts(),
      unknown: states.filter((state) => state === 'unknown'),
    }).toEqual({
      code: 76,
      posts: engine.ledger.length,
      unknown: ['unknown'],
    })
    expect(stderr).toContain(`request id ${taken}, which belongs to another job`)
    const posts = await engine.posts()
    expect(await trial.command(['resume', trial.firstRun() ?? ''])).toMatchObject({ code: 76 })
    expect(await engine.posts()).toBe(posts)
  })

  test('a request of another job cannot be attached to it', async () => {
    const { engine, trial } = await start(setting)
    await trial.run()
    const unknown = (await trial.jobs()).find(({ state }) => state === 'unknown')
    const requestId = engine.ledger[0]?.requestId ?? ''
    const { code, stderr } = await trial.command(['job', 'attach', unknown?.id ?? '', requestId])
    expect({ code, says: /belongs to the job/.test(stderr) }).toEqual({ code: 65, says: true })
  })
})

describeEnginesInTurn('a network', (engine) => {
  test('that fails at every other call is survived, with one submit for each job', async () => {
    const flaps: readonly FaultOrder[] = (['status', 'result', 'output'] as const).flatMap((call) => [
      { what: 'drop', call, reset: true },
      { what: 'dropBefore', call, after: 2 },
      { what: 'status', call, status: 503, after: 4 },
      { what: 'cutOff', call, after: 6, reset: true },
    ])
    const { engine: busy, trial } = await start({ workflow: workflowsOn[engine.id].chain, faults: flaps })
    expect(await trial.run()).toMatchObject({ code: 0 })
    expect([await busy.posts(), busy.ledger.length]).toEqual([3, 3])
  })
})

describeEnginesInTurn('a key that is revoked in the middle', ({ id, revoked: answer, isFirst }) => {
  const { single, chain, branches } = workflowsOn[id]
  const revoked = (calls: readonly FaultOrder['call'][], after: number): readonly FaultOrder[] =>
    calls.map((call) => ({ what: 'status', call, ...answer, times: 100_000, after }))

  test('stops the run with 77, keeps open jobs, and the next key finishes them', async () => {
    const { engine, trial } = await start({
      workflow: single,
      faults: revoked(['status', 'result', 'cancel'], 0),
      program: isFirst ? 'process' : 'here',
    })
    expect(await trial.run()).toMatchObject({ code: 77, stderr: expect.stringMatching(/key/) })
    engine.clearFaults()
    expect(await trial.command(['resume', trial.firstRun() ?? ''])).toMatchObject({ code: 0 })
    expect([await engine.posts(), engine.ledger.length]).toEqual([1, 1])
  })

  test('between two jobs leaves the first one valid, and submits the second one later', async () => {
    const { engine, trial } = await start({ workflow: chain, faults: revoked(['submit'], 1) })
    expect(await trial.run()).toMatchObject({ code: 77 })
    engine.clearFaults()
    expect(await trial.command(['resume', trial.firstRun() ?? ''])).toMatchObject({ code: 0 })
    expect(engine.ledger).toHaveLength(3)
  })

  test('is refused once: no further submit is tried by this run', async () => {
    const { engine, trial } = await start({ workflow: branches, faults: revoked(['submit'], 0) })
    expect(await trial.run({}, '--concurrency', '1')).toMatchObject({ code: 77 })
    expect([await engine.posts(), engine.ledger.length]).toEqual([1, 0])
  })
})

describeEnginesInTurn('another key', ({ id, key }) => {
  test('is another account: its runs do not take over this one', async () => {
    const { engine, trial } = await start({
      workflow: workflowsOn[id].single,
      faults: [{ what: 'drop', call: 'status', times: 1000 }],
      program: 'process',
    })
    await trial.run({ killWhen: () => engine.arrived({ call: 'status' }) })
    const other = await trial.command(['resume', trial.firstRun() ?? ''], { env: { [key]: 'another' } })
    expect(other).toMatchObject({ code: 77, stderr: expect.stringMatching(/another key/) })
  })
})
