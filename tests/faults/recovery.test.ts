import { beforeAll, describe, test } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { EngineUnderTest } from './engineUnderTest.ts'
import { takeTurns } from './overEngines.ts'
import type { WorkflowCase } from './workflows.ts'
import { pairsFrom, workflowsOn } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { pointOf } from './points.ts'
import type { Fault } from './fault.ts'
import { startEngines } from './startEngines.ts'
import { runUndisturbed } from './torture.ts'
import type { Disturbance } from './trial.ts'
import { startTrial } from './trial.ts'

/** Where the first process ends; what the next one finds differs for each. */
const first = [
  'after the created row',
  'after the submitting row',
  'accepted but not answered',
  'after the submitted row',
  'after the result row',
  'in the middle of a download',
  'before the downloaded row',
  'in the middle of a save',
]

const write = (nth: number, side: Fault['side']): Disturbance => ({
  strikes: [{ kind: 'sql', match: '', nth, side }],
})

/**
 * Five kills of the processes that take up the rest. The lock itself is the first write of each. After one write is
 * before the next, except for what the program sends in between: both sides of each call are among the named points.
 */
const atFirst = [write(1, 'before'), ...[2, 3, 4, 5].map((nth) => write(nth, 'after'))]
const atLater = [8, 7, 6, 5, 4].map((nth) => write(nth, 'after'))

/** The workflow of a death, whose first job is on this engine. */
type Flow = (engine: EngineUnderTest) => WorkflowCase

const inpaint: Flow = ({ id }) => pairsFrom[id].inpaint
const variations: Flow = ({ id }) => workflowsOn[id].variations

const deaths: readonly (readonly [when: string, flow: Flow, disturbances: readonly Disturbance[]])[] = [
  ['at its first writes', inpaint, atFirst],
  ['at its later writes', inpaint, atLater],
  ['at its later writes', variations, atLater],
]

/**
 * Each death at each point, where the engines take turns: the first job is on one of them, and a second one on the next
 * engine. So each of them is killed at half of the combinations first, and at the others later.
 */
const cases = takeTurns(first.flatMap((name) => deaths.map((death) => ({ name, death })))).map(
  ({ row: { name, death }, engine }) => {
    const [when, flow, disturbances] = death
    const { strikes } = pointOf(engine, name)
    return { name, when, workflow: flow(engine), strikes, disturbances }
  },
)

let undisturbed: ReadonlyMap<WorkflowCase, Pictures>

beforeAll(async () => {
  undisturbed = await runUndisturbed(new Set(cases.map(({ workflow }) => workflow)))
})

describe.concurrent('killed', () => {
  for (const { name, when, workflow, strikes, disturbances } of cases)
    test(`${name} (${workflow.name}), and its recovery five times over ${when}: paid once, nothing lost`, async ({
      expect,
      onTestFinished,
    }) => {
      const { oracle, urls, close } = await startEngines(workflow.engines)
      const trial = await startTrial({ workflow, url: urls })
      onTestFinished(async () => {
        await close()
        await trial.remove()
      })
      expect(await trial.run({ strikes })).toMatchObject({ killed: true })
      const pictures = undisturbed.get(workflow)
      const { killed, breaches } = await recoverAndCheck({ trial, workflow, oracle, pictures, disturbances })
      expect({ kills: killed.length, breaches }).toEqual({ kills: 5, breaches: [] })
    })
})
