import { z } from 'zod'
import type { PracticeRequest } from './request.ts'

/** A state that a request can be held in. */
export const HeldState = z.enum(['in_queue', 'in_progress'])
export type HeldState = z.infer<typeof HeldState>

/** Holds every request that is in this state now or reaches it later; with `model`, only requests of that endpoint. */
export const Gate = z.strictObject({ state: HeldState, model: z.string().max(256).optional() })
export type Gate = z.infer<typeof Gate>

/** What to release: one request from the state in which it is held, or every gate for one state. */
export const Release = z.union([
  z.strictObject({ request: z.string().max(128) }),
  z.strictObject({ state: HeldState }),
])
export type Release = z.infer<typeof Release>

/** The gates that are set, and the requests that were released individually. */
export interface Gates {
  add(gate: Gate): void
  /** Opens all gates for one state; without a state, every gate. */
  open(state?: HeldState): void
  /** Lets one request leave its current state; a gate for a later state holds it again. */
  letThrough(request: PracticeRequest): void
  /** Whether a gate holds the request in its current state. */
  holds(request: PracticeRequest): boolean
  list(): readonly Gate[]
}

export function createGates(): Gates {
  let gates: readonly Gate[] = []
  let passes = new Set<string>()
  const passOf = ({ requestId, state }: PracticeRequest): string => `${requestId} ${state.phase}`
  return {
    add(gate) {
      gates = [...gates, gate]
    },
    open(state) {
      gates = state === undefined ? [] : gates.filter((gate) => gate.state !== state)
      // A release applies to the gates that existed at the time.
      passes = new Set([...passes].filter((pass) => gates.some((gate) => pass.endsWith(` ${gate.state}`))))
    },
    letThrough: (request) => void passes.add(passOf(request)),
    holds: (request) =>
      !passes.has(passOf(request)) &&
      gates.some(
        ({ state, model }) =>
          state === request.state.phase && (model === undefined || model === request.modelId),
      ),
    list: () => gates,
  }
}
