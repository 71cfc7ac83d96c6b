import { AppError } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import type { ApiAnswer } from '#main/services/egress/apiDoor.ts'
import type { ExchangeError } from '#main/services/egress/exchangeError.ts'
import { SubmitAnswer } from './answers.ts'
import { isJsonObject, readFailureBody } from './failureBody.ts'
import { quote } from './quote.ts'
import { readFailure, unknownAdvice } from './readFailure.ts'
import { readJson } from './readJson.ts'
import { parseAs } from '#shared/parseAs.ts'

/** A submit that the engine took. The addresses are kept for the record and never called. */
export interface Accepted {
  readonly requestId: string
  readonly statusUrl: string | null
  readonly resultUrl: string | null
  readonly cancelUrl: string | null
}

const EVIDENCE = 500

/** A request id in an answer that cannot be read as a whole: it may save a paid job. */
function glimpse(text: string): string | null {
  return /"request_id"\s*:\s*"([A-Za-z0-9_-]{1,128})"/.exec(text)?.[1] ?? null
}

/** `job.unknown` with all that is known of an answer to a submit. */
function unknownSubmit(why: string, known: Readonly<Record<string, Json>>, text: string): AppError {
  const requestId = glimpse(text)
  const named = requestId === null ? '' : ` The answer mentions the request ${requestId}.`
  return new AppError('job.unknown', `The answer to the submit was lost: ${why}. ${unknownAdvice}${named}`, {
    data: {
      call: 'submit',
      ...known,
      said: quote(text, EVIDENCE),
      ...(requestId === null ? {} : { requestId }),
    },
  })
}

/**
 * What an answer to a submit means. A request id is an acceptance whatever stands beside it; a plain no is
 * `job.refused`, `account.*`, `engine.busy` or `egress.refused`; all else throws `job.unknown` with the evidence.
 */
export function readSubmitAnswer(answer: ApiAnswer, retryAfter: number | null): Accepted {
  const { status, contentType, text } = answer
  const json = readJson(text)
  const body = 'value' in json ? json.value : undefined
  const known = { status, contentType: quote(contentType, 80) }
  if (status >= 200 && status < 300) {
    const parsed = parseAs(SubmitAnswer, body)
    if (parsed.success) {
      const { request_id, status_url, result_url, cancel_url } = parsed.data
      return { requestId: request_id, statusUrl: status_url, resultUrl: result_url, cancelUrl: cancel_url }
    }
    if ('fault' in json) throw unknownSubmit(json.words, { ...known, reason: json.fault }, text)
    // An error's code within a success is a plain answer; an id of a strange shape beside it is not.
    const refusable =
      isJsonObject(body) && !Object.hasOwn(body, 'request_id') && readFailureBody(body).code !== null
    if (!refusable) throw unknownSubmit('it names no request id', { ...known, reason: 'no-request-id' }, text)
  }
  const error = readFailure('submit', status, body, { retryAfter })
  if (error.code !== 'job.unknown') throw error
  throw unknownSubmit(`the engine answered ${status}`, { ...error.data, ...known, reason: 'status' }, text)
}

/**
 * What it means that a submit brought no whole answer: `engine.unreachable` while nothing had left; a plain no where a
 * 4xx came before the break; else `job.unknown`.
 */
export function readSubmitBreak(error: ExchangeError, host: string): AppError {
  const { reason, reached, status, systemCode, partial } = error
  if (reached === 'nothing') return unreachable(error, host)
  if (status !== null && status >= 400 && status < 500) {
    const failure = readFailure('submit', status, undefined)
    if (failure.code !== 'job.unknown') return failure
  }
  return unknownSubmit(error.message, { reason, reached, status, systemCode }, partial)
}

export const unreachable = (error: ExchangeError, host: string): AppError =>
  new AppError(
    'engine.unreachable',
    `The engine at ${host} cannot be reached: ${error.message}. Nothing was sent. Check the connection and try again.`,
    { data: { host, reason: error.reason, systemCode: error.systemCode } },
  )
