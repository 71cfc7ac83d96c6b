import { afterAll, beforeAll, describe, test } from 'vitest'
import type { EnginePool } from './enginePool.ts'
import { startEnginePool } from './enginePool.ts'
import type { Flow } from './flows.ts'
import { inpaint, single } from './flows.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import { points } from './points.ts'
import { settle } from './settle.ts'
import { runUndisturbed } from './torture.ts'
import { startTrial } from './trial.ts'

let engines: EnginePool
let undisturbed: ReadonlyMap<Flow, Pictures>

beforeAll(async () => {
  engines = await startEnginePool()
  undisturbed = await runUndisturbed([single, inpaint])
})
afterAll(async () => engines.close())

describe.concurrent('killed', () => {
  for (const { name, flow, strikes, then } of points)
    test(`${name}: ${then}, paid once, nothing lost`, ({ expect, onTestFinished }) =>
      engines.use(async (engine) => {
        const trial = await startTrial({ flow, url: engine.url })
        onTestFinished(trial.remove)
        const oracle = await consultOracle(engine)
        expect(await trial.run({ strikes })).toMatchObject({ killed: true })
        const settled = await settle({ trial, flow, oracle })
        const [jobs, accepted] = [await trial.jobs(), await oracle.accepted()]
        const evidence = { flow, trial, accepted, jobs, again: settled.again }
        expect({
          problems: settled.problems,
          breaches: await findBreachesAtEnd(evidence, undisturbed.get(flow) ?? []),
          then: settled.unknowns > 0 ? 'unknown' : 'goes on',
          runs: (await trial.runs()).map(({ state }) => state),
        }).toEqual({ problems: [], breaches: [], then, runs: ['done'] })
      }))
})
