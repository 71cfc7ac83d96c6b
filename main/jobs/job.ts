import type { ErrorData } from '#shared/errors.ts'
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
}

/** What the engine called the job. The addresses are kept for the record and never called. */
export interface RemoteRequest {
  readonly requestId: string
  readonly statusUrl: string | null
  readonly resultUrl: string | null
  readonly cancelUrl: string | null
  /** When the engine took it, in wall-clock milliseconds since 1970. */
  readonly at: number
}

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
  | {
      readonly state: 'completed'
      readonly request: RemoteRequest
      readonly output: Json
      readonly cost: number | null
    }
  | {
      readonly state: 'downloaded'
      readonly request: RemoteRequest
      readonly output: Json
      readonly cost: number | null
      /** By the address that stands in `output`. */
      readonly media: readonly (readonly [address: string, media: Media])[]
    }
  | { readonly state: 'cancelling'; readonly request: RemoteRequest }
  | {
      readonly state: 'failed'
      readonly request: RemoteRequest | null
      readonly error: ErrorData
      readonly charged: Charged
    }
  | { readonly state: 'cancelled'; readonly request: RemoteRequest | null; readonly charged: Charged }
  | {
      readonly state: 'expired'
      readonly request: RemoteRequest
      readonly output: Json
      readonly error: ErrorData
    }
  | { readonly state: 'unknown'; readonly evidence: ErrorData }

export type JobState = JobPhase['state']

/** Every state, in the order of a life. */
export const jobStates: readonly JobState[] = [
  'created',
  'submitting',
  'submitted',
  'in_queue',
  'in_progress',
  'completed',
  'downloaded',
  'cancelling',
  'failed',
  'cancelled',
  'expired',
  'unknown',
]

export interface Job {
  readonly facts: JobFacts
  readonly phase: JobPhase
}

/** The request of a job that the engine took. */
export const requestOf = ({ phase }: Job): RemoteRequest | null => ('request' in phase ? phase.request : null)
