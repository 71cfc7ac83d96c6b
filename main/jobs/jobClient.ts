import type { ErrorData } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'

/** What an engine's status word means for a job; `unknown` for a word that nobody knows, which is no failure. */
export type Phase = 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled' | 'unknown'

/** A submit that the engine took. The addresses are kept for the record and never called. */
export interface Accepted {
  readonly requestId: string
  readonly statusUrl: string | null
  readonly resultUrl: string | null
  readonly cancelUrl: string | null
  /** Why it is not certain that the engine took it, though it named a request: what it is where that is not known. */
  readonly doubt?: ErrorData
}

export interface Status {
  /** The engine's own word, on one line. */
  readonly word: string
  readonly phase: Phase
  readonly queuePosition: number | null
}

export interface Result {
  readonly word: string
  readonly phase: Phase
  readonly output: Json
  /** What the engine says went wrong, or ''. */
  readonly error: string
  /** In US dollars. */
  readonly cost: number | null
  /** What it said in place of a cost that can be believed. */
  readonly oddCost?: Json | undefined
  /** The answer as it came, without the key, where it is too much to be read whole: `output` is a part of it then. */
  readonly text?: string
  /** What it tells of the job besides, as far as it does: by it a request is known again. */
  readonly about?: AboutRequest
  /** From creation to end by the engine's own clock, in milliseconds, or null where it does not say. */
  readonly took: number | null
}

export interface AboutRequest {
  readonly modelId: string | null
  readonly input: Json | null
  /** Wall-clock milliseconds since 1970, by the engine's clock. */
  readonly createdAt: number | null
}

export interface Cancelled {
  /** `unknown` where the answer says neither: only the status tells then. */
  readonly outcome: 'cancelled' | 'not_cancellable' | 'unknown'
  readonly word: string
  readonly phase: Phase
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

/**
 * What a job needs of an engine. Each call is made once: whoever calls decides on another try. Besides what stands at each,
 * every call rejects with `account.key`, `engine.busy` (`data.retryAfter` in milliseconds, where the engine said so),
 * `engine.unreachable` (nothing was sent), `engine.failed`, `egress.refused` or `signal.reason`.
 */
export interface JobClient {
  /**
   * Sends `body` once. `signal` counts until the first byte leaves. An answer that names a request is an acceptance, with
   * `doubt` where something else in it speaks against that: only the request's status tells then. Rejects with
   * `job.refused`, `account.balance`, or `job.unknown` when it may have been accepted all the same: never to be sent again
   * by itself.
   */
  submit(modelId: string, body: Uint8Array, options?: CallOptions): Promise<Accepted>
  /** Rejects with `job.lost` when the engine does not know the request, `job.failed` when it calls it wrong. */
  status(requestId: string, options?: CallOptions): Promise<Status>
  /** Before completion its phase says how far the job is. Rejects as `status` does. */
  result(requestId: string, options?: CallOptions): Promise<Result>
  /** Rejects with `job.lost`. */
  cancel(requestId: string): Promise<Cancelled>
  /** Resolves when a submit may leave at once; asked before the attempt is written down. Rejects with `signal.reason`. */
  admit?(signal: AbortSignal): Promise<void>
}
