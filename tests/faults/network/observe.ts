import type { TestContext } from 'vitest'
import { stackTrace } from '../../cli/runCli.ts'
import { single } from '../workflows.ts'
import { readPictures } from '../invariants.ts'
import { isIdle } from '../isIdle.ts'
import type { CommandLine } from '../runInProcess.ts'
import { createRunInProcess } from '../runInProcess.ts'
import type { SkippingClock } from '../skippingClock.ts'
import { createSkippingClock } from '../skippingClock.ts'
import type { Disturbance, Trial } from '../trial.ts'
import { startTrial } from '../trial.ts'
import type { Ending } from '../runProcess.ts'
import type { NetworkEngine } from './engine.ts'
import { startNetworkEngine } from './engine.ts'
import type { NetworkCase } from './networkCase.ts'

/** The observations of a case; forbidden ones are listed, so that a failure shows them. */
export interface Seen {
  readonly code: number | null
  readonly unsaid: string | null
  readonly flaws: readonly string[]
  readonly posts: number
  readonly accepted: number
  readonly states: readonly string[] | null
  /** How many calls were made before a long wait; null if it must not wait. */
  readonly beforeWait: number | null
  readonly resumed: { readonly code: number | null; readonly more: number; readonly pictures: number } | null
}

export function expected(one: NetworkCase): Seen {
  const { code, posts = 1, accepted = 1, states, waitsIn, later = 0, more = 0 } = one
  return {
    code,
    unsaid: null,
    flaws: [],
    posts,
    accepted,
    states: states ?? null,
    beforeWait: waitsIn === undefined ? null : 1,
    resumed: later === null ? null : { code: later, more, pictures: later === 0 ? 1 : 0 },
  }
}

export interface ObserveOptions {
  /** Where the program runs: in this process, or built in a separate one. */
  readonly program: 'here' | 'process'
  readonly onTestFinished: TestContext['onTestFinished']
  /** Runs in place of the command line, in this process. */
  readonly commandLine?: CommandLine
}

/** Runs a workflow under the faults of a case, then again without them. */
export async function observe(
  one: NetworkCase,
  { program, onTestFinished, commandLine }: ObserveOptions,
): Promise<Seen> {
  const { workflow = single } = one
  const engine = await startNetworkEngine(null, workflow.engines[0], one.capabilities)
  // For the engine no time passes: when a job is first polled, it has ended.
  const clock = createSkippingClock({ isIdle: () => isIdle(engine) })
  const trial = await startTrial({
    workflow,
    url: engine.url,
    ...(program === 'here' && { inProcess: createRunInProcess(clock, commandLine) }),
  })
  onTestFinished(async () => {
    await engine.close()
    await trial.remove()
  })
  const states = async (): Promise<readonly string[]> => (await trial.jobs()).map(({ state }) => state)
  let waiting: { readonly calls: number; readonly states: readonly string[] } | null = null
  engine.addFaults(one.faults)
  const ending = await trial.run({
    ...one.disturbances,
    ...killedIn(one, engine),
    ...interrupted(one, engine),
    ...waitsIn(one, { engine, clock }, async (calls) => {
      waiting = { calls, states: await states() }
    }),
  })
  engine.clearFaults()
  engine.release()
  const posts = await engine.posts()
  const accepted = engine.ledger.length
  const left = one.states === undefined ? null : await states()
  const resumed = one.later === null ? null : await resume(trial, engine, posts)
  return {
    code: ending.code,
    unsaid: one.message === undefined || one.message.test(ending.stderr) ? null : ending.stderr,
    flaws: [
      ...trial.endings.flatMap(flawsOf),
      ...(await trial.leaks()).map(({ where }) => `the key is in ${where}`),
    ],
    posts,
    accepted,
    ...whileItWaited(waiting, left),
    resumed,
  }
}

type Waiting = { readonly calls: number; readonly states: readonly string[] } | null

const whileItWaited = (waiting: Waiting, left: Seen['states']): Pick<Seen, 'states' | 'beforeWait'> =>
  waiting === null
    ? { states: left, beforeWait: null }
    : { states: left === null ? null : waiting.states, beforeWait: waiting.calls }

/** Called a second time: so the outcome of the first answer is decided. */
const killedIn = ({ killedIn: call }: NetworkCase, engine: NetworkEngine): Disturbance =>
  call === undefined ? {} : { killWhen: () => engine.arrived({ call, count: 2 }) }

/** The job is held while running, where it can no longer be cancelled: the answer does not depend on its pace. */
function interrupted(one: NetworkCase, engine: NetworkEngine): Disturbance {
  if (one.interrupted === undefined) return {}
  engine.hold({ state: 'in_progress' })
  return {
    async interruptWhen(output) {
      await output(/"status":"submitted"/)
      await engine.reached({ state: 'in_progress' })
    },
  }
}

/** A shorter wait is not the wait for a busy engine. */
const LEAST_WAIT_MS = 2000

function waitsIn(
  { waitsIn: call }: NetworkCase,
  { engine, clock }: { readonly engine: NetworkEngine; readonly clock: SkippingClock },
  look: (calls: number) => Promise<void>,
): Disturbance {
  if (call === undefined) return {}
  if (call === 'status') engine.hold({ state: 'in_progress' })
  const standing = clock.standAt(LEAST_WAIT_MS)
  return {
    async interruptWhen() {
      await standing
      if (call === 'status') await engine.reached({ state: 'in_progress' })
      await look(await engine.arrived({ call, count: 0 }))
      clock.goOn()
    },
  }
}

async function resume(trial: Trial, engine: NetworkEngine, before: number): Promise<Seen['resumed']> {
  const { code } = await trial.command(['resume', trial.firstRun() ?? ''])
  const { size: pictures } = new Set(await readPictures(trial.out))
  return { code, more: (await engine.posts()) - before, pictures }
}

/** Signs that an internal error was printed; a refusal without a message is one too. */
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
