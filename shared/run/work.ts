import { AppError, toAppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { Gathered } from './gather.ts'

/** A step under way: its items, and what has become of them so far. */
export interface Work {
  /** The step's place in the plan. */
  readonly index: number
  readonly gathered: Gathered
  /** By item. */
  readonly results: (Values | undefined)[]
  readonly failures: { readonly item: number; readonly error: AppError }[]
  /** Items that are not known yet, to be queued. */
  readonly queue: { readonly work: Work; readonly item: number; readonly key: string | null }[]
  /** How many items have not ended. */
  left: number
  started: boolean
  cancelled: boolean
  reused: boolean
  /** Dollars, or null where nothing was told. */
  cost: number | null
  controller: AbortController | undefined
}

export function createWork(index: number, gathered: Gathered): Work {
  return {
    index,
    gathered,
    results: Array.from({ length: gathered.items.length }),
    failures: [],
    queue: [],
    left: gathered.items.length,
    started: false,
    cancelled: false,
    reused: false,
    cost: null,
    controller: undefined,
  }
}

export const asCancelled = (): AppError => new AppError('cancelled', 'This was cancelled.')

/** What a node threw, as the error of its step. */
export const asFailure = (thrown: unknown): AppError =>
  thrown === undefined
    ? new AppError('node.failed', 'The node ended without a result.')
    : toAppError(thrown, 'node.failed')

export const isCancel = (error: AppError): boolean => error.code === 'cancelled' || error.code === 'job.cancelled'
