import { afterAll, beforeAll, describe, test } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { EnginePool } from './enginePool.ts'
import { startEnginePool } from './enginePool.ts'
import { inpaint } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import { runUndisturbed } from './torture.ts'
import { startTrial } from './trial.ts'

let engines: EnginePool
let pictures: Pictures | undefined

beforeAll(async () => {
  // Most of the time is spent waiting for a failing store: more tests may wait in parallel than compute.
  engines = await startEnginePool(4)
  pictures = (await runUndisturbed([inpaint])).get(inpaint)
})
afterAll(async () => engines.close())

describe.concurrent('a limit of the system', () => {
  // In blocks of 512 bytes.
  for (const blocks of [8, 64, 128, 256, 400])
    test(`on the size of files (${blocks / 2} KiB): named, paid once, nothing lost`, ({
      expect,
      onTestFinished,
    }) =>
      engines.use(async (engine) => {
        const trial = await startTrial({ workflow: inpaint, url: engine.url })
        onTestFinished(trial.remove)
        const oracle = await consultOracle(engine)
        const { code, stderr } = await trial.run({ under: `ulimit -f ${blocks}` })
        const { breaches } = await recoverAndCheck({ trial, workflow: inpaint, oracle, pictures })
        expect({ code, stderr, breaches }).toEqual({
          code: expect.toBeOneOf([0, 66, 76]),
          stderr: code === 0 ? expect.anything() : expect.stringMatching(/larger than|disk|written/),
          breaches: [],
        })
      }))

  // With fewer, Node itself does not start.
  for (const files of [26, 30, 40])
    test(`on open files (${files}): paid once, nothing lost`, ({ expect, onTestFinished }) =>
      engines.use(async (engine) => {
        const trial = await startTrial({ workflow: inpaint, url: engine.url })
        onTestFinished(trial.remove)
        const oracle = await consultOracle(engine)
        await trial.run({ under: `ulimit -n ${files}` })
        const { breaches } = await recoverAndCheck({ trial, workflow: inpaint, oracle, pictures })
        expect(breaches).toEqual([])
      }))
})
