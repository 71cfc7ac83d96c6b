/** Where a request stands. A request that failed is completed, as with the real service: its result tells. */
export type RequestState =
  | { readonly phase: 'in_queue' }
  | { readonly phase: 'in_progress'; readonly startedAt: number }
  | {
      readonly phase: 'completed'
      readonly startedAt: number
      readonly finishedAt: number
      readonly error: string | null
    }
  | { readonly phase: 'cancelled'; readonly finishedAt: number }

/** An accepted request. Times are milliseconds since 1970. */
export interface PracticeRequest {
  readonly requestId: string
  readonly modelId: string
  readonly acceptedAt: number
  /** As submitted, but for data URIs, in whose place stand addresses of this engine. */
  readonly input: RequestInput
  readonly state: RequestState
}

/** Whether a request is or was in a state. Only a request that was never worked on can be cancelled. */
export function hasReached({ state }: PracticeRequest, phase: RequestState['phase']): boolean {
  switch (phase) {
    case 'in_queue':
      return true
    case 'in_progress':
      return state.phase === 'in_progress' || state.phase === 'completed'
    case 'completed':
    case 'cancelled':
      return state.phase === phase
  }
}

export type RequestInput = { readonly [name: string]: unknown }

/** What an accepted submit looked like: the oracle of tests that count submits. */
export interface LedgerEntry {
  readonly requestId: string
  readonly modelId: string
  /** ISO 8601. */
  readonly acceptedAt: string
  /** SHA-256 of the exact body, hex, and its length in bytes. */
  readonly bodySha256: string
  readonly bodyBytes: number
  readonly input: RequestInput
}

/** What a request costs, in invented dollars: a little per picture, and what the pages say for prompt expansion. */
export function priceOf(input: RequestInput): number {
  const amount = typeof input['num_images'] === 'number' ? input['num_images'] : 1
  const expansion = input['enable_prompt_expansion'] === true ? 0.0025 : 0
  return Math.round((amount * pricePerPicture + expansion) * 10_000) / 10_000
}

export const pricePerPicture = 0.005

/** What was charged: only what was made. */
export const chargeOf = (request: PracticeRequest): number =>
  request.state.phase === 'completed' && request.state.error === null ? priceOf(request.input) : 0
