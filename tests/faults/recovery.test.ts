import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import type { Flow } from './flows.ts'
import { inpaint, variations } from './flows.ts'
import type { Pictures } from './invariants.ts'
import { findBreachesAtEnd } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import { points } from './points.ts'
import { settle } from './settle.ts'
import type { Strike } from './strike.ts'
import { runUndisturbed } from './torture.ts'
import type { Befalls } from './trial.ts'
import { startTrial } from './trial.ts'

let engine: EngineProcess
let undisturbed: ReadonlyMap<Flow, Pictures>

beforeAll(async () => {
  engine = await startEngine()
  undisturbed = await runUndisturbed([inpaint, variations])
})
afterAll(async () => engine.close())

/** Where the first process ends; what its heir finds differs from each to each. */
const first = [
  'after the created row',
  'after the submitting row',
  'accepted but not answered',
  'after the submitted row',
  'after the result row',
  'in the middle of a download',
  'before the downloaded row',
  'in the middle of a save',
].flatMap((name) => points.filter((point) => point.name === name))

const write = (nth: number, side: Strike['side']): Befalls => ({
  strikes: [{ kind: 'sql', match: '', nth, side }],
})

/** Five deaths of those who take up what is left. The lock itself is the first write of each. */
const deaths: Readonly<Record<string, readonly Befalls[]>> = {
  'at its first writes': [1, 2, 3, 4, 5].map((nth) => write(nth, 'after')),
  'before its first writes': [1, 2, 3, 4, 5].map((nth) => write(nth, 'before')),
  'at its later writes': [8, 7, 6, 5, 4].map((nth) => write(nth, 'after')),
}

describe.each([inpaint, variations])('$name, killed', (flow) => {
  describe.each(first)('$name, and its recovery five times over', ({ strikes }) => {
    test.each(Object.keys(deaths))('%s: paid once, nothing lost', async (when) => {
      const trial = await startTrial({ flow, url: engine.url })
      onTestFinished(trial.remove)
      const oracle = await consultOracle(engine)
      expect(await trial.run({ strikes })).toMatchObject({ killed: true })
      const settled = await settle({ trial, flow, oracle, befalls: deaths[when] ?? [] })
      const [accepted, jobs] = [await oracle.accepted(), await trial.jobs()]
      const evidence = { flow, trial, accepted, jobs, again: settled.again }
      expect({
        kills: settled.killed.length,
        problems: settled.problems,
        breaches: await findBreachesAtEnd(evidence, undisturbed.get(flow) ?? []),
      }).toEqual({ kills: 5, problems: [], breaches: [] })
    })
  })
})
