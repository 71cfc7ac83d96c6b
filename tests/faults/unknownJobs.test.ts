import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import { inpaint, single } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd } from './invariants.ts'
import type { Oracle } from './oracle.ts'
import { isIdle } from './isIdle.ts'
import { consultOracle } from './oracle.ts'
import { recover } from './recover.ts'
import { createRunInProcess } from './runInProcess.ts'
import { createSkippingClock } from './skippingClock.ts'
import { runUndisturbed } from './torture.ts'
import type { Trial } from './trial.ts'
import { startTrial } from './trial.ts'

let engine: EngineProcess
let pictures: Pictures

beforeAll(async () => {
  engine = await startEngine()
  pictures = (await runUndisturbed([single])).get(single) ?? []
})
afterAll(async () => engine.close())

interface Unknown {
  readonly trial: Trial
  readonly oracle: Oracle
  /** The unknown job. */
  readonly id: string
  submits(): Promise<number>
}

/** Kills need a separate process; everything else uses this one. */
const inProcess = () => ({
  inProcess: createRunInProcess(createSkippingClock({ isIdle: () => isIdle(engine) })),
})

/** A run whose one submit was read by the engine, and whose answer never arrived. */
async function loseAnswer(accept: boolean, program: 'here' | 'process' = 'here'): Promise<Unknown> {
  const trial = await startTrial({
    workflow: single,
    url: engine.url,
    ...(program === 'here' && inProcess()),
  })
  onTestFinished(trial.remove)
  const oracle = await consultOracle(engine)
  await engine.order({ what: 'drop', call: 'submit', accept })
  expect(await trial.run()).toMatchObject({ code: 76 })
  const [job] = await trial.jobs('unknown')
  const before = (await engine.counts()).calls['submit'] ?? 0
  const submits = async () => ((await engine.counts()).calls['submit'] ?? 0) - before
  return { trial, oracle, id: job?.id ?? '', submits }
}

const resume = async ({ trial }: Unknown) => trial.command(['resume', trial.firstRun() ?? ''])

async function breachesOf({ trial, oracle }: Unknown, again: number) {
  const evidence = {
    workflow: single,
    trial,
    accepted: await oracle.accepted(),
    jobs: await trial.jobs(),
    again,
  }
  return findBreachesAtEnd(evidence, pictures)
}

describe('an unknown job', () => {
  test('is shown with its evidence, and no command submits it automatically', async () => {
    const unknown = await loseAnswer(true, 'process')
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
    const unknown = await loseAnswer(true)
    const { trial, oracle, id, submits } = unknown
    const [request] = await oracle.accepted()
    expect(await trial.command(['job', 'attach', id, request?.requestId ?? ''])).toMatchObject({ code: 0 })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'downloaded', requestId: request?.requestId }])
    expect(await resume(unknown)).toMatchObject({ code: 0 })
    expect({ submits: await submits(), breaches: await breachesOf(unknown, 0) }).toEqual({
      submits: 0,
      breaches: [],
    })
  })

  test('to which its request is attached is all that comes, where the rest of its run costs more than is spent without asking', async () => {
    const trial = await startTrial({ workflow: inpaint, url: engine.url, ...inProcess() })
    onTestFinished(trial.remove)
    // What its jobs cost is known from then on.
    expect(await trial.run()).toMatchObject({ code: 0 })
    await engine.order({ what: 'drop', call: 'submit', accept: true })
    const oracle = await consultOracle(engine)
    expect(await trial.run({}, '--set', 'generate.seed=77')).toMatchObject({ code: 76 })
    const [job] = await trial.jobs('unknown')
    const [request] = await oracle.accepted()
    const submits = async () => (await engine.counts()).calls['submit'] ?? 0
    const before = await submits()
    await writeFile(join(trial.home, 'settings.json'), JSON.stringify({ confirmAbove: 0 }))
    const attached = await trial.command(['job', 'attach', job?.id ?? '', request?.requestId ?? ''])
    const [, run = ''] = /To run it: patchbay resume (\S+)/.exec(attached.stderr) ?? []
    expect([attached.code, run === '', await submits()]).toEqual([0, false, before])
    expect((await trial.jobs()).find(({ id }) => id === job?.id)).toMatchObject({ state: 'downloaded' })
    expect((await trial.command(['resume', run])).code).toBe(0)
    expect(await submits()).toBe(before + 1)
  })

  test('to which an id is attached that the engine does not know stays unknown: nothing is paid for again', async () => {
    const unknown = await loseAnswer(true)
    const { trial, id, submits } = unknown
    const attached = await trial.command(['job', 'attach', id, '11111111-2222-3333-4444-555555555555'])
    expect(attached).toMatchObject({ code: 69, stderr: expect.stringMatching(/knows no request/) })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'unknown' }])
    expect([(await trial.run()).code, await submits()]).toEqual([76, 0])
  })

  test('to which another request is attached reports the differences, and keeps it only after a confirmation', async () => {
    const unknown = await loseAnswer(true)
    const { trial, id, submits } = unknown
    const other = await startTrial({ workflow: single, url: engine.url })
    onTestFinished(() => other.remove())
    // The same model with another prompt, requested by another client.
    await other.run({}, '--set', 'generate.prompt=a heron', '--fresh')
    const [foreign] = await other.jobs()
    const attach = ['job', 'attach', id, foreign?.requestId ?? '']
    const shown = await trial.command(attach)
    expect(shown).toMatchObject({ code: 65, stderr: expect.stringMatching(/prompt: request a heron, job /) })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'unknown' }])
    expect(await trial.command([...attach, '--confirm'])).toMatchObject({ code: 0 })
    expect(await trial.command(['job', 'detach', id])).toMatchObject({ code: 0 })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'unknown', requestId: null }])
    expect([(await trial.run()).code, await submits()]).toEqual([76, 1])
  })

  test.each([
    ['what is no request id', ['no/id'], 65],
    ['nothing', [], 64],
  ])('to which %s is attached stays unknown', async (_what, args, code) => {
    const { trial, id, submits } = await loseAnswer(true)
    expect(await trial.command(['job', 'attach', id, ...args])).toMatchObject({ code })
    expect(await trial.jobs()).toMatchObject([{ id, state: 'unknown' }])
    expect(await submits()).toBe(0)
  })

  test('is submitted again only by a user who confirms that it may charge twice, and then exactly once', async () => {
    const unknown = await loseAnswer(true)
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
    const unknown = await loseAnswer(false)
    const { trial, id, submits } = unknown
    await engine.order({ what: 'html', call: 'submit' })
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
    const { trial } = await loseAnswer(false)
    const args = by === 'attach' ? ['abc'] : ['--may-charge-twice']
    expect(await trial.command(['job', by, 'no-such-job', ...args])).toMatchObject({ code: 65 })
  })
})

describe('a decision that is killed', () => {
  const update = (state: string) => ({ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"` }) as const

  test.each([
    ['before it is written down', { ...update('submitted'), side: 'before' }, 'unknown'],
    ['after it was written down', { ...update('submitted'), side: 'after' }, 'submitted'],
  ] as const)('attach, %s', async (_when, fault, state) => {
    const unknown = await loseAnswer(true, 'process')
    const { trial, oracle, id, submits } = unknown
    const [request] = await oracle.accepted()
    const args = ['job', 'attach', id, request?.requestId ?? '']
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
    ['before a byte is sent', { kind: 'send', match: '^POST /v1/models', side: 'before' }],
    ['when it was accepted', { kind: 'receive', match: '^POST /v1/models', side: 'before' }],
  ] as const)('submit-again, %s: it is unknown again, and no third submit is made', async (_when, fault) => {
    const unknown = await loseAnswer(false, 'process')
    const { trial, oracle, id } = unknown
    const args = ['job', 'submit-again', id, '--may-charge-twice']
    expect(await trial.command(args, { strikes: [fault] })).toMatchObject({ killed: true })
    const recovery = await recover({ trial, workflow: single, oracle })
    expect({
      unknowns: recovery.unknowns,
      accepted: (await oracle.accepted()).length,
      problems: recovery.problems,
      breaches: await breachesOf(unknown, recovery.again),
    }).toEqual({ unknowns: 1, accepted: 1, problems: [], breaches: [] })
  })
})

describe('a new run', () => {
  const killedAt = async (match: string) => {
    const trial = await startTrial({ workflow: single, url: engine.url })
    onTestFinished(trial.remove)
    const oracle = await consultOracle(engine)
    const strikes = [{ kind: 'sql', match, side: 'after' }] as const
    expect(await trial.run({ strikes })).toMatchObject({ killed: true })
    return { trial, oracle }
  }

  test.each(['submitted', 'completed', 'downloaded'])(
    'takes over the equal job that was %s, and the old run too finds it done',
    async (state) => {
      const { trial, oracle } = await killedAt(`^UPDATE jobs .*\\["${state}"`)
      const next = await startTrial({ workflow: single, url: engine.url, home: trial.home, ...inProcess() })
      onTestFinished(next.remove)
      expect(await next.run()).toMatchObject({ code: 0 })
      expect(await next.command(['resume'])).toMatchObject({ code: 0 })
      expect(await oracle.accepted()).toHaveLength(1)
      expect((await next.runs()).map((run) => run.state)).toEqual(['done', 'done'])
    },
  )

  test('of another workflow uses the equal job of the first', async () => {
    const { trial, oracle } = await killedAt('^UPDATE jobs .*\\["submitted"')
    const other = await startTrial({ workflow: inpaint, url: engine.url, home: trial.home, ...inProcess() })
    onTestFinished(other.remove)
    expect(await other.run()).toMatchObject({ code: 0 })
    expect((await oracle.accepted()).map(({ modelId }) => modelId)).toEqual([
      'tongyi-mai/z-image/turbo',
      'tongyi-mai/z-image/turbo/inpainting',
    ])
  })

  test('of cached nodes makes no request', async () => {
    const { trial } = await killedAt('^UPDATE runs .*\\["done"')
    const before = (await engine.counts()).calls
    expect(await trial.run()).toMatchObject({ code: 0 })
    expect((await engine.counts()).calls).toEqual(before)
  })
})
