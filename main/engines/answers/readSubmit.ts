import { AppError } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import type { Accepted } from '#main/jobs/jobClient.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import type { ExchangeError } from '#main/network/exchangeError.ts'
import { quote } from './quote.ts'
import type { FailureRules, ReadFailure } from './readFailure.ts'
import { unknownAdvice } from './readFailure.ts'
import { readJson } from './readJson.ts'

/** How an engine answers a submit. */
export interface SubmitRules extends Pick<FailureRules, 'title'> {
  readonly readFailure: ReadFailure
  /** The accepted request in the body of a success, or null. */
  readAccepted(body: Json | undefined): Accepted | null
  /** Whether the body of a success is a clear error without a request. */
  isRefusal?(body: Json | undefined): boolean
  /** The request that an answer names outside of its body: it counts only where the outcome is unclear. */
  readName?(answer: ApiAnswer): string | null
}

export interface SubmitReader {
  /**
   * The meaning of an answer to a submit. A request id is an acceptance whatever else the answer contains; a clear
   * refusal is `job.refused`, `account.*`, `engine.busy` or `egress.refused`; anything else throws `job.unknown` with
   * the evidence.
   */
  readSubmitAnswer(answer: ApiAnswer, retryAfter: number | null): Accepted
  /**
   * The meaning of a submit without a complete answer: an acceptance if the received part names a request; otherwise
   * throws `engine.unreachable` if nothing had been sent, a clear refusal if a 4xx came before the break, and else
   * `job.unknown`.
   */
  readSubmitBreak(error: ExchangeError, host: string): Accepted
}

const EVIDENCE = 500

/** The only request id in an answer, even if the answer cannot be parsed: it may save a paid job. */
function glimpse(text: string): string | null {
  const found = text.matchAll(/"request_id"\s{0,20}:\s{0,20}"([A-Za-z0-9_-]{1,128})"/g)
  const ids = new Set(Array.from(found, ([, id = '']) => id))
  const [only] = ids
  return only === undefined || ids.size > 1 ? null : only
}

/** An outcome that is not known: all that is known about it, and the request that it may be. */
interface Lost {
  readonly error: AppError
  readonly requestId: string | null
}

/**
 * Ends a submit without a clear success. If the answer names a request, that may be the job: its status decides, and
 * the job's error is `lost` if the engine does not know it. Otherwise throws `error`.
 */
function orDoubt(error: AppError, lost: Lost): Accepted {
  if (lost.requestId === null) throw error
  const { requestId } = lost
  return { requestId, statusUrl: null, resultUrl: null, cancelUrl: null, doubt: lost.error.toJSON() }
}

export function createSubmitReader(rules: SubmitRules): SubmitReader {
  const { readFailure } = rules

  /** `job.unknown` with all that is known about an answer to a submit. */
  function lose(
    why: string,
    data: Readonly<Record<string, Json>>,
    text: string,
    name: string | null = null,
  ): Lost {
    const requestId = glimpse(text) ?? name
    const named = requestId === null ? '' : ` The answer mentions the request ${requestId}.`
    const message = `The answer to the submit was lost: ${why}. ${unknownAdvice(rules)}${named}`
    const evidence = { call: 'submit', ...data, said: quote(text, EVIDENCE) }
    const error = new AppError('job.unknown', message, {
      data: requestId === null ? evidence : { ...evidence, requestId },
    })
    return { error, requestId }
  }

  return {
    readSubmitAnswer(answer, retryAfter) {
      const { status, contentType, text } = answer
      const json = readJson(text)
      const body = 'value' in json ? json.value : undefined
      const data = { status, contentType: quote(contentType, 80) }
      const name = rules.readName?.(answer) ?? null
      if (status >= 200 && status < 300) {
        const accepted = rules.readAccepted(body)
        if (accepted !== null) return accepted
        const unknown = (why: string, reason: string): Accepted => {
          const lost = lose(why, { ...data, reason }, text, name)
          return orDoubt(lost.error, lost)
        }
        if ('fault' in json) return unknown(json.words, json.fault)
        if (rules.isRefusal?.(body) !== true) return unknown('it names no request id', 'no-request-id')
      }
      const error = readFailure('submit', status, body, { retryAfter })
      const unclear = error.code === 'job.unknown'
      const all = { ...error.data, ...data, reason: 'status' }
      const lost = lose(`the engine answered ${status}`, all, text, unclear ? name : null)
      return orDoubt(unclear ? lost.error : error, lost)
    },
    readSubmitBreak(error, host) {
      const { reason, reached, status, systemCode, partial } = error
      if (reached === 'nothing') throw unreachable(error, host)
      const lost = lose(error.message, { reason, reached, status, systemCode }, partial)
      if (status !== null && status >= 400 && status < 500) {
        const failure = readFailure('submit', status, undefined)
        if (failure.code !== 'job.unknown') return orDoubt(failure, lost)
      }
      return orDoubt(lost.error, lost)
    },
  }
}

export const unreachable = (error: ExchangeError, host: string): AppError =>
  new AppError(
    'engine.unreachable',
    `The engine at ${host} cannot be reached: ${error.message}. Nothing was sent. Check the connection and try again.`,
    { data: { host, reason: error.reason, systemCode: error.systemCode } },
  )
