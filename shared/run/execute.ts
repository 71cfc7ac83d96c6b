import type { Clock, Services } from '../services.ts'
import { createAsking } from './asking.ts'
import { createCachedResults } from './cachedResults.ts'
import type { RunScope } from './context.ts'
import { createScope } from './context.ts'
import { createDemand } from './demand.ts'
import type { Limits } from './items.ts'
import { createItems } from './items.ts'
import { createLane } from './lane.ts'
import { createPause } from './pause.ts'
import type { Plan } from './plan.ts'
import type { PlanStep } from './planStep.ts'
import { hasUserPrompt } from './promptUser.ts'
import type { RunEvent } from './run.ts'
import type { Seeds } from './seeds.ts'
import { createStepStart } from './stepStart.ts'
import { createStepWorks } from './stepWorks.ts'
import type { RunOutcome } from './tally.ts'
import type { Tally } from './tally.ts'
import { createTally } from './tally.ts'
import type { Work } from './work.ts'

export type { RunOutcome } from './tally.ts'

export interface ExecuteOptions {
  readonly runId: string
  readonly limits?: Limits
  /**
   * Cancels the run: waiting work is dropped, running work is asked to stop, and what completes nevertheless is saved.
   */
  readonly signal?: AbortSignal
  /** Also runs what is cached. */
  readonly fresh?: boolean
  /**
   * Called before each piece of work, because much may end immediately: if it returns a promise, nothing starts before
   * that resolves.
   */
  readonly rest?: () => Promise<void> | undefined
  /** The seeds that were drawn for this run, for the record. */
  readonly seeds?: Seeds
  /** Called with every event, in order. It may cancel at once. An error that it throws does not stop the run. */
  readonly emit: (event: RunEvent) => void
}

export interface Execution {
  /**
   * Resolves when every step has ended, whatever happens inside a node. Then rejects with the first error that `emit`
   * threw.
   */
  readonly done: Promise<RunOutcome>
  /** Cancels one node; its dependents are skipped, the rest continues. */
  cancel(node: string): void
}

/**
 * Runs a plan that has no problems. A node starts the moment its inputs are there and its lane has room; a failure
 * stops its dependents and nothing else. Time, work and storage are injected through `services`. Constant work per node
 * and cable; the stack does not grow along the graph.
 */
export function execute(plan: Plan, services: Services, options: ExecuteOptions): Execution {
  const { steps } = plan
  const { clock } = services
  const { promise: done, resolve, reject } = Promise.withResolvers<RunOutcome>()
  const { emit, unheard } = createEmitter(options.emit)
  const tally = createTally(
    plan,
    clock,
    emit,
    (outcome) => {
      options.signal?.removeEventListener('abort', works.cancelRun)
      const [failure] = unheard
      if (failure === undefined) resolve(outcome)
      else reject(failure.thrown)
    },
    () => asking.review(),
  )
  const run = { id: options.runId, workflow: plan.workflow.name ?? '', startedAt: clock.now() }
  const scope = createScope(services, run, tally, emit)
  const results = createCachedResults(services, options.fresh === true)
  const demand = createDemand(steps)
  const waits = createWaits(steps)
  const { isHeld } = createPause(options.rest, () => ready.goOn())
  const isIdle = (work: Work): boolean => works.isIdle(work)
  const leave = ({ index }: Work): void => works.leave(index)
  const items = createItems({
    services,
    scope,
    results,
    tally,
    emit,
    limits: options.limits,
    close: (work) => works.close(work),
    isIdle,
    leave,
    isHeld,
    isSettling: () => ready.isStarting(),
    onSettled: () => asking.goOn(),
  })
  const works = createStepWorks({
    steps,
    services,
    results,
    tally,
    demand,
    items,
    onDone: () => asking.review(),
    release: (index) => ready.pushAll(waits.release(index)),
  })
  const asking = createAsking({
    scope,
    emit,
    isIdle: (work) => isIdle(work) || isLastUserOver(work, tally),
    leave,
    isSettling: items.isSettling,
    answered: works.answer,
    failed: works.unanswered,
  })
  const begin = (work: Work): void => {
    if (!hasUserPrompt(work)) return works.begin(work)
    works.hold(work)
    asking.ask(work)
  }
  const { fail } = works
  const start = createStepStart({ steps, services, tally, demand, leave: works.leave, fail, begin })
  const ready = createLane<number>(Infinity, start, { isHeld, onIdle: items.goOn })

  emitStart(plan, { ...run, seeds: { ...options.seeds } }, emit, clock)
  if (options.signal?.aborted === true) works.cancelRun()
  else options.signal?.addEventListener('abort', works.cancelRun, { once: true })
  tally.finishIfOver()
  ready.pushAll(waits.first)
  return {
    done,
    cancel(node) {
      const index = steps.findIndex((step) => step.node.id === node)
      if (index >= 0) works.cancel(index)
    },
  }
}

/** Whether each step that would have used the outputs of this one is over already, because it failed or was skipped. */
const isLastUserOver = ({ step: { feeds, own } }: Work, tally: Pick<Tally, 'hasEnded'>): boolean =>
  own !== true && feeds.length > 0 && feeds.every((next) => tally.hasEnded(next))

function emitStart(
  { muted, steps }: Plan,
  run: RunScope['run'] & { readonly seeds: Seeds },
  emit: (event: RunEvent) => void,
  clock: Clock,
): void {
  const nodes = [...muted.map(({ node }) => node), ...steps.map((step) => step.node.id)]
  const { id, workflow, startedAt: at, seeds } = run
  emit({ type: 'run.started', run: id, workflow, at, nodes, seeds })
  for (const { node, of } of muted)
    emit({ type: 'step.skipped', node, at: clock.now(), because: 'muted', of })
}

/** Emits events, whatever listeners do: `unheard` has the first error that one threw. */
function createEmitter(listener: (event: RunEvent) => void): {
  readonly emit: (event: RunEvent) => void
  readonly unheard: readonly { readonly thrown: unknown }[]
} {
  const unheard: { readonly thrown: unknown }[] = []
  const emit = (event: RunEvent): void => {
    try {
      listener(event)
    } catch (thrown) {
      // Paid work may be in progress: it runs to its end, and then this is thrown.
      if (unheard.length === 0) unheard.push({ thrown })
    }
  }
  return { emit, unheard }
}

/** How many sources each step still waits for. */
function createWaits(steps: readonly PlanStep[]): {
  /**
   * Steps that wait for nothing, by the plan's own count: with the other one, a step that an earlier one has made ready
   * would start twice.
   */
  readonly first: readonly number[]
  /** A step is over: steps that have waited only for it are ready. */
  release(index: number): readonly number[]
} {
  const waits = new Int32Array(steps.map((step) => step.waits))
  return {
    first: steps.flatMap((step, index) => (step.waits === 0 ? [index] : [])),
    release(index) {
      const next = steps[index]?.feeds.filter((step) => {
        const open = (waits[step] ?? 0) - 1
        waits[step] = open
        return open === 0
      })
      return next ?? []
    },
  }
}
