import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { TestContext } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { EngineProcess } from './engineProcess.ts'
import type { EnginePool } from './enginePool.ts'
import { startEnginePool } from './enginePool.ts'
import { inpaint } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import type { Oracle } from './oracle.ts'
import type { SmallDisk } from './smallDisk.ts'
import { mountSmallDisk, whyNoDisk } from './smallDisk.ts'
import type { Fault } from './fault.ts'
import { runUndisturbed } from './torture.ts'
import type { Trial } from './trial.ts'
import { startTrial } from './trial.ts'

const why = whyNoDisk()
if (why !== null) process.stderr.write(`The tests on full and read-only disks are skipped: ${why}\n`)

let engines: EnginePool
let pictures: Pictures | undefined

beforeAll(async () => {
  // Most of the time is spent waiting for a full disk: more tests may wait in parallel than compute.
  engines = await startEnginePool(4)
  pictures = (await runUndisturbed([inpaint])).get(inpaint)
})
afterAll(async () => engines.close())

interface OnDisk {
  readonly trial: Trial
  readonly disk: SmallDisk
  readonly oracle: Oracle
}

/** A trial whose library, or whose saved pictures, are on a disk of `size`. */
async function startOn(
  what: 'home' | 'out',
  size: string,
  engine: EngineProcess,
  onTestFinished: TestContext['onTestFinished'],
): Promise<OnDisk> {
  const disk = mountSmallDisk(size)
  const trial = await startTrial({ workflow: inpaint, url: engine.url, [what]: disk.path })
  onTestFinished(async () => {
    await trial.remove()
    disk.remove()
  })
  return { trial, disk, oracle: await consultOracle(engine) }
}

/** Finishes the run once there is room again, and returns violated invariants. */
async function breachesLater({ trial, disk, oracle }: OnDisk): Promise<readonly string[]> {
  disk.resize('64m')
  return (await recoverAndCheck({ trial, workflow: inpaint, oracle, pictures })).breaches
}

/** A request that the store could not record must at least be printed. */
async function unsaidRequests({ trial, oracle }: OnDisk): Promise<readonly string[]> {
  const output = trial.endings.map(({ stdout, stderr }) => stdout + stderr).join('\n')
  return (await oracle.accepted()).map(({ requestId }) => requestId).filter((id) => !output.includes(id))
}

/** Sizes at which the disk fills at one write after the other, from the creation of the store to the last picture. */
const sizes = [16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 288, 320, 384, 448, 512]

const row = (state: string) => ({ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"` }) as const

/** When the disk is full, from the first row of a run to its last. */
const moments: readonly (readonly [moment: string, strike: Pick<Fault, 'kind' | 'match' | 'nth'>])[] = [
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

const full = /the disk (is full|failed)|not complete|could not be written/

describe.runIf(why === null).concurrent('a full disk', () => {
  for (const size of sizes)
    test(`of ${size} KiB under the library: named, nothing lost, and done when there is room`, ({
      expect,
      onTestFinished,
    }) =>
      engines.use(async (engine) => {
        const on = await startOn('home', `${size}k`, engine, onTestFinished)
        const { code, stderr } = await on.trial.run()
        const unsaid = await unsaidRequests(on)
        expect({ code, stderr, unsaid, breaches: await breachesLater(on) }).toEqual({
          code: expect.toBeOneOf([66, 76, 0]),
          stderr: code === 0 ? expect.anything() : expect.stringMatching(full),
          unsaid: [],
          breaches: [],
        })
      }))

  for (const [moment, fault] of moments)
    test(`under the library, full ${moment}: named, nothing lost, and done when there is room`, ({
      expect,
      onTestFinished,
    }) =>
      engines.use(async (engine) => {
        const on = await startOn('home', '8m', engine, onTestFinished)
        const ballast = join(on.disk.path, 'ballast')
        const { code, stderr } = await on.trial.run({
          strikes: [{ ...fault, side: 'before', fill: ballast }],
        })
        const unsaid = await unsaidRequests(on)
        const filled = existsSync(ballast)
        rmSync(ballast, { force: true })
        expect({ filled, code, stderr, unsaid, breaches: await breachesLater(on) }).toEqual({
          filled: true,
          code: expect.toBeOneOf([0, 66, 76]),
          stderr: expect.stringMatching(full),
          unsaid: [],
          breaches: [],
        })
      }))

  for (const size of [4, 64, 256])
    test(`of ${size} KiB under the saved pictures: 66, no part of one is left, and saved when there is room`, ({
      expect,
      onTestFinished,
    }) =>
      engines.use(async (engine) => {
        const on = await startOn('out', `${size}k`, engine, onTestFinished)
        const { code, stderr } = await on.trial.run()
        expect({ code, stderr, breaches: await breachesLater(on) }).toEqual({
          code: 66,
          stderr: expect.stringMatching(/save 1\.png cannot be written: the disk is full/),
          breaches: [],
        })
      }))
})

describe.runIf(why === null).concurrent('a disk that may only be read', () => {
  test('under the library: 66 before anything is submitted, and the reading commands work', ({
    expect,
    onTestFinished,
  }) =>
    engines.use(async (engine) => {
      const { trial, disk, oracle } = await startOn('home', '64m', engine, onTestFinished)
      expect(await trial.run()).toMatchObject({ code: 0 })
      disk.readOnly(true)
      const before = (await oracle.accepted()).length
      const { code, stderr } = await trial.run({}, '--set', 'generate.seed=9')
      const read = [await trial.command(['runs']), await trial.command(['jobs'])].map((one) => one.code)
      disk.readOnly(false)
      expect({ code, stderr, read, more: (await oracle.accepted()).length - before }).toEqual({
        code: 66,
        stderr: expect.stringMatching(/only be read/),
        read: [0, 0],
        more: 0,
      })
    }))

  test('after a kill, with a log beside the store: the reading commands work nevertheless', ({
    expect,
    onTestFinished,
  }) =>
    engines.use(async (engine) => {
      const { trial, disk } = await startOn('home', '64m', engine, onTestFinished)
      await trial.run({ strikes: [{ ...row('submitted'), side: 'after' }] })
      disk.readOnly(true)
      const read = [await trial.command(['runs']), await trial.command(['jobs'])]
      disk.readOnly(false)
      expect(read.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
        { code: 0, stderr: '' },
        { code: 0, stderr: '' },
      ])
    }))

  test('under the saved pictures: 66 before anything is submitted', ({ expect, onTestFinished }) =>
    engines.use(async (engine) => {
      const { trial, disk, oracle } = await startOn('out', '64m', engine, onTestFinished)
      disk.readOnly(true)
      const ending = await trial.run()
      disk.readOnly(false)
      expect(ending).toMatchObject({ code: 66, stderr: expect.stringMatching(/Pictures cannot be saved/) })
      expect(await oracle.accepted()).toEqual([])
    }))
})
