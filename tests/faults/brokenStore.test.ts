import { lstatSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { TestContext } from 'vitest'
import { stackTrace } from '../cli/runCli.ts'
import { createChance } from './chance.ts'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import { single } from './workflows.ts'
import { isIdle } from './isIdle.ts'
import { startNetworkEngine } from './network/engine.ts'
import { createRunInProcess } from './runInProcess.ts'
import { createSkippingClock } from './skippingClock.ts'
import { snapshotStore } from './snapshot.ts'
import { startTrial } from './trial.ts'

let engine: EngineProcess
/** A library with a finished run, and one with a log beside it, as a kill leaves it. */
const homes: Record<string, string> = {}

beforeAll(async () => {
  engine = await startEngine()
  for (const kind of ['closed', 'killed']) {
    homes[kind] = await mkdtemp(join(tmpdir(), 'patchbay-faults-'))
    const trial = await startTrial({ workflow: single, url: engine.url, home: homes[kind] })
    await trial.run()
    const strikes = [{ kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after' }] as const
    if (kind === 'killed') await trial.run({ strikes }, '--set', 'generate.seed=3')
    await trial.remove()
  }
})
afterAll(async () => {
  for (const home of Object.values(homes)) rmSync(home, { recursive: true, force: true })
  await engine.close()
})

/** The commands' results for a damaged store, and what they leave of it. */
async function tryDamaged(
  kind: string,
  harm: (home: string) => void,
  onTestFinished: TestContext['onTestFinished'],
  program: 'here' | 'process' = 'here',
) {
  const clock = createSkippingClock({ isIdle: () => isIdle(engine) })
  const options = program === 'here' ? { inProcess: createRunInProcess(clock) } : {}
  const trial = await startTrial({ workflow: single, url: engine.url, ...options })
  onTestFinished(trial.remove)
  // A killed host leaves its socket, which cannot be copied: a library that is moved comes without it as well.
  const filter = (path: string): boolean => !lstatSync(path).isSocket()
  await cp(homes[kind] ?? '', trial.home, { recursive: true, filter })
  harm(trial.home)
  const before = snapshotStore(trial.home)
  const endings = []
  // The run is cached: if the store can be read, nothing is submitted.
  for (const args of [['jobs'], ['runs'], ['resume'], trial.runArgs]) endings.push(await trial.command(args))
  const refused = endings.some(({ code }) => code === 66)
  const changed = refused && JSON.stringify(snapshotStore(trial.home)) !== JSON.stringify(before)
  return {
    strange: endings.filter(
      ({ code, stderr }) => stackTrace.test(stderr) || ![0, 66, 76].includes(code ?? -1),
    ),
    nameless: endings.filter(({ code, stderr }) => code === 66 && !/library/.test(stderr)),
    overwritten: changed,
    refused,
  }
}

const sound = { strange: [], nameless: [], overwritten: false }

describe.concurrent('a store in which one byte is flipped', () => {
  const chance = createChance(4)
  const flips = Array.from({ length: 12 }, () => chance.next())
  for (const kind of ['closed', 'killed'])
    for (const [options, at] of flips.entries())
      test(`(${kind}, at ${(at * 100).toFixed(1)} %) is refused by name and left as it is, or is sound enough`, async ({
        expect,
        onTestFinished,
      }) => {
        const flip = (home: string): void => {
          const path = join(home, 'library.db')
          const bytes = readFileSync(path)
          const options = Math.floor(at * bytes.length)
          bytes[options] = (bytes[options] ?? 0) ^ 0x10
          writeFileSync(path, bytes)
        }
        const program = options === 0 ? 'process' : 'here'
        expect(await tryDamaged(kind, flip, onTestFinished, program)).toMatchObject(sound)
      })
})

describe.concurrent('a store whose end is truncated', () => {
  for (const kind of ['closed', 'killed'])
    for (const share of [0.02, 0.3, 0.6, 0.95])
      test(`(${kind}, after ${share * 100} %) is refused by name and left as it is`, async ({
        expect,
        onTestFinished,
      }) => {
        const tear = (home: string): void => {
          const path = join(home, 'library.db')
          truncateSync(path, Math.floor(readFileSync(path).length * share))
        }
        const program = share === 0.3 ? 'process' : 'here'
        expect(await tryDamaged(kind, tear, onTestFinished, program)).toMatchObject({
          ...sound,
          refused: true,
        })
      })

  for (const share of [0.1, 0.5, 0.99])
    test(`(its log, after ${share * 100} %) is refused by name and left as it is, or is sound enough`, async ({
      expect,
      onTestFinished,
    }) => {
      const tear = (home: string): void => {
        const path = join(home, 'library.db-wal')
        truncateSync(path, Math.floor(readFileSync(path).length * share))
      }
      expect(await tryDamaged('killed', tear, onTestFinished)).toMatchObject(sound)
    })
})

describe.concurrent('a library that', () => {
  test('is a file is refused by name, and stays', async ({ expect, onTestFinished }) => {
    const file = (home: string): void => {
      rmSync(home, { recursive: true })
      writeFileSync(home, 'mine')
    }
    const trial = await startTrial({ workflow: single, url: engine.url })
    onTestFinished(trial.remove)
    file(trial.home)
    const { code, stderr } = await trial.run()
    expect({ code, stderr, left: readFileSync(trial.home, 'utf8') }).toEqual({
      code: 66,
      stderr: expect.stringContaining(trial.home),
      left: 'mine',
    })
  })

  test('is gone is created again', async ({ expect, onTestFinished }) => {
    const trial = await startTrial({ workflow: single, url: engine.url })
    onTestFinished(trial.remove)
    rmSync(trial.home, { recursive: true })
    expect(await trial.command(['jobs'])).toMatchObject({ code: 0 })
    expect(await trial.command(['resume'])).toMatchObject({ code: 0 })
    expect(await trial.run()).toMatchObject({ code: 0 })
  })

  test('disappears in the middle of a run causes no internal error', async ({ expect, onTestFinished }) => {
    // A separate engine: what it holds belongs to nobody else.
    const holding = await startNetworkEngine()
    const trial = await startTrial({ workflow: single, url: holding.url })
    onTestFinished(async () => {
      await holding.close()
      await trial.remove()
    })
    holding.hold({ state: 'in_queue' })
    const running = trial.run()
    await holding.reached({ state: 'in_queue' })
    rmSync(trial.home, { recursive: true, force: true })
    holding.release()
    const { code, stderr } = await running
    expect({ code, trace: stackTrace.test(stderr) }).toEqual({
      code: expect.toBeOneOf([0, 66, 76]),
      trace: false,
    })
  })

  test('was made by a newer Patchbay is refused by name, and left as it is', async ({
    expect,
    onTestFinished,
  }) => {
    const { DatabaseSync } = await import('node:sqlite')
    const newer = (home: string): void => {
      const store = new DatabaseSync(join(home, 'library.db'))
      store.exec('PRAGMA user_version = 4000')
      store.close()
    }
    expect(await tryDamaged('closed', newer, onTestFinished)).toMatchObject({ ...sound, refused: true })
  })
})
