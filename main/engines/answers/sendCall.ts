import { AppError } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import { ExchangeError } from '#main/network/exchangeError.ts'
import { nextTurn } from '#main/platform/nextTurn.ts'
import { isJsonObject } from './failureBody.ts'
import type { Call, ReadFailure } from './readFailure.ts'
import type { JsonVerdict } from './readJson.ts'
import { readJson } from './readJson.ts'
import type { OutputPlace } from './readPartOfJson.ts'
import { readPartOfJson } from './readPartOfJson.ts'
import { unreachable } from './readSubmit.ts'

/** A call that was made, and how its answer is read. */
export interface SentCall<T> {
  readonly call: Call
  readonly host: string
  readonly sent: Promise<ApiAnswer>
  /** Returns null if the body is invalid. If only a part was read, `whole` is its text. */
  read(body: Json, whole: string | null, answer: ApiAnswer): T | null
  /** The request that the call is about. */
  readonly requestId?: string
  /** Where an output is in the answer; `wrapped` by default. */
  readonly output?: OutputPlace
}

/** Reads the answer to a call that may be made again, but by its caller. Rejects as `JobClient` says. */
export type SendCall = <T>(call: SentCall<T>) => Promise<T>

export interface SendRules {
  readonly readFailure: ReadFailure
  /** The wait that an answer requests, in milliseconds, or null. */
  wait(answer: ApiAnswer): number | null
  /** Whether a body of this call is about another request than the one that was asked about. */
  isOfAnother?(body: Json | undefined, requestId: string, call: Call): boolean
}

export const createSendCall =
  ({ readFailure, wait, isOfAnother = namesAnother }: SendRules): SendCall =>
  async ({ call, host, sent, read, requestId, output }) => {
    let answer: ApiAnswer
    try {
      answer = await sent
    } catch (thrown) {
      throw thrown instanceof ExchangeError ? readBreak(call, thrown, host) : thrown
    }
    const success = answer.status >= 200 && answer.status < 300
    const json = readJson(answer.text)
    await nextTurn(answer.text)
    // The outcome of a job is read as far as possible: it may have been paid for.
    const part =
      success && requestId !== undefined && isTooMuch(json) ? readPartOfJson(answer.text, output) : null
    if (part !== null) await nextTurn(answer.text)
    const { value: body } = part ?? ('value' in json ? json : { value: undefined })
    if (success && 'fault' in json && part === null) {
      const data = { call, status: answer.status, reason: json.fault }
      throw new AppError(
        'engine.failed',
        `The engine's answer to the ${call} call cannot be read: ${json.words}.`,
        { data },
      )
    }
    if (requestId !== undefined && isOfAnother(body, requestId, call) && (success || ends(answer.status)))
      throw ofAnother(call, requestId, answer.status)
    const value =
      success && body !== undefined ? read(body, part === null ? null : answer.text, answer) : null
    if (value !== null) return value
    throw readFailure(call, answer.status, body, { retryAfter: wait(answer) })
  }

const isTooMuch = (json: JsonVerdict): boolean =>
  'fault' in json && (json.fault === 'too-many' || json.fault === 'too-deep')

/** An answer that names another request than the one that was asked about: whatever it says, it is not about this one. */
export function namesAnother(body: Json | undefined, requestId: string): boolean {
  const named = isJsonObject(body) && Object.hasOwn(body, 'request_id') ? body['request_id'] : undefined
  return (typeof named === 'string' || typeof named === 'number') && String(named) !== requestId
}

/** An answer that would end a job. Other failures may contain a request id of their own: the call's. */
const ends = (status: number): boolean => status === 404 || status === 410 || status === 422

const ofAnother = (call: Call, requestId: string, status: number): AppError =>
  new AppError(
    'engine.failed',
    `The engine's answer to the ${call} call is about another request than ${requestId}, so it is not used.`,
    { data: { call, status, reason: 'other-request' } },
  )

function readBreak(call: Call, error: ExchangeError, host: string): AppError {
  if (error.reached === 'nothing') return unreachable(error, host)
  const { reason, status, systemCode } = error
  return new AppError('engine.failed', `The ${call} call to ${host} broke off: ${error.message}.`, {
    data: { call, reason, status, systemCode },
  })
}
