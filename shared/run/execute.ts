import type { AppError, ErrorData } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { JobUpdate, Services } from '../services.ts'
import { cacheText } from './cacheKey.ts'
import type { RunScope } from './context.ts'
import { StepContext } from './context.ts'
import type { Delivered } from './gather.ts'
import { combine, gather } from './gather.ts'
import type { Lane } from './lane.ts'
import { createLane } from './lane.ts'
import { hasOpenLiterals, resolveLiterals } from './literals.ts'
import type { Plan } from './plan.ts'
import type { RunEnd, RunEvent, SkipReason } from './run.ts'
import type { Seeds } from './seeds.ts'
import type { Work } from './work.ts'
import { asCancelled, asFailure, createWork, isCancel } from './work.ts'

export interface ExecuteOptions {
  readonly runId: string
  /** How many nodes, or items of one, work at a time: `remote` for the engine (4), `local` for this machine (8). */
  readonly limits?: { readonly remote?: number; readonly local?: number }
  /** Cancels the run: what waits is dropped, what works is asked to stop, what completes all the same is kept. */
  readonly signal?: AbortSignal
  /** Runs also what is already known. */
  readonly fresh?: boolean
  /** The seeds that were drawn for this run, for the record. */
  readonly seeds?: Seeds
  readonly emit: (event: RunEvent) => void
}

export interface RunOutcome {
  readonly state: RunEnd
  /** By node: its outputs, of those that are done. */
  readonly outputs: Readonly<Record<string, Values>>
  /** By node: why it failed. */
  readonly errors: Readonly<Record<string, AppError>>
}

export interface Execution {
  /** Resolves when every step has ended; what happens inside a node never makes it reject. */
  readonly done: Promise<RunOutcome>
  /** Cancels one node; what depends on it is passed over, the rest goes on. */
  cancel(node: string): void
}

interface Item {
  readonly work: Work
  readonly item: number
  readonly key: string | null
}

/**
 * Runs a plan that has no problems. A node starts the moment its inputs are there and its lane has room; a failure stops
 * what depends on it and nothing else. Time, work and storage are lent in through `services`. Constant work per node
 * and cable; the stack does not grow along the graph.
 */
export function execute(plan: Plan, services: Services, options: ExecuteOptions): Execution {
  const { steps } = plan
  const { emit } = options
  const now = (): number => services.clock.now()
  const waits = Int32Array.from(steps, (step) => step.waits)
  const ended = new Uint8Array(steps.length)
  const delivered: (Delivered | undefined)[] = Array.from({ length: steps.length })
  const works: (Work | undefined)[] = Array.from({ length: steps.length })
  const errors: Record<string, AppError> = {}
  let left = steps.length
  let cost: number | null = null
  let runCancelled = false
  let someCancelled = false
  const { promise: done, resolve: finish } = Promise.withResolvers<RunOutcome>()

  const ready = createLane<number>(Infinity, prepare)
  const lanes: { readonly [Where in 'local' | 'remote']: Lane<Item> } = {
    local: createLane(options.limits?.local ?? 8, startItem),
    remote: createLane(options.limits?.remote ?? 4, startItem),
  }
  const scope: RunScope = {
    services,
    run: { id: options.runId, workflow: plan.workflow.name ?? '', startedAt: now() },
    tell(step, item, known: JobUpdate | { progress: number }) {
      if (ended[step] === 0) emit({ type: 'step.progress', node: idOf(step), at: now(), item, ...known })
    },
    spend(step, dollars) {
      const work = works[step]
      if (work !== undefined) work.cost = (work.cost ?? 0) + dollars
      cost = (cost ?? 0) + dollars
    },
    signal(step) {
      const controller = new AbortController()
      const work = works[step]
      if (work === undefined) return controller.signal
      work.controller ??= controller
      if (work.cancelled) work.controller.abort(asCancelled())
      return work.controller.signal
    },
  }

  function idOf(step: number): string {
    return steps[step]?.node.id ?? ''
  }

  /** Its sources have delivered: gathers its inputs, finds what is already known, queues the rest. */
  function prepare(index: number): void {
    const step = steps[index]
    if (step === undefined || ended[index] === 1) return
    if (hasOpenLiterals(step))
      resolveLiterals(step, services).then(
        (resolved) => start(index, resolved),
        (thrown: unknown) => fail(index, asFailure(thrown)),
      )
    else start(index)
  }

  function start(index: number, resolved?: ReadonlyMap<string, Values[string]>): void {
    const step = steps[index]
    if (step === undefined || ended[index] === 1) return
    let work: Work
    try {
      work = createWork(
        index,
        gather(step, delivered, (input) => resolved?.get(input.name) ?? input.literal),
      )
    } catch (thrown) {
      return fail(index, asFailure(thrown))
    }
    works[index] = work
    const { items } = work.gathered
    for (let item = 0; item < items.length; item++) {
      const key = step.type.effect ? null : services.digest(cacheText(step.type, items[item] ?? {}))
      const known = key === null || options.fresh === true ? undefined : services.results.find(key)
      if (known === undefined) work.queue.push({ work, item, key })
      else {
        work.results[item] = known
        work.left--
      }
    }
    work.reused = work.left === 0 && items.length > 0
    if (work.left === 0) return close(work)
    for (const entry of work.queue) lanes[step.type.where].push(entry)
  }

  function startItem(entry: Item): void {
    const { work, item } = entry
    const step = steps[work.index]
    const inputs = work.gathered.items[item]
    if (step === undefined || inputs === undefined) return
    if (!work.started) {
      work.started = true
      emit({ type: 'step.started', node: step.node.id, at: now(), items: work.gathered.items.length })
    }
    try {
      const made = step.type.run(inputs, new StepContext(scope, step, work.index, item))
      if (made instanceof Promise)
        made.then(
          (values) => settle(entry, values),
          (thrown: unknown) => settle(entry, undefined, thrown),
        )
      else settle(entry, made)
    } catch (thrown) {
      settle(entry, undefined, thrown)
    }
  }

  function settle({ work, item, key }: Item, values: Values | undefined, thrown?: unknown): void {
    work.results[item] = values
    if (values === undefined) work.failures.push({ item, error: asFailure(thrown) })
    else if (key !== null) services.results.keep(key, values)
    work.left--
    if (work.left === 0) close(work)
    lanes[steps[work.index]?.type.where ?? 'local'].release()
  }

  /** All items of a step have ended. */
  function close(work: Work): void {
    const { index, gathered, results, failures } = work
    const step = steps[index]
    if (step === undefined) return
    works[index] = undefined
    if (work.cancelled && failures.length > 0 && failures.every(({ error }) => isCancel(error)))
      return cancelStep(index)
    const worst = failures.find(({ error }) => !isCancel(error)) ?? failures[0]
    if (worst !== undefined) {
      const partial = gathered.fanned && { items: failures.map(toData), outputs: combine(step, results) }
      return fail(index, worst.error, { ...partial, cost: work.cost })
    }
    const outputs = gathered.fanned ? combine(step, results) : (results[0] ?? {})
    delivered[index] = { outputs, fanned: gathered.fanned }
    const { reused, cost: spent } = work
    emit({ type: 'step.done', node: step.node.id, at: now(), outputs, reused, cost: spent })
    for (const next of step.feeds) {
      const open = (waits[next] ?? 0) - 1
      waits[next] = open
      if (open === 0) ready.push(next)
    }
    end(index)
  }

  function fail(
    index: number,
    error: AppError,
    more: { items?: { item: number; error: ErrorData }[]; outputs?: Values; cost: number | null } = { cost: null },
  ): void {
    if (ended[index] === 1) return
    errors[idOf(index)] = error
    emit({ type: 'step.failed', node: idOf(index), at: now(), error: error.toJSON(), ...more })
    skipDependents(index, 'failed')
    end(index)
  }

  function cancelStep(index: number): void {
    if (ended[index] === 1) return
    someCancelled = true
    emit({ type: 'step.cancelled', node: idOf(index), at: now() })
    if (!runCancelled) skipDependents(index, 'cancelled')
    end(index)
  }

  function skipDependents(index: number, because: SkipReason): void {
    const of = idOf(index)
    const stack = [...(steps[index]?.feeds ?? [])]
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (ended[next] === 1) continue
      emit({ type: 'step.skipped', node: idOf(next), at: now(), because, of })
      stack.push(...(steps[next]?.feeds ?? []))
      end(next)
    }
  }

  function end(index: number): void {
    ended[index] = 1
    left--
    if (left === 0) finishRun()
  }

  function finishRun(): void {
    options.signal?.removeEventListener('abort', cancelRun)
    const failed = Object.keys(errors).length > 0
    const state = runCancelled && someCancelled ? 'cancelled' : failed ? 'failed' : someCancelled ? 'cancelled' : 'done'
    const outputs: Record<string, Values> = {}
    delivered.forEach((result, index) => {
      if (result !== undefined) outputs[idOf(index)] = result.outputs
    })
    emit({ type: 'run.finished', state, at: now(), cost, outputs })
    finish({ state, outputs, errors })
  }

  function cancelWork(work: Work): void {
    work.cancelled = true
    const lane = lanes[steps[work.index]?.type.where ?? 'local']
    const dropped = lane.drain((entry) => entry.work === work)
    for (const { item } of dropped) work.failures.push({ item, error: asCancelled() })
    work.left -= dropped.length
    work.controller?.abort(asCancelled())
    if (work.left === 0 && ended[work.index] === 0) close(work)
  }

  function cancel(index: number): void {
    const work = works[index]
    if (work !== undefined) cancelWork(work)
    else if (ended[index] === 0) cancelStep(index)
  }

  function cancelRun(): void {
    runCancelled = true
    for (let index = 0; index < steps.length; index++) cancel(index)
  }

  const muted = plan.muted.map(({ node }) => node)
  emit({
    type: 'run.started',
    run: options.runId,
    workflow: plan.workflow.name ?? '',
    at: scope.run.startedAt,
    nodes: [...muted, ...steps.map((step) => step.node.id)],
    seeds: { ...options.seeds },
  })
  for (const { node, of } of plan.muted)
    emit({ type: 'step.skipped', node, at: now(), because: 'muted', of })
  if (options.signal?.aborted) cancelRun()
  options.signal?.addEventListener('abort', cancelRun, { once: true })
  if (steps.length === 0) finishRun()
  for (let index = 0; index < steps.length; index++) if (waits[index] === 0) ready.push(index)
  return {
    done,
    cancel(node) {
      const index = steps.findIndex((step) => step.node.id === node)
      if (index >= 0) cancel(index)
    },
  }
}

const toData = ({ item, error }: { item: number; error: AppError }): { item: number; error: ErrorData } => ({
  item,
  error: error.toJSON(),
})
