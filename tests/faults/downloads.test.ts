import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import { describe, test } from 'vitest'
import type { RangeAnswer } from '#main/network/rangeServer.ts'
import type { EngineUnderTest } from './engineUnderTest.ts'
import { describeEngines } from './overEngines.ts'
import { largePicture, startOutputEngine } from './outputEngine.ts'
import { createRunInProcess } from './runInProcess.ts'
import { createSkippingClock } from './skippingClock.ts'
import { mountSmallDisk, whyNoDisk } from './smallDisk.ts'
import { startTrial } from './trial.ts'
import type { Trial } from './trial.ts'
import { workflowsOn } from './workflows.ts'

const MIB = 2 ** 20
const picture = largePicture(4 * MIB)
const other = Buffer.from(picture).fill('x', MIB, 2 * MIB)
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const why = whyNoDisk()
if (why !== null) process.stderr.write(`The downloads to full disks are skipped: ${why}\n`)

interface StartOptions {
  readonly answers: readonly RangeAnswer[]
  readonly content?: Buffer
  /** As the built program, which can be killed. */
  readonly inProcess?: boolean
  readonly home?: string
}

/** A workflow with one job, and an engine that sends its output as `answers` say. */
async function start(
  { id }: EngineUnderTest,
  onTestFinished: TestContext['onTestFinished'],
  { answers, content = picture, inProcess = true, home }: StartOptions,
) {
  const engine = await startOutputEngine(id, content, answers, onTestFinished)
  const trial = await startTrial({
    workflow: workflowsOn[id].single,
    url: engine.url.href.replace(/\/$/, ''),
    ...(home !== undefined && { home }),
    ...(inProcess && { inProcess: createRunInProcess(createSkippingClock()) }),
  })
  onTestFinished(trial.remove)
  return { engine, trial }
}

/** The digests of the assets, and whether anything else is left beside them. */
function storedIn({ home }: Trial) {
  const names = readdirSync(join(home, 'assets'), { recursive: true, encoding: 'utf8' })
  return {
    assets: names
      .filter((name) => name.endsWith('.png'))
      .map((name) => sha256Of(readFileSync(join(home, 'assets', name)))),
    left: names.filter((name) => /\.(part|log|draft)$/.test(name)),
  }
}

const all = { assets: [sha256Of(picture)], left: [] }

describeEngines('an output whose connection is cut', (engine) => {
  for (const cut of [100, MIB, 3 * MIB + 1, picture.length - 1])
    test(`after ${cut} bytes is continued from there, and paid once`, async ({ expect, onTestFinished }) => {
      const { engine: server, trial } = await start(engine, onTestFinished, { answers: [{ cut }] })
      const { code, stderr } = await trial.run()
      expect({ code, stderr, ...storedIn(trial) }).toEqual({ code: 0, stderr, ...all })
      expect([server.sent, server.ranges(), server.submits()]).toEqual([
        [cut, picture.length - cut],
        [undefined, `bytes=${cut}-`],
        1,
      ])
    })

  test('five times is continued five times', async ({ expect, onTestFinished }) => {
    const answers = [1, 2, 3, 4, 5].map((times) => ({ cut: times * 70_000 }))
    const { engine: server, trial } = await start(engine, onTestFinished, { answers })
    expect((await trial.run()).code).toBe(0)
    expect(storedIn(trial)).toEqual(all)
    expect(server.sent.reduce((sum, bytes) => sum + bytes, 0)).toBe(picture.length)
  })
})

describeEngines('the rest of an output', (engine) => {
  const cut = 2 * MIB
  const cases: readonly (readonly [string, readonly RangeAnswer[], Buffer])[] = [
    ['that comes as a whole', [{ ranges: false }], picture],
    ['with another place', [{ headers: { 'content-range': `bytes 0-9/${picture.length}` } }], picture],
    ['without a place', [{ headers: { 'content-range': null } }], picture],
    ['that is refused', [{ status: 416 }], picture],
    ['of another file', Array.from({ length: 9 }, () => ({ content: other, ifRange: false })), other],
    ['that is not whole, under a right status', [{ cut: 5, headers: { 'content-length': '5' } }], picture],
  ]
  for (const [title, answers, expected] of cases)
    test(`${title} is no part of what is stored`, async ({ expect, onTestFinished }) => {
      const { engine: server, trial } = await start(engine, onTestFinished, {
        answers: [{ cut }, ...answers],
      })
      expect((await trial.run()).code).toBe(0)
      expect({ ...storedIn(trial), submits: server.submits() }).toEqual({
        assets: [sha256Of(expected)],
        left: [],
        submits: 1,
      })
    })
})

describeEngines('a program that is killed in the middle of an output', (engine) => {
  // The facts about the file are the first line of its records, and each mebibyte of it is another.
  for (const records of [1, 3])
    test(`after ${records} MiB asks only for the rest`, async ({ expect, onTestFinished }) => {
      const { engine: server, trial } = await start(engine, onTestFinished, { answers: [], inProcess: false })
      const strike = { kind: 'file', match: '^write .*\\.part\\.log$', side: 'after' } as const
      expect(await trial.run({ strikes: [{ ...strike, nth: 1 + records }] })).toMatchObject({ killed: true })
      const { code } = await trial.command(['resume', trial.firstRun() ?? ''])
      expect({ code, ...storedIn(trial), submits: server.submits() }).toEqual({ code: 0, ...all, submits: 1 })
      const from = Number(/^bytes=(\d+)-$/.exec(server.ranges()[1] ?? '')?.[1])
      expect(from).toBeGreaterThanOrEqual(records * MIB)
      expect(server.sent.slice(1)).toEqual([picture.length - from])
    })

  test('before it is stored asks for nothing', async ({ expect, onTestFinished }) => {
    const { engine: server, trial } = await start(engine, onTestFinished, { answers: [], inProcess: false })
    const strike = { kind: 'file', match: '^rename .*\\.part ', side: 'before' } as const
    expect(await trial.run({ strikes: [strike] })).toMatchObject({ killed: true })
    const { code } = await trial.command(['resume', trial.firstRun() ?? ''])
    expect({ code, ...storedIn(trial), submits: server.submits() }).toEqual({ code: 0, ...all, submits: 1 })
    expect(server.sent).toHaveLength(1)
  })
})

describe.runIf(why === null)('on a disk that is too small', () => {
  describeEngines('an output', (engine) => {
    for (const [title, answers] of [
      ['whose size is declared is refused before it comes', []],
      ['whose size is not declared fills the disk', [{ undeclared: true }]],
    ] as const)
      test(`${title}; it is fetched when there is room`, async ({ expect, onTestFinished }) => {
        const disk = mountSmallDisk('3m')
        onTestFinished(disk.remove)
        const { engine: server, trial } = await start(engine, onTestFinished, { answers, home: disk.path })
        const { code, stderr } = await trial.run()
        const states = (await trial.jobs()).map(({ state }) => state)
        expect({ code, stderr, states, ...storedIn(trial) }).toEqual({
          code: 66,
          stderr: expect.stringMatching(/the disk is full[^]*done and paid for[^]*request id is a-job/),
          states: ['completed'],
          assets: [],
          left: [],
        })
        disk.resize('64m')
        expect((await trial.command(['resume', trial.firstRun() ?? ''])).code).toBe(0)
        expect({ ...storedIn(trial), submits: server.submits() }).toEqual({ ...all, submits: 1 })
      })
  })
})
