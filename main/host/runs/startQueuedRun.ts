import type { EngineId } from '#shared/catalogue/engineId.ts'
import { AppError, toAppError } from '#shared/errors.ts'
import { execute } from '#shared/run/execute.ts'
import type { Plan } from '#shared/run/plan.ts'
import { planEngines } from '#shared/run/planEngines.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Seeds } from '#shared/run/seeds.ts'
import type { Clock, UserPrompts } from '#shared/services.ts'
import type { Accounts, RunRequest, Runs } from '../../library/runs.ts'
import type { Engines } from '../engines/engines.ts'
import { acquireEngines } from '../engines/runEngines.ts'
import type { RunServices } from '../engines/runServices.ts'

/** A run in the queue: its plan and its options. */
export interface QueuedRun {
  readonly id: string
  readonly plan: Plan
  readonly seeds: Seeds
  readonly request: RunRequest
  /** For an interrupted run that is resumed: its accounts, and since when its results count. */
  readonly again: { readonly accounts: Accounts; readonly startedAt: number } | null
}

/** An active run. */
export interface ActiveRun {
  readonly queuedRun: QueuedRun
  /** Resolves when it is over, whatever its outcome. */
  readonly done: Promise<void>
  cancel(): void
  cancelNode(node: string): void
}

export interface Executor {
  readonly engines: Engines
  readonly services: RunServices
  readonly runs: Runs
  readonly clock: Clock
  readonly userPrompts?: UserPrompts | undefined
  readonly rest?: (() => Promise<void> | undefined) | undefined
  /** Called with every event, in order; `run.finished` is the last. */
  readonly emit: (run: string, event: RunEvent) => void
}

/** Runs a queued run. If one of its engines cannot be opened it fails with the reason, before anything is paid. */
export function startQueuedRun(
  queuedRun: QueuedRun,
  { engines, services, runs, clock, userPrompts, rest, emit }: Executor,
): ActiveRun {
  const { id, plan, request, again } = queuedRun
  const stop = new AbortController()
  /** Nodes that were cancelled before anything could begin. */
  const early: string[] = []
  let cancelNode = (node: string): void => void early.push(node)

  async function work(): Promise<void> {
    const acquired = await acquireEngines(engines, request.mode, planEngines(plan))
    try {
      if (again !== null) checkAccounts(acquired.accounts, again.accounts)
      const at = clock.now()
      if (again === null) runs.begin(id, acquired.accounts, at)
      else runs.reopen(id)
      const since = request.fresh ? (again?.startedAt ?? at) : undefined
      const execution = execute(
        plan,
        { ...services({ ...request, since }, acquired), ...(userPrompts && { userPrompts }) },
        {
          runId: id,
          limits: { remote: concurrencyOf(request) },
          signal: stop.signal,
          seeds: queuedRun.seeds,
          ...(rest && { rest }),
          emit: (event) => emit(id, again === null ? event : withEarlierCost(event, id, runs)),
        },
      )
      cancelNode = execution.cancel
      early.forEach(cancelNode)
      await execution.done
    } finally {
      acquired.release()
    }
  }

  return {
    queuedRun,
    done: work().catch((thrown: unknown) => {
      for (const event of failedAtOnce(queuedRun, toAppError(thrown), clock.now())) emit(id, event)
    }),
    cancel: () => stop.abort(new AppError('cancelled', 'The run was cancelled.')),
    cancelNode: (node) => cancelNode(node),
  }
}

/**
 * The end of a step of a run that was resumed or tried again, with the cost of all its jobs: those of before belong to
 * what it delivers now. The engine reports only the new ones.
 */
export function withEarlierCost(event: RunEvent, run: string, runs: Pick<Runs, 'nodeCost'>): RunEvent {
  if (event.type !== 'step.done' && event.type !== 'step.failed' && event.type !== 'step.cancelled')
    return event
  if (event.type === 'step.done' && event.reused) return event
  const cost = costOfJobs(run, event.node, runs)
  return cost === null ? event : { ...event, cost }
}

/** Null also if the store cannot be read: what was paid for is reported and recorded nevertheless. */
function costOfJobs(run: string, node: string, runs: Pick<Runs, 'nodeCost'>): number | null {
  try {
    return runs.nodeCost(run, node)
  } catch {
    return null
  }
}

/** How many jobs run in parallel at an engine. An engine that was not set when the run was requested has its own queue. */
const concurrencyOf =
  ({ concurrency }: RunRequest) =>
  (engine: EngineId | null): number =>
    typeof concurrency === 'number' ? concurrency : (concurrency[engine ?? ''] ?? 1)

/**
 * Each engine must be paid by the account that the run was started with: another one would pay again for what that has
 * paid. Throws `account.key`.
 */
function checkAccounts(current: Accounts, before: Accounts): void {
  if (Object.entries(current).every(([engine, account]) => before[engine] === account)) return
  throw new AppError(
    'account.key',
    'This run was started with another key or address of the API. Use that one to finish it.',
  )
}

/** The events of a run that could not begin: each step without other blockers fails with the reason. */
export function failedAtOnce(
  { id, plan, seeds }: QueuedRun,
  error: AppError,
  at: number,
): readonly RunEvent[] {
  const first = plan.steps.filter(({ waits }) => waits === 0).map(({ node }) => node.id)
  const rest = plan.steps.filter(({ waits }) => waits > 0).map(({ node }) => node.id)
  const [of = ''] = first
  return [
    {
      type: 'run.started',
      run: id,
      workflow: plan.workflow.name ?? '',
      at,
      nodes: [...first, ...rest],
      seeds: { ...seeds },
    },
    ...first.map((node) => ({ type: 'step.failed' as const, node, at, error: error.toJSON(), cost: null })),
    ...rest.map((node) => ({ type: 'step.skipped' as const, node, at, because: 'failed' as const, of })),
    { type: 'run.finished', state: 'failed', at, cost: null, outputs: {} },
  ]
}

/** The events of a run that was cancelled before its turn came. */
export function cancelledAtOnce({ id, plan, seeds }: QueuedRun, at: number): readonly RunEvent[] {
  const nodes = plan.steps.map(({ node }) => node.id)
  const workflow = plan.workflow.name ?? ''
  return [
    { type: 'run.started', run: id, workflow, at, nodes, seeds: { ...seeds } },
    ...nodes.map((node) => ({ type: 'step.cancelled' as const, node, at, cost: null })),
    { type: 'run.finished', state: 'cancelled', at, cost: null, outputs: {} },
  ]
}
