import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd, readPictures } from './invariants.ts'
import type { Flow } from './flows.ts'
import { inpaint, single } from './flows.ts'
import { consultOracle } from './oracle.ts'
import { points } from './points.ts'
import { settle } from './settle.ts'
import { startTrial } from './trial.ts'

let engine: EngineProcess
const undisturbed = new Map<Flow, Pictures>()

beforeAll(async () => {
  engine = await startEngine()
  for (const flow of [single, inpaint]) {
    const trial = await startTrial({ flow, url: engine.url })
    expect(await trial.run()).toMatchObject({ code: 0 })
    undisturbed.set(flow, await readPictures(trial.out))
    await trial.remove()
  }
})
afterAll(async () => engine.close())

describe('killed', () => {
  test.each(points)('$name: $then, paid once, nothing lost', async ({ flow, strikes, then }) => {
    const trial = await startTrial({ flow, url: engine.url })
    onTestFinished(trial.remove)
    const oracle = await consultOracle(engine)
    const ending = await trial.run({ strikes })
    expect(ending).toMatchObject({ killed: true, stderr: expect.not.stringMatching(/fault/) })
    const settled = await settle({ trial, flow, oracle })
    const [jobs, accepted] = [await trial.jobs(), await oracle.accepted()]
    const evidence = { flow, trial, accepted, jobs, again: settled.again }
    expect({
      problems: settled.problems,
      breaches: await findBreachesAtEnd(evidence, undisturbed.get(flow) ?? []),
      then: settled.unknowns > 0 ? 'unknown' : 'goes on',
      runs: (await trial.runs()).map(({ state }) => state),
    }).toEqual({ problems: [], breaches: [], then, runs: ['done'] })
  })
})
