import type { TestContext } from 'vitest'
import { test } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import { stackTrace } from '../../cli/runCli.ts'
import type { Flow } from '../flows.ts'
import { single } from '../flows.ts'
import { readPictures } from '../invariants.ts'
import type { Befalls, Trial } from '../trial.ts'
import { startTrial } from '../trial.ts'
import type { Ending } from '../victim.ts'
import type { NetworkEngine } from './engine.ts'
import { startNetworkEngine } from './engine.ts'

/** A fault of the network, and what the program must make of it. */
export interface NetworkCase {
  readonly title: string
  readonly faults: readonly FaultOrder[]
  readonly flow?: Flow
  /** What befalls the program besides. */
  readonly befalls?: Befalls
  /** Killed a while after the engine was first asked so. */
  readonly killedIn?: 'submit' | 'status' | 'result'
  /** Exit code of the run; null where it would wait long and is killed meanwhile. */
  readonly code: number | null
  /** What must be said about it. */
  readonly words?: RegExp
  /** The states of the jobs after it. */
  readonly states?: readonly string[]
  /** How many submits arrive at the engine, and how many of them it accepts: one each unless told. */
  readonly posts?: number
  readonly accepted?: number
  /** Exit code when the run is resumed after the fault is over; null where that is not asked for. Done unless told. */
  readonly later?: number | null
  /** Further submits that come of resuming: none unless told. */
  readonly more?: number
}

/** Long enough for what would be asked again too soon, in milliseconds; less than what an engine is waited for at the least. */
const WHILE = 1000

/** What is seen of a case; what must not be is listed, so that a failure shows it. */
interface Seen {
  readonly code: number | null
  readonly unsaid: string | null
  readonly flaws: readonly string[]
  readonly posts: number
  readonly accepted: number
  readonly states: readonly string[] | null
  readonly resumed: { readonly code: number | null; readonly more: number; readonly pictures: number } | null
}

function expected(one: NetworkCase): Seen {
  const { code, posts = 1, accepted = 1, states, later = 0, more = 0 } = one
  return {
    code,
    unsaid: null,
    flaws: [],
    posts,
    accepted,
    states: states ?? null,
    resumed: later === null ? null : { code: later, more, pictures: later === 0 ? 1 : 0 },
  }
}

/** A test for each case; its title is the case's with what is claimed of all of them behind it. */
export function testEach(cases: readonly NetworkCase[], claim: string): void {
  for (const one of cases)
    test(`${one.title} ${claim}`, async ({ expect, onTestFinished }) => {
      expect(await observe(one, onTestFinished)).toEqual(expected(one))
    })
}

/** Runs a workflow under the faults of a case, then again without them. */
async function observe(one: NetworkCase, onTestFinished: TestContext['onTestFinished']): Promise<Seen> {
  const engine = await startNetworkEngine()
  const trial = await startTrial({ flow: one.flow ?? single, url: engine.url })
  onTestFinished(async () => {
    await engine.close()
    await trial.remove()
  })
  engine.addFaults(one.faults)
  const { killedIn } = one
  const ending = await trial.run({
    ...one.befalls,
    ...(killedIn && { killWhen: () => engine.heard(killedIn, WHILE) }),
  })
  engine.clearFaults()
  const posts = await engine.posts()
  const accepted = engine.ledger.length
  const states = one.states === undefined ? null : (await trial.jobs()).map(({ state }) => state)
  const resumed = one.later === null ? null : await resume(trial, engine, posts)
  return {
    code: ending.code,
    unsaid: one.words === undefined || one.words.test(ending.stderr) ? null : ending.stderr,
    flaws: [
      ...trial.endings.flatMap(flawsOf),
      ...(await trial.leaks()).map(({ where }) => `the key is in ${where}`),
    ],
    posts,
    accepted,
    states,
    resumed,
  }
}

async function resume(trial: Trial, engine: NetworkEngine, before: number): Promise<Seen['resumed']> {
  const { code } = await trial.command(['resume', trial.firstRun() ?? ''])
  const { size: pictures } = new Set(await readPictures(trial.out))
  return { code, more: (await engine.posts()) - before, pictures }
}

/** What betrays that a fault has gone through to the terminal; a refusal without a word is one too. */
function flawsOf({ args, code, killed, stderr }: Ending): string[] {
  const [command = ''] = args
  return [
    ...(stackTrace.test(stderr) ? [`${command} shows a stack trace: ${stderr}`] : []),
    ...(code === 70 ? [`${command} ends with a fault of its own: ${stderr}`] : []),
    ...(code !== 0 && !killed && stderr.trim() === ''
      ? [`${command} ends with ${code} and says nothing`]
      : []),
  ]
}
