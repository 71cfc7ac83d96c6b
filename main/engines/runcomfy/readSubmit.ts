import { AppError } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import type { Accepted } from '#main/jobs/jobClient.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import type { ExchangeError } from '#main/network/exchangeError.ts'
import { SubmitAnswer } from './answers.ts'
import { isJsonObject, readFailureBody } from '../answers/failureBody.ts'
import { quote } from '../answers/quote.ts'
import { readFailure, unknownAdvice } from './readFailure.ts'
import { readJson } from '../answers/readJson.ts'
import { parseAs } from '#shared/problems/parseAs.ts'

const EVIDENCE = 500

/** The only request id in an answer, even if the answer cannot be parsed: it may save a paid job. */
function glimpse(text: string): string | null {
  const found = text.matchAll(/"request_id"\s{0,20}:\s{0,20}"([A-Za-z0-9_-]{1,128})"/g)
  const ids = new Set(Array.from(found, ([, id = '']) => id))
  const [only] = ids
  return only === undefined || ids.size > 1 ? null : only
}

/** `job.unknown` with all that is known about an answer to a submit. */
function unknownSubmit(why: string, data: Readonly<Record<string, Json>>, text: string): AppError {
  const requestId = glimpse(text)
  const named = requestId === null ? '' : ` The answer mentions the request ${requestId}.`
  return new AppError('job.unknown', `The answer to the submit was lost: ${why}. ${unknownAdvice}${named}`, {
    data: {
      call: 'submit',
      ...data,
      said: quote(text, EVIDENCE),
      ...(requestId === null ? {} : { requestId }),
    },
  })
}

/**
 * Ends a submit without a clear success. If the answer names a request, that may be the job: its status decides, and
 * `unknown` is the job's error if the engine does not know it. Otherwise throws `error`.
 */
function orDoubt(error: AppError, unknown: () => AppError, text: string): Accepted {
  const requestId = glimpse(text)
  if (requestId === null) throw error
  return { requestId, statusUrl: null, resultUrl: null, cancelUrl: null, doubt: unknown().toJSON() }
}

/**
 * The meaning of an answer to a submit. A request id is an acceptance whatever else the answer contains; a clear
 * refusal is `job.refused`, `account.*`, `engine.busy` or `egress.refused`; anything else throws `job.unknown` with the
 * evidence.
 */
export function readSubmitAnswer(answer: ApiAnswer, retryAfter: number | null): Accepted {
  const { status, contentType, text } = answer
  const json = readJson(text)
  const body = 'value' in json ? json.value : undefined
  const data = { status, contentType: quote(contentType, 80) }
  if (status >= 200 && status < 300) {
    const parsed = parseAs(SubmitAnswer, body)
    if (parsed.success) {
      const { request_id, status_url, result_url, cancel_url } = parsed.data
      return { requestId: request_id, statusUrl: status_url, resultUrl: result_url, cancelUrl: cancel_url }
    }
    const unknown = (why: string, reason: string): Accepted => {
      const error = unknownSubmit(why, { ...data, reason }, text)
      return orDoubt(error, () => error, text)
    }
    if ('fault' in json) return unknown(json.words, json.fault)
    // An error code within a success is a clear answer; a malformed id beside it is not.
    const refusable =
      isJsonObject(body) && !Object.hasOwn(body, 'request_id') && readFailureBody(body).code !== null
    if (!refusable) return unknown('it names no request id', 'no-request-id')
  }
  const error = readFailure('submit', status, body, { retryAfter })
  const unknown = (): AppError =>
    unknownSubmit(`the engine answered ${status}`, { ...error.data, ...data, reason: 'status' }, text)
  return orDoubt(error.code === 'job.unknown' ? unknown() : error, unknown, text)
}

/**
 * The meaning of a submit without a complete answer: an acceptance if the received part names a request; otherwise
 * throws `engine.unreachable` if nothing had been sent, a clear refusal if a 4xx came before the break, and else
 * `job.unknown`.
 */
export function readSubmitBreak(error: ExchangeError, host: string): Accepted {
  const { reason, reached, status, systemCode, partial } = error
  if (reached === 'nothing') throw unreachable(error, host)
  const unknown = (): AppError =>
    unknownSubmit(error.message, { reason, reached, status, systemCode }, partial)
  if (status !== null && status >= 400 && status < 500) {
    const failure = readFailure('submit', status, undefined)
    if (failure.code !== 'job.unknown') return orDoubt(failure, unknown, partial)
  }
  return orDoubt(unknown(), unknown, partial)
}

export const unreachable = (error: ExchangeError, host: string): AppError =>
  new AppError(
    'engine.unreachable',
    `The engine at ${host} cannot be reached: ${error.message}. Nothing was sent. Check the connection and try again.`,
    { data: { host, reason: error.reason, systemCode: error.systemCode } },
  )
