import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { TestContext } from 'vitest'
import type { EngineProcess } from './engineProcess.ts'
import type { EnginePool } from './enginePool.ts'
import { startEnginePool } from './enginePool.ts'
import { inpaint } from './flows.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import type { Oracle } from './oracle.ts'
import { settle } from './settle.ts'
import type { SmallDisk } from './smallDisk.ts'
import { mountSmallDisk, whyNoDisk } from './smallDisk.ts'
import type { Strike } from './strike.ts'
import { runUndisturbed } from './torture.ts'
import type { Trial } from './trial.ts'
import { startTrial } from './trial.ts'

const why = whyNoDisk()
if (why !== null) process.stderr.write(`The tests on full and read-only disks are skipped: ${why}\n`)

let engines: EnginePool
let pictures: Pictures

beforeAll(async () => {
  engines = await startEnginePool()
  pictures = (await runUndisturbed([inpaint])).get(inpaint) ?? []
})
afterAll(async () => engines.close())

interface OnDisk {
  readonly trial: Trial
  readonly disk: SmallDisk
  readonly oracle: Oracle
}

/** A trial whose library, or whose saved pictures, lie on a disk of `size`. */
async function startOn(
  what: 'home' | 'out',
  size: string,
  engine: EngineProcess,
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
): Promise<OnDisk> {
  const disk = mountSmallDisk(size)
  const trial = await startTrial({ flow: inpaint, url: engine.url, [what]: disk.path })
  onTestFinished(async () => {
    await trial.remove()
    disk.remove()
  })
  return { trial, disk, oracle: await consultOracle(engine) }
}

/** Brings the run home once there is room again, and says what does not hold then. */
async function breachesLater({ trial, disk, oracle }: OnDisk): Promise<readonly string[]> {
  disk.resize('64m')
  const settled = await settle({ trial, flow: inpaint, oracle })
  const [accepted, jobs] = [await oracle.accepted(), await trial.jobs()]
  const evidence = { flow: inpaint, trial, accepted, jobs, again: settled.again }
  return [...settled.problems, ...(await findBreachesAtEnd(evidence, pictures))]
}

/** A request that the store could not take must at least be said. */
async function unsaidRequests({ trial, oracle }: OnDisk): Promise<readonly string[]> {
  const said = trial.endings.map(({ stdout, stderr }) => stdout + stderr).join('\n')
  return (await oracle.accepted()).map(({ requestId }) => requestId).filter((id) => !said.includes(id))
}

/** Sizes at which the disk fills at one write after the other, from the making of the store to the last picture. */
const sizes = [16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 288, 320, 384, 448, 512, 640]

const row = (state: string) => ({ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"` }) as const

/** When the disk is full, from the first row of a run to its last. */
const moments: readonly (readonly [moment: string, strike: Pick<Strike, 'kind' | 'match' | 'nth'>])[] = [
  ['when the store is made', { kind: 'sql', match: 'CREATE TABLE' }],
  ['at the row of the run', { kind: 'sql', match: '^INSERT INTO runs' }],
  ['at the created row', { kind: 'sql', match: '^INSERT INTO jobs' }],
  ['at the submitting row', row('submitting')],
  ['at the submitted row', row('submitted')],
  ['at the submitted row of the second job', { ...row('submitted'), nth: 2 }],
  ['at the result row', row('completed')],
  ['at the file of a download', { kind: 'file', match: '^open .*/assets/' }],
  ['at the downloaded row', row('downloaded')],
  ['at the result that is kept for reuse', { kind: 'sql', match: 'INTO results' }],
  ['at the row of a step', { kind: 'sql', match: 'INTO steps' }],
  ['at the last row of the run', { kind: 'sql', match: '^UPDATE runs .*\\["done"' }],
]

describe.runIf(why === null).concurrent('a full disk', () => {
  for (const size of sizes)
    test(`of ${size} KiB under the library: named, nothing lost, and done when there is room`, (context) =>
      engines.use(async (engine) => {
        const on = await startOn('home', `${size}k`, engine, context)
        const { code, stderr } = await on.trial.run()
        const unsaid = await unsaidRequests(on)
        context.expect({ code, stderr, unsaid, breaches: await breachesLater(on) }).toEqual({
          code: context.expect.toBeOneOf([66, 76, 0]),
          stderr: code === 0 ? context.expect.anything() : context.expect.stringMatching(/the disk (is full|failed)/),
          unsaid: [],
          breaches: [],
        })
      }))

  for (const [moment, strike] of moments)
    test(`under the library, full ${moment}: named, nothing lost, and done when there is room`, (context) =>
      engines.use(async (engine) => {
        const on = await startOn('home', '8m', engine, context)
        const ballast = join(on.disk.path, 'ballast')
        const { code, stderr } = await on.trial.run({ strikes: [{ ...strike, side: 'before', fill: ballast }] })
        const unsaid = await unsaidRequests(on)
        const filled = existsSync(ballast)
        rmSync(ballast, { force: true })
        context.expect({ filled, code, stderr, unsaid, breaches: await breachesLater(on) }).toEqual({
          filled: true,
          code: context.expect.toBeOneOf([0, 66, 76]),
          stderr: context.expect.stringMatching(/the disk (is full|failed)|not complete|could not be written/),
          unsaid: [],
          breaches: [],
        })
      }))

  for (const size of [4, 64, 256])
    test(`of ${size} KiB under the saved pictures: 66, no part of one is left, and saved when there is room`, (context) =>
      engines.use(async (engine) => {
        const on = await startOn('out', `${size}k`, engine, context)
        const { code, stderr } = await on.trial.run()
        context.expect({ code, stderr, breaches: await breachesLater(on) }).toEqual({
          code: 66,
          stderr: context.expect.stringMatching(/save 1\.png cannot be written: the disk is full/),
          breaches: [],
        })
      }))
})

describe.runIf(why === null).concurrent('a disk that may only be read', () => {
  test('under the library: 66 before anything is submitted, and the reading commands work', (context) =>
    engines.use(async (engine) => {
      const on = await startOn('home', '64m', engine, context)
      const { trial, disk, oracle } = on
      context.expect(await trial.run()).toMatchObject({ code: 0 })
      disk.readOnly(true)
      const accepted = (await oracle.accepted()).length
      const { code, stderr } = await trial.run({}, '--set', 'generate.seed=9')
      const read = [await trial.command(['runs']), await trial.command(['jobs'])]
      disk.readOnly(false)
      context
        .expect({ code, stderr, read: read.map((one) => one.code), more: (await oracle.accepted()).length - accepted })
        .toEqual({ code: 66, stderr: context.expect.stringMatching(/only be read/), read: [0, 0], more: 0 })
    }))

  test('after a kill, with a log beside the store: the reading commands work all the same', (context) =>
    engines.use(async (engine) => {
      const { trial, disk } = await startOn('home', '64m', engine, context)
      const strikes = [{ kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after' }] as const
      await trial.run({ strikes })
      disk.readOnly(true)
      const read = [await trial.command(['runs']), await trial.command(['jobs'])]
      disk.readOnly(false)
      context.expect(read.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
        { code: 0, stderr: '' },
        { code: 0, stderr: '' },
      ])
    }))

  test('under the saved pictures: 66 before anything is submitted', (context) =>
    engines.use(async (engine) => {
      const { trial, disk, oracle } = await startOn('out', '64m', engine, context)
      disk.readOnly(true)
      context.expect(await trial.run()).toMatchObject({
        code: 66,
        stderr: context.expect.stringMatching(/Pictures cannot be saved/),
      })
      disk.readOnly(false)
      context.expect(await oracle.accepted()).toEqual([])
    }))
})

describe.concurrent('a limit of the system', () => {
  // In blocks of 512 bytes.
  for (const blocks of [8, 64, 128, 256, 400])
    test(`on the size of files (${blocks / 2} KiB): paid once, nothing lost`, (context) =>
      engines.use(async (engine) => {
        const trial = await startTrial({ flow: inpaint, url: engine.url })
        context.onTestFinished(trial.remove)
        const oracle = await consultOracle(engine)
        const { code, killed, stderr } = await trial.run({ under: `ulimit -f ${blocks}` })
        const settled = await settle({ trial, flow: inpaint, oracle })
        const [accepted, jobs] = [await oracle.accepted(), await trial.jobs()]
        const evidence = { flow: inpaint, trial, accepted, jobs, again: settled.again }
        context
          .expect({ code, killed, stderr, problems: settled.problems, breaches: await findBreachesAtEnd(evidence, pictures) })
          .toEqual({
            code: context.expect.toBeOneOf([0, 66, 76]),
            killed: false,
            stderr: context.expect.stringMatching(code === 0 ? /^/ : /larger than|disk|written/),
            problems: [],
            breaches: [],
          })
      }))

  // With fewer, Node itself does not start.
  for (const files of [26, 30, 40])
    test(`on open files (${files}): paid once, nothing lost`, (context) =>
      engines.use(async (engine) => {
        const trial = await startTrial({ flow: inpaint, url: engine.url })
        context.onTestFinished(trial.remove)
        const oracle = await consultOracle(engine)
        await trial.run({ under: `ulimit -n ${files}` })
        const settled = await settle({ trial, flow: inpaint, oracle })
        const [accepted, jobs] = [await oracle.accepted(), await trial.jobs()]
        const evidence = { flow: inpaint, trial, accepted, jobs, again: settled.again }
        context
          .expect({ problems: settled.problems, breaches: await findBreachesAtEnd(evidence, pictures) })
          .toEqual({ problems: [], breaches: [] })
      }))
})
