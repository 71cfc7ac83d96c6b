import { JobState as JobStates } from '#shared/api/recordRequests.ts'
import type { ErrorData } from '#shared/errors.ts'
import type { OutputName } from '#shared/catalogue/endpoint.ts'
import type { Json, Media } from '#shared/ports/value.ts'

/** What a job is from its beginning and stays. */
export interface JobFacts {
  readonly id: string
  /** What equal jobs have in common: see `jobKey`. */
  readonly key: string
  readonly modelId: string
  /** SHA-256 of the exact bytes that are sent, and their number. */
  readonly bodySha256: string
  readonly bodyBytes: number
  /** A fingerprint of the account that pays, never its key. */
  readonly account: string
  /** Who asked first. */
  readonly run: string
  readonly node: string
  readonly item: number
  /** Wall-clock milliseconds since 1970. */
  readonly createdAt: number
  /** What the endpoint promised when it was asked; absent in what older versions wrote down. */
  readonly outputs?: readonly OutputName[]
}

/** What the engine called the job. The addresses are kept for the record and never called. */
export interface RemoteRequest {
  readonly requestId: string
  readonly statusUrl: string | null
  readonly resultUrl: string | null
  readonly cancelUrl: string | null
  /** When the engine took it, in wall-clock milliseconds since 1970. */
  readonly at: number
  /** Why it is not certain that this is the job's request: where the engine does not know it, the job is unknown by this. */
  readonly doubt?: ErrorData
  /** A person said that it is. */
  readonly attached?: true
}

/** What the engine answered for a job that is done, as it came. */
export interface EngineResult {
  readonly output: Json
  /** In US dollars; null where it was not told, or not to be believed. */
  readonly cost: number | null
  /** What was told in place of a cost that can be believed. */
  readonly oddCost?: Json | undefined
  /** The answer as it came, where it is too much to be read whole: `output` is a part of it then. */
  readonly whole?: Media | undefined
}

/** No address: under it stands the whole answer among the files of a job. */
export const WHOLE = 'answer.json'

export type Charged = 'yes' | 'no' | 'unknown'

/** A job is in one of its phases, each with all that is needed to go on from there after a crash. */
export type JobPhase =
  | { readonly state: 'created'; readonly tries: number; readonly lost?: ErrorData }
  /** `lost` is the evidence of an earlier submit, where a person has allowed another one. */
  | { readonly state: 'submitting'; readonly tries: number; readonly at: number; readonly lost?: ErrorData }
  | { readonly state: 'submitted'; readonly request: RemoteRequest }
  | {
      readonly state: 'in_queue' | 'in_progress'
      readonly request: RemoteRequest
      /** The engine's own word. */
      readonly word: string
      readonly queuePosition: number | null
    }
  | ({ readonly state: 'completed'; readonly request: RemoteRequest } & EngineResult)
  /** Completed and paid for, but what was promised is not all there: the result is asked for again. */
  | ({
      readonly state: 'awaited'
      readonly request: RemoteRequest
      /** The names of the outputs that are not there. */
      readonly missing: readonly string[]
      /** How often it was planned to be asked for, and when it is next, in wall-clock milliseconds. */
      readonly asks: number
      readonly askAt: number
    } & EngineResult)
  | ({
      readonly state: 'downloaded'
      readonly request: RemoteRequest
      /**
       * By the address that stands in `output`: pictures, films, sounds, and files of any other format; under `WHOLE` the
       * answer that is too much to be read.
       */
      readonly media: readonly (readonly [address: string, media: Media])[]
      /** What a person should know of it: what did not come, a cost that nobody believes. */
      readonly notes?: readonly string[]
    } & EngineResult)
  | { readonly state: 'cancelling'; readonly request: RemoteRequest }
  | {
      readonly state: 'failed'
      readonly request: RemoteRequest | null
      readonly error: ErrorData
      readonly charged: Charged
      /** What the engine told of it besides: evidence of what was paid for. */
      readonly told?: EngineResult
    }
  | { readonly state: 'cancelled'; readonly request: RemoteRequest | null; readonly charged: Charged }
  | {
      readonly state: 'expired'
      readonly request: RemoteRequest
      readonly output: Json
      readonly whole?: Media | undefined
      readonly error: ErrorData
      /** Absent in what older versions wrote down. */
      readonly cost?: number | null
    }
  /** `at` is when the submit that was lost began, in wall-clock milliseconds; absent in what older versions wrote down. */
  | { readonly state: 'unknown'; readonly evidence: ErrorData; readonly at?: number }

export type JobState = JobPhase['state']

/** Every state, in the order of a life. */
export const jobStates: readonly JobState[] = JobStates.options

export interface Job {
  readonly facts: JobFacts
  readonly phase: JobPhase
}

/** The request of a job that the engine took. */
export const requestOf = ({ phase }: Job): RemoteRequest | null => ('request' in phase ? phase.request : null)
