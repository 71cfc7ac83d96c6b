import { beforeAll, describe, test } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import { engines } from './engineUnderTest.ts'
import type { WorkflowCase } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { pointsOf } from './points.ts'
import { startEngines } from './startEngines.ts'
import { runUndisturbed } from './torture.ts'
import { startTrial } from './trial.ts'

/**
 * All of them on the first engine; on the others those at which their own client takes part. After the first of each, the
 * built program finishes the run; after the others, the command line in this process.
 */
const points = engines.flatMap((engine) =>
  pointsOf(engine)
    .filter((point) => engine.isFirst || point.inClient)
    .map((point, place) => ({ ...point, program: place === 0 ? ('process' as const) : ('here' as const) })),
)

let undisturbed: ReadonlyMap<WorkflowCase, Pictures>

beforeAll(async () => {
  undisturbed = await runUndisturbed(new Set(points.map(({ workflow }) => workflow)))
})

describe.concurrent('killed', () => {
  for (const { name, workflow, strikes, faults, held, isAccepted, outcome, program } of points)
    test(`${name} (${workflow.name}): ${outcome}, paid once, nothing lost`, async ({
      expect,
      onTestFinished,
    }) => {
      const engines = await startEngines(workflow.engines)
      const trial = await startTrial({ workflow, url: engines.urls })
      onTestFinished(async () => {
        await engines.close()
        await trial.remove()
      })
      for (const engine of engines.all) engine.addFaults(faults)
      if (held !== undefined) engines.hold(held)
      expect(await trial.run({ strikes })).toMatchObject({ killed: true })
      // A request that has left the program arrives, but perhaps only now.
      if (isAccepted) await Promise.all(engines.all.map((engine) => engine.reached({ state: 'in_queue' })))
      engines.all.forEach((engine) => engine.clearFaults())
      engines.release()
      const { oracle } = engines
      const pictures = undisturbed.get(workflow)
      const home = await recoverAndCheck({ trial, workflow, oracle, pictures, program })
      expect({
        breaches: home.breaches,
        outcome: home.unknowns > 0 ? 'unknown' : 'goes on',
        runs: (await trial.runs()).map(({ state }) => state),
      }).toEqual({ breaches: [], outcome, runs: ['done'] })
    })
})
