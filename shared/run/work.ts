import type { ErrorData } from '../errors.ts'
import { AppError, toAppError } from '../errors.ts'
import { isAllOrNothing } from '../document/workflow.ts'
import type { Values } from '../ports/value.ts'
import type { Services } from '../services.ts'
import type { ItemPath } from './address.ts'
import { formatItemPath } from './address.ts'
import type { CachedResults } from './cachedResults.ts'
import { combine, combineGaps } from './combine.ts'
import type { Gap } from './gap.ts'
import type { Gathered } from './gather.ts'
import { presentItems } from './gather.ts'
import type { PlanStep } from './planStep.ts'
import type { ItemEnd } from './run.ts'

/** A step in progress: its items, and their results so far. */
export interface Work {
  readonly step: PlanStep
  /** The step's index in the plan. */
  readonly index: number
  readonly gathered: Gathered
  /** By item, once cached results have been looked up. */
  readonly results: (Values | undefined)[]
  readonly failures: { readonly item: number; readonly error: AppError }[]
  /** The number of unfinished items. */
  left: number
  started: boolean
  cancelled: boolean
  /** A job of it could not be cancelled. */
  goesOn: boolean
  /** Dollars, or null if no cost was reported. */
  cost: number | null
  /** The notes of its items, each sentence once. */
  readonly notes: Set<string>
  controller: AbortController | undefined
}

/** One item of a step, on its way through a lane. */
export interface Item {
  readonly work: Work
  readonly item: number
  readonly inputs: Values
  /** The key of its result, or null if it must not be reused. */
  readonly key: string | null
}

export function createWork(step: PlanStep, index: number, gathered: Gathered): Work {
  return {
    step,
    index,
    gathered,
    results: [],
    failures: [],
    left: presentItems(gathered).length,
    started: false,
    cancelled: false,
    goesOn: false,
    cost: null,
    notes: new Set(),
    controller: undefined,
  }
}

/** Fills in the cached results of a step's items; returns the other items. */
export function recall(work: Work, cachedResults: CachedResults, services: Services): readonly Item[] {
  const { type } = work.step
  const unknown: Item[] = []
  for (const [item, inputs] of work.gathered.items.entries()) {
    if (work.gathered.gaps?.has(item) === true) {
      work.results.push(undefined)
      continue
    }
    const key = cachedResults.keyOf(type, inputs)
    const cached = cachedResults.find(key, type)
    const found = cached !== undefined && hasMoreOutputs(type, inputs, cached, services) ? undefined : cached
    work.results.push(found)
    if (found === undefined) unknown.push({ work, item, inputs, key })
  }
  work.left = unknown.length
  return unknown
}

/** The end of an item, as its event reports it. */
export function itemEnd(end: 'done' | 'reused' | AppError | { readonly missing: ErrorData }): {
  state: ItemEnd
  error?: ErrorData
} {
  if (typeof end === 'string') return { state: end }
  if (!(end instanceof AppError)) return { state: 'missing', error: end.missing }
  return isCancel(end) ? { state: 'cancelled' } : { state: 'failed', error: end.toJSON() }
}

/** The end of a step. If it ran over a list, `outputs` are present whatever happened to single items. */
export type Verdict =
  | { readonly phase: 'done'; readonly outputs: Values; readonly gaps?: Gap[] }
  | {
      readonly phase: 'failed'
      readonly error: AppError
      readonly items?: { readonly item: ItemPath; readonly error: ErrorData }[]
      /** How many items there were. */
      readonly total?: number
      readonly outputs?: Values
      /** It has delivered the other items. */
      readonly gaps?: Gap[]
    }
  | { readonly phase: 'cancelled'; readonly outputs?: Values; readonly goesOn?: true }

/**
 * The event of a step whose items have all ended. It counts as cancelled only if the cancel alone kept items from
 * completing: another error, such as a submit that may have been charged, is never hidden by it. A step of which some
 * items failed delivers the others, unless it was cancelled or is all or nothing.
 */
export function judge({ step, gathered, results, failures, cancelled, goesOn }: Work): Verdict {
  const [first] = failures
  if (first === undefined) {
    if (!gathered.fanned) return { phase: 'done', outputs: results[0] ?? {} }
    const gaps = gathered.gaps !== undefined && { gaps: [...combineGaps(step, results, gathered.gaps)] }
    return { phase: 'done', outputs: combine(step, results), ...gaps }
  }
  const worst = failures.find(({ error }) => !isCancel(error))
  const some = gathered.fanned && { outputs: combine(step, results) }
  if (cancelled && worst === undefined)
    return { phase: 'cancelled', ...some, ...(goesOn && { goesOn: true as const }) }
  const { error } = worst ?? first
  if (!some) return { phase: 'failed', error }
  const isPartial = !cancelled && !isAllOrNothing(step.node) && results.some((one) => one !== undefined)
  const own = failures.map(
    ({ item, error: why }) => [item, { of: step.node.id, error: why.toJSON() }] as const,
  )
  const gaps = isPartial && {
    gaps: [...combineGaps(step, results, new Map([...(gathered.gaps ?? []), ...own]))],
  }
  return {
    phase: 'failed',
    error,
    ...some,
    items: failures.map(toData),
    total: gathered.items.length,
    ...gaps,
  }
}

const toData = ({ item, error }: Work['failures'][number]): { item: ItemPath; error: ErrorData } => ({
  item: formatItemPath([item]),
  error: error.toJSON(),
})

/** Whether a result is from before its node had all of its outputs, and the rest of it is stored. */
const hasMoreOutputs = (
  { outputs, stored }: PlanStep['type'],
  inputs: Values,
  found: Values,
  services: Services,
): boolean =>
  stored !== undefined &&
  Object.keys(outputs).some((name) => found[name] === undefined) &&
  stored(inputs, services)

export const asCancelled = (): AppError => new AppError('cancelled', 'This was cancelled.')

/** The error of a node, as the error of its step. */
export const asFailure = (thrown: unknown): AppError =>
  thrown === undefined
    ? new AppError('node.failed', 'The node ended without a result.')
    : toAppError(thrown, 'node.failed')

export const isCancel = (error: AppError): boolean =>
  error.code === 'cancelled' || error.code === 'job.cancelled'
