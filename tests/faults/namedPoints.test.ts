import { afterAll, beforeAll, describe, test } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { EngineProcess } from './engineProcess.ts'
import type { EngineUnderTest } from './engineUnderTest.ts'
import { enginesUnderTest } from './engineUnderTest.ts'
import type { EnginePool } from './enginePool.ts'
import { startEnginePool } from './enginePool.ts'
import type { WorkflowCase } from './workflows.ts'
import { inpaint, single, singles } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { startNetworkEngine } from './network/engine.ts'
import { consultOracle } from './oracle.ts'
import { points, pointsOnFal } from './points.ts'
import { runUndisturbed } from './torture.ts'
import { startTrial } from './trial.ts'

let engines: EnginePool
let undisturbed: ReadonlyMap<WorkflowCase, Pictures>

beforeAll(async () => {
  engines = await startEnginePool()
  undisturbed = await runUndisturbed([single, inpaint, singles.fal])
})
afterAll(async () => engines.close())

/** The parts of an engine that a trial needs. */
type TrialEngine = Pick<EngineProcess, 'url' | 'ledger' | 'hold' | 'release'>

/**
 * An engine that lists its requests is one trial's alone: an equal request of another trial, with another library,
 * would be found there as well.
 */
async function useEngine<T>(
  { id, lists }: EngineUnderTest,
  work: (engine: TrialEngine) => Promise<T>,
): Promise<T> {
  if (!lists) return engines.use(work)
  const practice = await startNetworkEngine(null, id)
  try {
    return await work({
      url: practice.url,
      ledger: async () => practice.ledger,
      hold: async (gate) => practice.hold(gate),
      release: async (what) => practice.release(what),
    })
  } finally {
    await practice.close()
  }
}

describe.concurrent('killed', () => {
  for (const { name, workflow, strikes, held, outcome } of [...points, ...pointsOnFal])
    test(`${name} (${workflow.engine}): ${outcome}, paid once, nothing lost`, ({ expect, onTestFinished }) =>
      useEngine(enginesUnderTest[workflow.engine], async (engine) => {
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
