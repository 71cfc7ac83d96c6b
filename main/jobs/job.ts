import type { EngineId } from '#shared/catalogue/engineId.ts'
import { firstEngine } from '#shared/catalogue/engineId.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { JobState as JobStates } from '#shared/api/recordRequests.ts'
import type { ErrorData } from '#shared/errors.ts'
import type { OutputName } from '#shared/catalogue/endpoint.ts'
import type { ItemPath, NodePath } from '#shared/run/address.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import type { RequestRef } from './jobClient.ts'

/** Who does a job, and a fingerprint of the account there that pays for it, never its key. */
export interface Payer {
  readonly engine: EngineId
  readonly account: string
}

/** The account of every engine in practice, where nothing is paid. */
export const practiceAccount = 'practice'

/** The properties of a job that never change. */
export interface JobFacts {
  readonly id: string
  /** The identity of equal jobs: see `jobKey`. */
  readonly key: string
  /** Absent in records from before there was more than one. */
  readonly engine?: EngineId
  readonly modelId: string
  /** SHA-256 of the exact bytes that are sent, and their number. */
  readonly bodySha256: string
  readonly bodyBytes: number
  /** A fingerprint of the account that pays, never its key. */
  readonly account: string
  /** The first requester. */
  readonly run: string
  readonly node: NodePath
  readonly item: ItemPath
  /** Wall-clock milliseconds since 1970. */
  readonly createdAt: number
  /** The outputs that the endpoint promised at the time; absent in records of older versions. */
  readonly outputs?: readonly OutputName[]
}

export const payerOf = ({ engine = firstEngine, account }: JobFacts): Payer => ({ engine, account })

/** The account belongs to the job: what one in practice pays for is only simulated. */
export const modeOfJob = ({ facts }: Pick<Job, 'facts'>): Mode =>
  facts.account === practiceAccount ? 'practice' : 'live'

/**
 * Whether two accounts are at one place of an engine, where each request id is one request: those of practice are
 * simulated, and say nothing about the engine's own. The accounts of live jobs are not told apart, because a new key
 * reaches the requests of the one before.
 */
export const isSamePlace = (one: Payer, other: Payer): boolean =>
  one.engine === other.engine && (one.account === practiceAccount) === (other.account === practiceAccount)

/** Whether a job belongs to that account of that engine. */
export const isPaidBy = (facts: JobFacts, { engine, account }: Payer): boolean =>
  facts.account === account && payerOf(facts).engine === engine

/** The engine's id for the job, and the addresses that its submit returned. */
export interface RemoteRequest extends Omit<RequestRef, 'modelId'> {
  /** When the engine accepted it, in wall-clock milliseconds since 1970. */
  readonly at: number
  /**
   * Why it is not certain that this is the job's request: if the engine does not know it, this is the error of the
   * unknown job.
   */
  readonly doubt?: ErrorData
  /** The user attached it. */
  readonly attached?: true
}

/** The engine's answer for a finished job, unmodified. */
export interface EngineResult {
  readonly output: Json
  /** In US dollars; null if it was not reported, or is implausible. */
  readonly cost: number | null
  /** The reported value in place of a plausible cost. */
  readonly oddCost?: Json | undefined
  /** The raw answer, if it is too large to be read whole: `output` is then a part of it. */
  readonly whole?: Media | undefined
}

/** Not an address: the key of the whole answer among the files of a job. */
export const WHOLE = 'answer.json'

export type Charged = 'yes' | 'no' | 'unknown'

/** A job is in one of its phases, each with all that is needed to continue from there after a crash. */
export type JobPhase =
  | { readonly state: 'created'; readonly tries: number; readonly lost?: ErrorData }
  /** `lost` is the evidence of an earlier submit, if the user has allowed another one. */
  | { readonly state: 'submitting'; readonly tries: number; readonly at: number; readonly lost?: ErrorData }
  | { readonly state: 'submitted'; readonly request: RemoteRequest }
  | {
      readonly state: 'in_queue' | 'in_progress'
      readonly request: RemoteRequest
      /** The engine's own state. */
      readonly word: string
      readonly queuePosition: number | null
    }
  | ({ readonly state: 'completed'; readonly request: RemoteRequest } & EngineResult)
  /** Completed and paid for, but promised outputs are missing: the result is read again. */
  | ({
      readonly state: 'awaited'
      readonly request: RemoteRequest
      /** The names of the missing outputs. */
      readonly missing: readonly string[]
      /** How many reads were planned, and the time of the next one, in wall-clock milliseconds. */
      readonly asks: number
      readonly askAt: number
    } & EngineResult)
  | ({
      readonly state: 'downloaded'
      readonly request: RemoteRequest
      /**
       * By the address in `output`: pictures, films, sounds, and files of any other format; under `WHOLE` the answer
       * that is too large to be read.
       */
      readonly media: readonly (readonly [address: string, media: Media])[]
      /** Notes for the user: missing files, an implausible cost. */
      readonly notes?: readonly string[]
    } & EngineResult)
  | { readonly state: 'cancelling'; readonly request: RemoteRequest }
  | {
      readonly state: 'failed'
      readonly request: RemoteRequest | null
      readonly error: ErrorData
      readonly charged: Charged
      /** The engine's result, if any: evidence of what was paid for. */
      readonly told?: EngineResult
    }
  | { readonly state: 'cancelled'; readonly request: RemoteRequest | null; readonly charged: Charged }
  | {
      readonly state: 'expired'
      readonly request: RemoteRequest
      readonly output: Json
      readonly whole?: Media | undefined
      readonly error: ErrorData
      /** Absent in records of older versions. */
      readonly cost?: number | null
    }
  /** `at` is when the lost submit began, in wall-clock milliseconds; absent in records of older versions. */
  | { readonly state: 'unknown'; readonly evidence: ErrorData; readonly at?: number }

export type JobState = JobPhase['state']

/** Every state, in the order of a job's life. */
export const jobStates: readonly JobState[] = JobStates.options

export interface Job {
  readonly facts: JobFacts
  readonly phase: JobPhase
}

/** The request of a job that the engine accepted. */
export const requestOf = ({ phase }: Job): RemoteRequest | null => ('request' in phase ? phase.request : null)

/** When the lost submit of an unknown job began, in wall-clock milliseconds. */
export const sentAt = ({ facts, phase }: Job): number =>
  (phase.state === 'unknown' ? phase.at : undefined) ?? facts.createdAt

/** A request of a job, as the calls about it name it. */
export const refOf = (
  { modelId }: Pick<JobFacts, 'modelId'>,
  { requestId, statusUrl, resultUrl, cancelUrl }: RemoteRequest,
): RequestRef => ({ requestId, modelId, statusUrl, resultUrl, cancelUrl })
