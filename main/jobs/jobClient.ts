import type { ErrorData } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'

/** The meaning of an engine's status; `unknown` for an undocumented one, which is no failure. */
export type Phase = 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled' | 'unknown'

/** A request that the engine accepted, as later calls name it. */
export interface RequestRef {
  readonly requestId: string
  readonly modelId: string
  /** As the submit returned them, or null. A client that calls them checks first that they are the engine's own. */
  readonly statusUrl: string | null
  readonly resultUrl: string | null
  readonly cancelUrl: string | null
}

/** A submit that the engine accepted. */
export interface Accepted extends Omit<RequestRef, 'modelId'> {
  /**
   * Why it is not certain that the engine accepted it, though it named a request: the error if that request is not
   * known.
   */
  readonly doubt?: ErrorData
}

export interface Status {
  /** The engine's own state, on one line. */
  readonly word: string
  readonly phase: Phase
  readonly queuePosition: number | null
}

export interface Result {
  readonly word: string
  readonly phase: Phase
  readonly output: Json
  /** The engine's error message, or ''. */
  readonly error: string
  /** In US dollars. */
  readonly cost: number | null
  /** The reported value in place of a plausible cost. */
  readonly oddCost?: Json | undefined
  /** Whether a failed or cancelled job is charged, as far as the engine says so. */
  readonly charged?: 'yes' | 'no' | 'unknown'
  /** The raw answer without the key, if it is too large to be read whole: `output` is then a part of it. */
  readonly text?: string
  /** Further facts about the job, if returned: a request is recognized by them. */
  readonly about?: AboutRequest
  /** From creation to end by the engine's own clock, in milliseconds, or null if not returned. */
  readonly took: number | null
}

export interface AboutRequest {
  readonly modelId: string | null
  readonly input: Json | null
  /** Wall-clock milliseconds since 1970, by the engine's clock. */
  readonly createdAt: number | null
}

export interface Cancelled {
  /**
   * `requested`: it will be stopped if it does not end before. `unknown` if the answer says nothing: only the status
   * decides then.
   */
  readonly outcome: 'cancelled' | 'requested' | 'not_cancellable' | 'unknown'
  readonly word: string
  readonly phase: Phase
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

interface SubmitOptions extends CallOptions {
  /** A name of the job for the engine, if it can keep one: by it a request is recognized in its listing. */
  readonly marker?: string
}

/** Which requests to list: those of an endpoint from a time on, in wall-clock milliseconds since 1970. */
export interface SubmitQuery extends CallOptions {
  readonly modelId: string
  readonly since: number
}

/** A request in the engine's own listing. */
export interface ListedRequest {
  readonly requestId: string
  /** When it was sent, by the engine's clock, or null. */
  readonly at: number | null
  /** As it was received, or null if it is not listed. */
  readonly input: Json | null
  /** The `marker` of its submit, if the engine lists it. */
  readonly marker: string | null
}

/**
 * The engine's calls that a job needs. Each call is made once: the caller decides about a retry. Besides its own
 * errors, every call rejects with `account.key`, `engine.busy` (`data.retryAfter` in milliseconds, if the engine
 * returned one), `engine.unreachable` (nothing was sent), `engine.failed`, `egress.refused` or `signal.reason`.
 */
export interface JobClient {
  /**
   * Sends `body` once. `signal` applies until the first byte is sent. An answer that names a request is an acceptance,
   * with `doubt` if something else in it contradicts that: only the request's status decides then. Rejects with
   * `job.refused`, `account.balance`, or `job.unknown` if it may have been accepted nevertheless: never to be sent
   * again automatically.
   */
  submit(modelId: string, body: Uint8Array, options?: SubmitOptions): Promise<Accepted>
  /** Rejects with `job.lost` if the engine does not know the request, `job.failed` if it reports it as invalid. */
  status(request: RequestRef, options?: CallOptions): Promise<Status>
  /** Before completion its phase is the progress of the job. Rejects as `status` does. */
  result(request: RequestRef, options?: CallOptions): Promise<Result>
  /** Rejects with `job.lost`. */
  cancel(request: RequestRef): Promise<Cancelled>
  /**
   * Resolves when a submit may be sent at once; awaited before the attempt is recorded. Rejects with `signal.reason`.
   */
  admit?(signal: AbortSignal): Promise<void>
  /**
   * The requests that the engine lists; absent if it has no listing. It proves that a request exists, and never that
   * there is none. Rejects as the other calls do.
   */
  findSubmits?(query: SubmitQuery): Promise<readonly ListedRequest[]>
}
