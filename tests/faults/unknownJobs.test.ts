import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { FaultyCall } from '#main/practice/faults/fault.ts'
import type { EngineUnderTest } from './engineUnderTest.ts'
import { engines } from './engineUnderTest.ts'
import type { WorkflowCase } from './workflows.ts'
import { workflowsOn } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd } from './invariants.ts'
import type { NetworkEngine } from './network/engine.ts'
import { startNetworkEngine } from './network/engine.ts'
import type { Oracle } from './oracle.ts'
import { isIdle } from './isIdle.ts'
import { consultOracle } from './oracle.ts'
import { describeEnginesInTurn } from './overEngines.ts'
import { recover } from './recover.ts'
import { createRunInProcess } from './runInProcess.ts'
import { createSkippingClock } from './skippingClock.ts'
import { runUndisturbed } from './torture.ts'
import type { Trial } from './trial.ts'
import { startTrial } from './trial.ts'

let undisturbed: ReadonlyMap<WorkflowCase, Pictures>

beforeAll(async () => {
  undisturbed = await runUndisturbed(engines.map(({ id }) => workflowsOn[id].single))
})

interface Unknown {
  readonly engine: NetworkEngine
  readonly workflow: WorkflowCase
  readonly trial: Trial
  readonly oracle: Oracle
  /** The unknown job. */
  readonly id: string
  submits(): Promise<number>
}

/** An engine that shows none of its requests: one that lists them would leave nothing to decide. */
async function start({ id }: EngineUnderTest): Promise<NetworkEngine> {
  const engine = await startNetworkEngine(null, id, { listing: null })
  onTestFinished(engine.close)
  return engine
}

/** Kills need a separate process; everything else uses this one. */
const inProcess = (engine: NetworkEngine) => ({
  inProcess: createRunInProcess(createSkippingClock({ isIdle: () => isIdle(engine) })),
})

/** A run whose one submit was read by the engine, and whose answer never arrived. */
async function loseAnswer(
  under: EngineUnderTest,
  accept: boolean,
  program: 'here' | 'process' = 'here',
): Promise<Unknown> {
  const engine = await start(under)
  const workflow = workflowsOn[under.id].single
  const trial = await startTrial({
    workflow,
    url: engine.url,
    ...(program === 'here' && inProcess(engine)),
  })
  onTestFinished(trial.remove)
  const oracle = consultOracle([engine])
  engine.addFaults([{ what: 'drop', call: 'submit', accept }])
  expect(await trial.run()).toMatchObject({ code: 76 })
  const [job] = await trial.jobs('unknown')
  const before = await engine.posts()
  const submits = async () => (await engine.posts()) - before
  return { engine, workflow, trial, oracle, id: job?.id ?? '', submits }
}

/** Only an engine whose results say what was requested shows that a request is the job's: else a user confirms it. */
const attach = (under: EngineUnderTest, id: string, requestId: string | undefined): readonly string[] => [
  'job',
  'attach',
  id,
  requestId ?? '',
  ...(under.describesRequests ? [] : ['--confirm']),
]

const resume = async ({ trial }: Unknown) => trial.command(['resume', trial.firstRun() ?? ''])

async function breachesOf({ trial, workflow, oracle }: Unknown, again: number) {
  const accepted = await oracle.accepted()
  const evidence = { workflow, trial, accepted, jobs: await trial.jobs(), again }
  return findBreachesAtEnd(evidence, undisturbed.get(workflow) ?? [])
}

describeEnginesInTurn('an unknown job', (under) => {
  test('is shown with its evidence, and no command submits it automatically', async () => {
    const unknown = await loseAnswer(under, true, under.isFirst ? 'process' : 'here')
    const { trial, submits } = unknown
    expect(await trial.jobs('unknown')).toMatchObject([
      { state: 'unknown', node: 'generate', requestId: null, error: { code: 'job.unknown' } },
    ])
    const codes = [
      (await resume(unknown)).code,
      (await trial.command(['resume'])).code,
      (await trial.run()).code,
      (await trial.run({}, '--fresh')).code,
      (await trial.command(['gc'])).code,
    ]
    // A finished run, like this one, is resumed only by its name.
    expect({ codes, submits: await submits() }).toEqual({ codes: [76, 0, 76, 76, 0], submits: 0 })
  })

  test('to which its request is attached brings the result, without another submit', async () => {
    const unknown = await loseAnswer(under, true)
    const { trial, oracle, id, submits } = unknown
    const [request] = await oracle.accepted()
    expect(await trial.command(attach(under, id, request?.requestId))).toMatchObject({ code: 0 })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'downloaded', requestId: request?.requestId }])
    expect(await resume(unknown)).toMatchObject({ code: 0 })
    expect({ submits: await submits(), breaches: await breachesOf(unknown, 0) }).toEqual({
      submits: 0,
      breaches: [],
    })
  })

  test('to which its request is attached is all that comes, where the rest of its run costs more than is spent without asking', async () => {
    const engine = await start(under)
    const workflow = workflowsOn[under.id].inpaint
    const trial = await startTrial({ workflow, url: engine.url, ...inProcess(engine) })
    onTestFinished(trial.remove)
    // What its jobs cost is known from then on.
    expect(await trial.run()).toMatchObject({ code: 0 })
    engine.addFaults([{ what: 'drop', call: 'submit', accept: true }])
    const oracle = consultOracle([engine])
    expect(await trial.run({}, '--set', 'generate.seed=77')).toMatchObject({ code: 76 })
    const [job] = await trial.jobs('unknown')
    const [request] = await oracle.accepted()
    const before = await engine.posts()
    await writeFile(join(trial.home, 'settings.json'), JSON.stringify({ confirmAbove: 0 }))
    const attached = await trial.command(attach(under, job?.id ?? '', request?.requestId))
    const [, run = ''] = /To run it: patchbay resume (\S+)/.exec(attached.stderr) ?? []
    expect([attached.code, run === '', await engine.posts()]).toEqual([0, false, before])
    expect((await trial.jobs()).find(({ id }) => id === job?.id)).toMatchObject({ state: 'downloaded' })
    expect((await trial.command(['resume', run])).code).toBe(0)
    expect(await engine.posts()).toBe(before + 1)
  })

  test('to which an id is attached that the engine does not know stays unknown: nothing is paid for again', async () => {
    const unknown = await loseAnswer(under, true)
    const { trial, id, submits } = unknown
    const attached = await trial.command(['job', 'attach', id, '11111111-2222-3333-4444-555555555555'])
    expect(attached).toMatchObject({ code: 69, stderr: expect.stringMatching(/knows no request/) })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'unknown' }])
    expect([(await trial.run()).code, await submits()]).toEqual([76, 0])
  })

  test('to which another request is attached reports the differences, and keeps it only after a confirmation', async () => {
    const unknown = await loseAnswer(under, true)
    const { engine, workflow, trial, id, submits } = unknown
    const other = await startTrial({ workflow, url: engine.url, ...inProcess(engine) })
    onTestFinished(() => other.remove())
    // The same model with another prompt, requested by another client.
    await other.run({}, '--set', 'generate.prompt=a heron', '--fresh')
    const [foreign] = await other.jobs()
    const plain = ['job', 'attach', id, foreign?.requestId ?? '']
    const shown = await trial.command(plain)
    expect(shown).toMatchObject({
      code: 65,
      stderr: expect.stringMatching(
        under.describesRequests ? /prompt: request a heron, job / : /nothing that it could be compared by/,
      ),
    })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'unknown' }])
    expect(await trial.command([...plain, '--confirm'])).toMatchObject({ code: 0 })
    expect(await trial.command(['job', 'detach', id])).toMatchObject({ code: 0 })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'unknown', requestId: null }])
    expect([(await trial.run()).code, await submits()]).toEqual([76, 1])
  })

  test.each([
    ['what is no request id', ['no/id'], 65],
    ['nothing', [], 64],
  ])('to which %s is attached stays unknown', async (_what, args, code) => {
    const { trial, id, submits } = await loseAnswer(under, true)
    expect(await trial.command(['job', 'attach', id, ...args])).toMatchObject({ code })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'unknown' }])
    expect(await submits()).toBe(0)
  })

  test('is submitted again only by a user who confirms that it may charge twice, and then exactly once', async () => {
    const unknown = await loseAnswer(under, true)
    const { trial, oracle, id, submits } = unknown
    const again = ['job', 'submit-again', id]
    expect(await trial.command(again)).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('--may-charge-twice'),
    })
    expect(await submits()).toBe(0)
    expect(await trial.command([...again, '--may-charge-twice'])).toMatchObject({ code: 0 })
    expect(await submits()).toBe(1)
    // It is no longer unknown: repeating the command does nothing.
    expect(await trial.command([...again, '--may-charge-twice'])).toMatchObject({ code: 65 })
    expect(await resume(unknown)).toMatchObject({ code: 0 })
    expect({
      submits: await submits(),
      accepted: (await oracle.accepted()).length,
      breaches: await breachesOf(unknown, 1),
    }).toEqual({ submits: 1, accepted: 2, breaches: [] })
  })

  test('that is submitted again in vain is unknown again', async () => {
    const unknown = await loseAnswer(under, false)
    const { engine, trial, id, submits } = unknown
    engine.addFaults([{ what: 'html', call: 'submit' }])
    const again = ['job', 'submit-again', id, '--may-charge-twice']
    expect(await trial.command(again)).toMatchObject({ code: 76 })
    // Its request is encoded again: another job has replaced it.
    const [second] = await trial.jobs()
    expect(await trial.jobs()).toMatchObject([{ state: 'unknown' }, { id, state: 'cancelled' }])
    expect(await submits()).toBe(1)
    expect(await trial.command(again)).toMatchObject({ code: 65 })
    expect(
      await trial.command(['job', 'submit-again', second?.id ?? '', '--may-charge-twice']),
    ).toMatchObject({
      code: 0,
    })
    expect(await resume(unknown)).toMatchObject({ code: 0 })
    expect({ submits: await submits(), breaches: await breachesOf(unknown, 1) }).toEqual({
      submits: 2,
      breaches: [],
    })
  })

  test.each(['attach', 'submit-again'])('is decided about (%s) only if there is one', async (by) => {
    const { trial } = await loseAnswer(under, false)
    const args = by === 'attach' ? ['abc'] : ['--may-charge-twice']
    expect(await trial.command(['job', by, 'no-such-job', ...args])).toMatchObject({ code: 65 })
  })
})

describeEnginesInTurn('a decision that is killed', (under) => {
  const { submit } = under.calls
  const update = (state: string) => ({ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"` }) as const

  test.each([
    ['before it is written down', { ...update('submitted'), side: 'before' }, 'unknown'],
    ['after it was written down', { ...update('submitted'), side: 'after' }, 'submitted'],
  ] as const)('attach, %s', async (_when, fault, state) => {
    const unknown = await loseAnswer(under, true, 'process')
    const { trial, oracle, id, submits } = unknown
    const [request] = await oracle.accepted()
    const args = attach(under, id, request?.requestId)
    expect(await trial.command(args, { strikes: [fault] })).toMatchObject({ killed: true })
    expect(await trial.jobs()).toMatchObject([{ id, state }])
    // A recorded decision needs no second one, and accepts none.
    expect(await trial.command(args)).toMatchObject({ code: state === 'unknown' ? 0 : 65 })
    expect(await resume(unknown)).toMatchObject({ code: 0 })
    expect({ submits: await submits(), breaches: await breachesOf(unknown, 0) }).toEqual({
      submits: 0,
      breaches: [],
    })
  })

  test.each([
    ['before a byte is sent', { kind: 'send', match: submit, side: 'before' }],
    ['when it was accepted', { kind: 'receive', match: submit, side: 'before' }],
  ] as const)('submit-again, %s: it is unknown again, and no third submit is made', async (_when, fault) => {
    const unknown = await loseAnswer(under, false, 'process')
    const { trial, workflow, oracle, id } = unknown
    const args = ['job', 'submit-again', id, '--may-charge-twice']
    expect(await trial.command(args, { strikes: [fault] })).toMatchObject({ killed: true })
    const recovery = await recover({ trial, workflow, oracle })
    expect({
      unknowns: recovery.unknowns,
      accepted: (await oracle.accepted()).length,
      problems: recovery.problems,
      breaches: await breachesOf(unknown, recovery.again),
    }).toEqual({ unknowns: 1, accepted: 1, problems: [], breaches: [] })
  })
})

describeEnginesInTurn('a new run', (under) => {
  const { single, inpaint } = workflowsOn[under.id]

  const killedAt = async (match: string) => {
    const engine = await start(under)
    const trial = await startTrial({ workflow: single, url: engine.url })
    onTestFinished(trial.remove)
    const oracle = consultOracle([engine])
    const strikes = [{ kind: 'sql', match, side: 'after' }] as const
    expect(await trial.run({ strikes })).toMatchObject({ killed: true })
    return { engine, trial, oracle }
  }

  // Once there is a result, no client takes part any more.
  test.each(under.isFirst ? ['submitted', 'completed', 'downloaded'] : ['submitted'])(
    'takes over the equal job that was %s, and the old run too finds it done',
    async (state) => {
      const { engine, trial, oracle } = await killedAt(`^UPDATE jobs .*\\["${state}"`)
      const { home } = trial
      const next = await startTrial({ workflow: single, url: engine.url, home, ...inProcess(engine) })
      onTestFinished(next.remove)
      expect(await next.run()).toMatchObject({ code: 0 })
      expect(await next.command(['resume'])).toMatchObject({ code: 0 })
      expect(await oracle.accepted()).toHaveLength(1)
      expect((await next.runs()).map((run) => run.state)).toEqual(['done', 'done'])
    },
  )

  test('of another workflow uses the equal job of the first', async () => {
    const { engine, trial, oracle } = await killedAt('^UPDATE jobs .*\\["submitted"')
    const { home } = trial
    const other = await startTrial({ workflow: inpaint, url: engine.url, home, ...inProcess(engine) })
    onTestFinished(other.remove)
    expect(await other.run()).toMatchObject({ code: 0 })
    expect((await oracle.accepted()).map(({ modelId }) => modelId)).toEqual(
      inpaint.approved.map(({ modelId }) => modelId),
    )
  })

  test.runIf(under.isFirst)('of cached nodes makes no request', async () => {
    const { engine, trial } = await killedAt('^UPDATE runs .*\\["done"')
    const calls = () => Promise.all(FaultyCall.options.map((call) => engine.arrived({ call, count: 0 })))
    const before = await calls()
    expect(await trial.here(trial.runArgs)).toMatchObject({ code: 0 })
    expect(await calls()).toEqual(before)
  })
})
