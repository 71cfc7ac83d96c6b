import type { Value } from '../ports/value.ts'
import type { Services } from '../services.ts'
import { createAsking } from './asking.ts'
import { hasUserPrompt } from './promptUser.ts'
import type { RunScope } from './context.ts'
import { gather } from './gather.ts'
import { createDemand } from './demand.ts'
import { createItems } from './items.ts'
import { createCachedResults } from './cachedResults.ts'
import { createLane } from './lane.ts'
import { hasOpenLiterals, resolveLiterals } from './literals.ts'
import { createPause } from './pause.ts'
import type { Plan } from './plan.ts'
import type { PlanStep } from './planStep.ts'
import type { RunEvent } from './run.ts'
import type { Seeds } from './seeds.ts'
import type { RunOutcome } from './tally.ts'
import { createTally } from './tally.ts'
import type { Work } from './work.ts'
import { asCancelled, asFailure, createWork, judge, recall } from './work.ts'

export type { RunOutcome } from './tally.ts'

export interface ExecuteOptions {
  readonly runId: string
  /** How many nodes, or items of one, work at a time: `remote` for the engine (4), `local` for this machine (8). */
  readonly limits?: { readonly remote?: number; readonly local?: number }
  /** Cancels the run: what waits is dropped, what works is asked to stop, what completes all the same is kept. */
  readonly signal?: AbortSignal
  /** Runs also what is already known. */
  readonly fresh?: boolean
  /**
   * Asked before each piece of work, for much may end at once: where it answers with a promise, nothing starts before that
   * resolves.
   */
  readonly rest?: () => Promise<void> | undefined
  /** The seeds that were drawn for this run, for the record. */
  readonly seeds?: Seeds
  /** Told of everything, in order. It may cancel at once. What it throws does not stop the run. */
  readonly emit: (event: RunEvent) => void
}

export interface Execution {
  /** Resolves when every step has ended, whatever happens inside a node. Rejects then with what `emit` threw first. */
  readonly done: Promise<RunOutcome>
  /** Cancels one node; what depends on it is passed over, the rest goes on. */
  cancel(node: string): void
}

/**
 * Runs a plan that has no problems. A node starts the moment its inputs are there and its lane has room; a failure stops
 * what depends on it and nothing else. Time, work and storage are lent in through `services`. Constant work per node
 * and cable; the stack does not grow along the graph.
 */
export function execute(plan: Plan, services: Services, options: ExecuteOptions): Execution {
  const { steps } = plan
  const { clock } = services
  const { promise: done, resolve, reject } = Promise.withResolvers<RunOutcome>()
  let unheard: { readonly thrown: unknown } | undefined
  const emit = (event: RunEvent): void => {
    try {
      options.emit(event)
    } catch (thrown) {
      // Work is under way that may be paid for: it is seen to its end, and then this is told.
      unheard ??= { thrown }
    }
  }
  const tally = createTally(plan, clock, emit, (outcome) => {
    options.signal?.removeEventListener('abort', cancelRun)
    if (unheard === undefined) resolve(outcome)
    else reject(unheard.thrown)
  })
  const waits = new Int32Array(steps.map((step) => step.waits))
  const works: (Work | undefined)[] = steps.map(() => undefined)
  const pause = createPause(options.rest, () => ready.goOn())
  const ready = createLane<number>(Infinity, prepare, {
    isHeld: () => pause.isHeld(),
    onIdle: () => items.goOn(),
  })
  const demand = createDemand(steps)
  const isIdle = ({ index }: Work): boolean => demand.idleFor(index) !== undefined
  const results = createCachedResults(services, options.fresh === true)
  const scope: RunScope = {
    services,
    run: { id: options.runId, workflow: plan.workflow.name ?? '', startedAt: clock.now() },
    onUpdate(work, item, update) {
      if (tally.hasEnded(work.index)) return
      if ('status' in update && update.status === 'not_cancellable') work.goesOn = true
      emit({ type: 'step.progress', node: work.step.node.id, at: clock.now(), item, ...update })
    },
    spend(work, dollars) {
      work.cost = (work.cost ?? 0) + dollars
      tally.spend(dollars)
    },
    note: (work, message) => void work.notes.add(message),
    signal(work) {
      work.controller ??= new AbortController()
      if (work.cancelled) work.controller.abort(asCancelled())
      return work.controller.signal
    },
  }
  const items = createItems({
    services,
    scope,
    results,
    tally,
    emit,
    limits: options.limits,
    close,
    isIdle,
    leave: ({ index }) => leave(index),
    isHeld: () => pause.isHeld(),
    isSettling: () => ready.isStarting(),
    onSettled: () => asking.goOn(),
  })
  const asking = createAsking({
    scope,
    emit,
    isIdle,
    leave: ({ index }) => leave(index),
    isSettling: () => items.isSettling(),
    answered(work, answers) {
      const { index, step } = work
      if (work.cancelled) return cancelAll(work)
      try {
        begin(createWork(step, index, { ...work.gathered, items: answers }))
      } catch (thrown) {
        fail(index, thrown)
      }
    },
    failed(work, thrown) {
      if (work.cancelled) return cancelAll(work)
      works[work.index] = undefined
      fail(work.index, thrown)
    },
  })

  /** Its sources have delivered: reads the pictures that it names, then starts it. */
  function prepare(index: number): void {
    const step = steps[index]
    if (step === undefined || tally.hasEnded(index)) return
    if (lacks(step) && !demand.runsNever(index)) leave(index)
    else if (hasOpenLiterals(step))
      resolveLiterals(step, services).then(
        (resolved) => start(step, index, resolved),
        (thrown: unknown) => fail(index, thrown),
      )
    else start(step, index)
  }

  const lacks = ({ inputs }: PlanStep): boolean =>
    inputs.some(({ source }) => source !== null && tally.delivered[source.step] === undefined)

  /** Of a step that runs zero times what is not made is not looked at. */
  const given = (step: PlanStep, index: number): PlanStep =>
    demand.runsNever(index) && lacks(step)
      ? {
          ...step,
          inputs: step.inputs.filter(
            ({ source }) => source === null || tally.delivered[source.step] !== undefined,
          ),
        }
      : step

  /** Nothing uses what it would make: it is passed over, and what it feeds does without it. */
  function leave(index: number): void {
    works[index] = undefined
    tally.leave(index, demand.idleFor(index) ?? index)
    release(index)
  }

  /** Those are ready that have waited for a step alone. */
  function release(index: number): void {
    const next = steps[index]?.feeds.filter((step) => {
      const open = (waits[step] ?? 0) - 1
      waits[step] = open
      return open === 0
    })
    ready.pushAll(next ?? [])
  }

  /** Gathers its inputs, finds what is already known, queues the rest. */
  function start(step: PlanStep, index: number, resolved?: ReadonlyMap<string, Value>): void {
    if (tally.hasEnded(index)) return
    try {
      const work = createWork(
        step,
        index,
        gather(given(step, index), tally.delivered, (input) => resolved?.get(input.name) ?? input.literal),
      )
      if (!hasUserPrompt(work)) begin(work)
      else {
        works[index] = work
        asking.ask(work)
      }
    } catch (thrown) {
      fail(index, thrown)
    }
  }

  /** Ends a step that was cancelled before any of its items began. */
  function cancelAll(work: Work): void {
    work.failures.push(...work.gathered.items.map((_, item) => ({ item, error: asCancelled() })))
    work.left = 0
    close(work)
  }

  /** All is there: finds what is known, and queues the rest. */
  function begin(work: Work): void {
    const unknown = recall(work, results, services)
    works[work.index] = work
    if (work.left === 0) close(work)
    else if (!isIdle(work)) items.queue(unknown)
    else leave(work.index)
  }

  /** All items of a step have ended. */
  function close(work: Work): void {
    const { step, index, gathered, started, cost, notes } = work
    works[index] = undefined
    const reused = !started && gathered.items.length > 0
    const verdict = judge(work)
    const fanned = gathered.fanned || step.fanned === true
    tally.end(index, verdict, { fanned, reused, cost, notes: [...notes] })
    if (verdict.phase !== 'done') return
    demand.deliver(index, { outputs: verdict.outputs, fanned })
    asking.review()
    release(index)
  }

  function fail(index: number, thrown: unknown): void {
    tally.end(
      index,
      { phase: 'failed', error: asFailure(thrown) },
      { fanned: false, reused: false, cost: null },
    )
  }

  function cancel(index: number): void {
    const work = works[index]
    if (work === undefined)
      return tally.end(index, { phase: 'cancelled' }, { fanned: false, reused: false, cost: null })
    work.cancelled = true
    items.drop(work)
    work.controller?.abort(asCancelled())
    if (work.left === 0) close(work)
  }

  function cancelRun(): void {
    tally.cancelRun()
    items.dropAll()
    for (let index = 0; index < steps.length; index++) cancel(index)
  }

  emit({
    type: 'run.started',
    run: options.runId,
    workflow: scope.run.workflow,
    at: scope.run.startedAt,
    nodes: [...plan.muted.map(({ node }) => node), ...steps.map((step) => step.node.id)],
    seeds: { ...options.seeds },
  })
  for (const { node, of } of plan.muted)
    emit({ type: 'step.skipped', node, at: clock.now(), because: 'muted', of })
  if (options.signal?.aborted === true) cancelRun()
  else options.signal?.addEventListener('abort', cancelRun, { once: true })
  tally.finishIfOver()
  // By the plan's own count: by the other, a node that an earlier one has made ready would start a second time.
  ready.pushAll(steps.flatMap(({ waits: count }, index) => (count === 0 ? [index] : [])))
  return {
    done,
    cancel(node) {
      const index = steps.findIndex((step) => step.node.id === node)
      if (index >= 0) cancel(index)
    },
  }
}
