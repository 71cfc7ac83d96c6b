import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, test } from 'vitest'
import type { TestContext } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { EngineUnderTest } from './engineUnderTest.ts'
import { engines } from './engineUnderTest.ts'
import type { Pictures } from './invariants.ts'
import type { Oracle } from './oracle.ts'
import { takeTurns } from './overEngines.ts'
import type { SmallDisk } from './smallDisk.ts'
import { mountSmallDisk, whyNoDisk } from './smallDisk.ts'
import type { Fault } from './fault.ts'
import { startEngines } from './startEngines.ts'
import { runUndisturbed } from './torture.ts'
import type { Trial } from './trial.ts'
import { startTrial } from './trial.ts'
import type { WorkflowCase } from './workflows.ts'
import { pairsFrom } from './workflows.ts'

// Each workflow is on two engines: the first job is on one of them, the second on the next.

const why = whyNoDisk()
if (why !== null) process.stderr.write(`The tests on full and read-only disks are skipped: ${why}\n`)

let undisturbed: ReadonlyMap<WorkflowCase, Pictures>

beforeAll(async () => {
  undisturbed = await runUndisturbed(Object.values(pairsFrom).map(({ inpaint }) => inpaint))
})

interface OnDisk {
  readonly workflow: WorkflowCase
  readonly trial: Trial
  readonly disk: SmallDisk
  readonly oracle: Oracle
}

/** A trial whose library, or whose saved pictures, are on a disk of `size`. Its first job is on the engine. */
async function startOn(
  what: 'home' | 'out',
  size: string,
  { id }: EngineUnderTest,
  onTestFinished: TestContext['onTestFinished'],
): Promise<OnDisk> {
  const workflow = pairsFrom[id].inpaint
  const disk = mountSmallDisk(size)
  const { urls, oracle, close } = await startEngines(workflow.engines)
  const trial = await startTrial({ workflow, url: urls, [what]: disk.path })
  onTestFinished(async () => {
    await close()
    await trial.remove()
    disk.remove()
  })
  return { workflow, trial, disk, oracle }
}

/** Finishes the run once there is room again, and returns violated invariants. */
async function breachesLater({ workflow, trial, disk, oracle }: OnDisk): Promise<readonly string[]> {
  disk.resize('64m')
  const pictures = undisturbed.get(workflow)
  return (await recoverAndCheck({ trial, workflow, oracle, pictures })).breaches
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
  for (const { row: size, engine } of takeTurns(sizes))
    test(`of ${size} KiB under the library (${engine.id} first): named, nothing lost, and done when there is room`, async ({
      expect,
      onTestFinished,
    }) => {
      const on = await startOn('home', `${size}k`, engine, onTestFinished)
      const { code, stderr } = await on.trial.run()
      const unsaid = await unsaidRequests(on)
      expect({ code, stderr, unsaid, breaches: await breachesLater(on) }).toEqual({
        code: expect.toBeOneOf([66, 76, 0]),
        stderr: code === 0 ? expect.anything() : expect.stringMatching(full),
        unsaid: [],
        breaches: [],
      })
    })

  for (const { row, engine } of takeTurns(moments))
    test(`under the library, full ${row[0]} (${engine.id} first): named, nothing lost, and done when there is room`, async ({
      expect,
      onTestFinished,
    }) => {
      const on = await startOn('home', '8m', engine, onTestFinished)
      const ballast = join(on.disk.path, 'ballast')
      const { code, stderr } = await on.trial.run({
        strikes: [{ ...row[1], side: 'before', fill: ballast }],
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
    })

  for (const { row: size, engine } of takeTurns([4, 64, 256]))
    test(`of ${size} KiB under the saved pictures (${engine.id} first): 66, no part of one is left, and saved when there is room`, async ({
      expect,
      onTestFinished,
    }) => {
      const on = await startOn('out', `${size}k`, engine, onTestFinished)
      const { code, stderr } = await on.trial.run()
      expect({ code, stderr, breaches: await breachesLater(on) }).toEqual({
        code: 66,
        stderr: expect.stringMatching(/save 1\.png cannot be written: the disk is full/),
        breaches: [],
      })
    })
})

describe.runIf(why === null).concurrent('a disk that may only be read', () => {
  const [first] = engines

  test('under the library: 66 before anything is submitted, and the reading commands work', async ({
    expect,
    onTestFinished,
  }) => {
    const { trial, disk, oracle } = await startOn('home', '64m', first, onTestFinished)
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
  })

  test('after a kill, with a log beside the store: the reading commands work nevertheless', async ({
    expect,
    onTestFinished,
  }) => {
    const { trial, disk } = await startOn('home', '64m', first, onTestFinished)
    await trial.run({ strikes: [{ ...row('submitted'), side: 'after' }] })
    disk.readOnly(true)
    const read = [await trial.command(['runs']), await trial.command(['jobs'])]
    disk.readOnly(false)
    expect(read.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ])
  })

  test('under the saved pictures: 66 before anything is submitted', async ({ expect, onTestFinished }) => {
    const { trial, disk, oracle } = await startOn('out', '64m', first, onTestFinished)
    disk.readOnly(true)
    const ending = await trial.run()
    disk.readOnly(false)
    expect(ending).toMatchObject({ code: 66, stderr: expect.stringMatching(/Pictures cannot be saved/) })
    expect(await oracle.accepted()).toEqual([])
  })
})
