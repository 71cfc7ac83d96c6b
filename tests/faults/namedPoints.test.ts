import { afterAll, beforeAll, describe, test } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { EnginePool } from './enginePool.ts'
import { startEnginePool } from './enginePool.ts'
import type { WorkflowCase } from './workflows.ts'
import { inpaint, single } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import { points } from './points.ts'
import { runUndisturbed } from './torture.ts'
import { startTrial } from './trial.ts'

let engines: EnginePool
let undisturbed: ReadonlyMap<WorkflowCase, Pictures>

beforeAll(async () => {
  engines = await startEnginePool()
  undisturbed = await runUndisturbed([single, inpaint])
})
afterAll(async () => engines.close())

describe.concurrent('killed', () => {
  for (const { name, workflow, strikes, held, outcome } of points)
    test(`${name}: ${outcome}, paid once, nothing lost`, ({ expect, onTestFinished }) =>
      engines.use(async (engine) => {
        const trial = await startTrial({ workflow, url: engine.url })
        onTestFinished(trial.remove)
        const oracle = await consultOracle(engine)
        if (held !== undefined) await engine.hold({ state: held })
        expect(await trial.run({ strikes })).toMatchObject({ killed: true })
        await engine.release()
        const home = await recoverAndCheck({ trial, workflow, oracle, pictures: undisturbed.get(workflow) })
        expect({
          breaches: home.breaches,
          outcome: home.unknowns > 0 ? 'unknown' : 'goes on',
          runs: (await trial.runs()).map(({ state }) => state),
        }).toEqual({ breaches: [], outcome, runs: ['done'] })
      }))
})
