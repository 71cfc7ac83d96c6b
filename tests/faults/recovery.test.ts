import { afterAll, beforeAll, describe, test } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { EnginePool } from './enginePool.ts'
import { startEnginePool } from './enginePool.ts'
import type { WorkflowCase } from './workflows.ts'
import { inpaint, variations } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import type { Point } from './points.ts'
import { points } from './points.ts'
import type { Fault } from './fault.ts'
import { runUndisturbed } from './torture.ts'
import type { Disturbance } from './trial.ts'
import { startTrial } from './trial.ts'

let engines: EnginePool
let undisturbed: ReadonlyMap<WorkflowCase, Pictures>

beforeAll(async () => {
  engines = await startEnginePool()
  undisturbed = await runUndisturbed([inpaint, variations])
})
afterAll(async () => engines.close())

/** Where the first process ends; what the next one finds differs for each. */
const first: readonly Point[] = [
  'after the created row',
  'after the submitting row',
  'accepted but not answered',
  'after the submitted row',
  'after the result row',
  'in the middle of a download',
  'before the downloaded row',
  'in the middle of a save',
].flatMap((name) => points.filter((point) => point.name === name))

const write = (nth: number, side: Fault['side']): Disturbance => ({
  strikes: [{ kind: 'sql', match: '', nth, side }],
})

/**
 * Five kills of the processes that take up the rest. The lock itself is the first write of each. After one write is
 * before the next, except for what the program sends in between: both sides of each call are among the named points.
 */
const atFirst = [write(1, 'before'), ...[2, 3, 4, 5].map((nth) => write(nth, 'after'))]
const atLater = [8, 7, 6, 5, 4].map((nth) => write(nth, 'after'))

const deaths: readonly (readonly [when: string, flow: WorkflowCase, befalls: readonly Disturbance[]])[] = [
  ['at its first writes', inpaint, atFirst],
  ['at its later writes', inpaint, atLater],
  ['at its later writes', variations, atLater],
]

describe.concurrent('killed', () => {
  for (const { name, strikes } of first)
    for (const [when, workflow, disturbances] of deaths)
      test(`${name} (${workflow.name}), and its recovery five times over ${when}: paid once, nothing lost`, ({
        expect,
        onTestFinished,
      }) =>
        engines.use(async (engine) => {
          const trial = await startTrial({ workflow, url: engine.url })
          onTestFinished(trial.remove)
          const oracle = await consultOracle(engine)
          expect(await trial.run({ strikes })).toMatchObject({ killed: true })
          const pictures = undisturbed.get(workflow)
          const { killed, breaches } = await recoverAndCheck({
            trial,
            workflow,
            oracle,
            pictures,
            disturbances,
          })
          expect({ kills: killed.length, breaches }).toEqual({ kills: 5, breaches: [] })
        }))
})
