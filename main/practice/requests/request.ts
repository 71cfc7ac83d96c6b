import { z } from 'zod'

/** One error of an input in an answer: where (`body`, then names and indexes), what, and a code for its kind. */
const FailureDetail = z.object({
  loc: z.array(z.union([z.string(), z.number()])),
  msg: z.string(),
  type: z.string(),
})

/** How a request fails: what the result call is answered with. */
export const Failure = z.object({
  message: z.string(),
  /** HTTP status of the result, in APIs that have one for it. */
  status: z.int().min(400).max(599),
  /** The kind of an error of the infrastructure; null for an error of the model. */
  errorType: z.string().nullable(),
  /** The errors of the input; empty if it is not to blame. */
  detail: z.array(FailureDetail),
})
export type Failure = z.infer<typeof Failure>

/** The state of a request. A failed request is completed, as in the real service: its result reports it. */
export type RequestState =
  | { readonly phase: 'in_queue' }
  | { readonly phase: 'in_progress'; readonly startedAt: number }
  | {
      readonly phase: 'completed'
      readonly startedAt: number
      readonly finishedAt: number
      readonly error: string | null
    }
  /** `startedAt` is there if the work had begun. */
  | { readonly phase: 'cancelled'; readonly startedAt?: number; readonly finishedAt: number }

/** An accepted request. Times are milliseconds since 1970. */
export interface PracticeRequest {
  readonly requestId: string
  readonly modelId: string
  readonly acceptedAt: number
  /** As submitted, with data URIs replaced by addresses of this engine. */
  readonly input: RequestInput
  readonly state: RequestState
  /** How it will fail, if that was decided when it was accepted. */
  readonly failure?: Failure
}

/** Whether a request is or was in a state. */
export function hasReached({ state }: PracticeRequest, phase: RequestState['phase']): boolean {
  switch (phase) {
    case 'in_queue':
      return true
    case 'in_progress':
      return (
        state.phase === 'in_progress' ||
        state.phase === 'completed' ||
        (state.phase === 'cancelled' && state.startedAt !== undefined)
      )
    case 'completed':
    case 'cancelled':
      return state.phase === phase
  }
}

export type RequestInput = { readonly [name: string]: unknown }

/** The record of an accepted submit: the oracle of tests that count submits. */
export interface LedgerEntry {
  readonly requestId: string
  readonly modelId: string
  /** ISO 8601. */
  readonly acceptedAt: string
  /** SHA-256 of the exact body, hex, and its length in bytes. */
  readonly bodySha256: string
  readonly bodyBytes: number
  readonly input: RequestInput
  readonly failure?: Failure
  /** The key that the client chose, where the API has such. */
  readonly idempotencyKey?: string
}

/**
 * The cost of a request, in fictitious dollars: a small amount per picture, and the documented amount for prompt
 * expansion.
 */
export function priceOf(input: RequestInput): number {
  const amount = typeof input['num_images'] === 'number' ? input['num_images'] : 1
  const expansion = input['enable_prompt_expansion'] === true ? 0.0025 : 0
  return Math.round((amount * pricePerPicture + expansion) * 10_000) / 10_000
}

export const pricePerPicture = 0.005

/** The charged amount: only for what was made. */
export const chargeOf = (request: PracticeRequest): number =>
  request.state.phase === 'completed' && request.state.error === null ? priceOf(request.input) : 0
