import type { IncomingHttpHeaders } from 'node:http'
import type { Failure } from '../requests/request.ts'
import type { Answer } from './answer.ts'
import type { CallName } from './callName.ts'
import type { PracticeContext } from './context.ts'

/** An API that the engine emulates. */
export interface PracticeApi {
  /** Reads method and path (without its query). */
  readCall(method: string, path: string): ApiCall
  /** Why a call without an acceptable key is refused, if so; `token` is the required one, or null. */
  checkKey(token: string | null, headers: IncomingHttpHeaders): Answer | null
  /** An error in the format of the API. */
  fail(status: number, message: string): Answer
  /** The answer for an output that no longer exists. */
  expired(status: 403 | 404 | 410): Answer
  readonly results: ResultForm
}

/** A call of an API, as counts and faults see it, and the way to answer it. */
export interface ApiCall {
  readonly name: CallName
  readonly requestId: string | null
  /** The endpoint that the call names itself; null if it names none. */
  readonly modelId: string | null
  /**
   * `key`: only with a key. `optional`: also without one. `open`: anyone with the address may call it. `none`: nothing
   * is there.
   */
  readonly access: 'key' | 'optional' | 'open' | 'none'
  /** Its body must be JSON. */
  readonly bodied: boolean
  /** The largest accepted body, in bytes. */
  readonly maxBytes: number
  answer(context: PracticeContext, received: Received): Answer | Promise<Answer>
}

/** What arrived with a call. */
export interface Received {
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Empty for a GET. */
  readonly body: Uint8Array
  /** A submit is to be answered with the id of the one before it. */
  readonly duplicate: boolean
  /** A submit is to be accepted and to fail like this; null: it need not. */
  readonly failure: Failure | null
}

/** Where an answer to a result call has its parts, so that faults can replace them. */
export interface ResultForm {
  /** The output; undefined when the answer has none. */
  outputOf(answer: Answer): unknown
  withOutput(answer: Answer, output: unknown): Answer
  /** `written` is the JSON text of the cost. */
  withCost(answer: Answer, written: string): Answer
}

/** The usual limit of a whole request. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024
