import { z } from 'zod'
import { FaultyCall } from '../faults/fault.ts'
import type { Gates } from '../requests/gates.ts'
import { Gate, HeldState, Release } from '../requests/gates.ts'
import type { Queue } from '../requests/queue.ts'
import type { PracticeRequest } from '../requests/request.ts'
import { hasReached } from '../requests/request.ts'
import type { Counts } from './counts.ts'
import type { Watch } from './watch.ts'

// Coerced, because numbers in a query are texts.
const count = z.coerce.number<number>().int().min(0).max(1_000_000).default(1)

/** This many requests that are or were in a state, of one endpoint if `model` is given, or one request. */
export const Reached = z.strictObject({
  state: z.enum([...HeldState.options, 'completed', 'cancelled']),
  count,
  model: z.string().max(256).optional(),
  request: z.string().max(128).optional(),
})
export type ReachedOrder = z.input<typeof Reached>

/** This many calls of a kind since the engine started, of one request if `request` is given. */
export const Arrived = z.strictObject({
  call: z.enum([...FaultyCall.options, 'input']),
  count,
  request: z.string().max(128).optional(),
})
export type ArrivedOrder = z.input<typeof Arrived>

/** A request as tests see it. */
export interface SeenRequest {
  readonly requestId: string
  readonly modelId: string
  readonly state: PracticeRequest['state']['phase']
}

/** The gates that are set, and the requests that they hold, oldest first. */
export interface Holds {
  readonly gates: readonly Gate[]
  readonly held: readonly SeenRequest[]
  /**
   * How many calls have arrived whose answers are not completely sent yet; without control calls, and those with a
   * fault.
   */
  readonly answering: number
}

/**
 * Synchronizes the engine with a test, so that the test is independent of the machine's speed. A gate holds requests in
 * a state until they are released: set before the submit, it misses none. A request that is held in the queue can be
 * cancelled and lets the others pass; one that is held in progress is drawn, releases its worker, and only does not
 * end. Gates are in memory: a restarted engine holds nothing.
 */
export interface Control {
  /** Sets a gate. Throws a `ZodError` when it is malformed. */
  hold(gate: Gate): void
  /**
   * Without an argument every gate is opened; with a state, its gates; with a request, that request leaves the state in
   * which it is held, and the gates stay. Throws a `RangeError` when that request is not held.
   */
  release(what?: Release): void
  holds(): Holds
  /**
   * Resolves when this many requests (1 by default) are or have been in the state: with all of them, as they are then,
   * oldest first. Rejects when `signal` aborts or the engine is closed.
   */
  reached(order: ReachedOrder, signal?: AbortSignal): Promise<readonly SeenRequest[]>
  /**
   * Resolves when this many calls (1 by default) have arrived, whatever becomes of them: with the current number. A
   * submit counts from its first line on, before it is accepted. Rejects as `reached` does.
   */
  arrived(order: ArrivedOrder, signal?: AbortSignal): Promise<number>
}

export interface ControlParts {
  readonly gates: Gates
  readonly queue: Queue
  readonly counts: Counts
  readonly watch: Watch
}

export function createControl({ gates, queue, counts, watch }: ControlParts): Control {
  return {
    hold: (gate) => gates.add(Gate.parse(gate)),
    release(what) {
      const read = what === undefined ? null : Release.parse(what)
      if (read !== null && 'request' in read) {
        const request = queue.find(read.request)
        if (request === null || !gates.holds(request))
          throw new RangeError(`The request ${read.request} is not held.`)
        gates.letThrough(request)
      } else gates.open(read?.state)
      queue.recheck()
    },
    holds: () => ({
      gates: gates.list(),
      held: queue
        .all()
        .filter((request) => gates.holds(request))
        .map(seen),
      answering: counts.answering(),
    }),
    async reached(order, signal) {
      const { state, count: wanted, model, request } = Reached.parse(order)
      return watch.until(() => {
        const found = queue
          .all()
          .filter(
            (one) =>
              hasReached(one, state) &&
              (model === undefined || model === one.modelId) &&
              (request === undefined || request === one.requestId),
          )
        return found.length >= wanted ? found.map(seen) : null
      }, signal)
    },
    async arrived(order, signal) {
      const { call, count: wanted, request } = Arrived.parse(order)
      return watch.until(() => {
        const { calls, requests } = counts.view()
        const found = (request === undefined ? calls : requests[request])?.[call] ?? 0
        return found >= wanted ? found : null
      }, signal)
    },
  }
}

const seen = ({ requestId, modelId, state }: PracticeRequest): SeenRequest => ({
  requestId,
  modelId,
  state: state.phase,
})
