import type { Json } from '#shared/ports/value.ts'
import { readDecimal } from '#shared/pricing/decimal.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import type { Cancelled, Phase, Result, Status } from '#main/jobs/jobClient.ts'
import type { ApiAnswer } from '#main/network/apiClient.ts'
import { isJsonObject, readFailureBody } from '../answers/failureBody.ts'
import { quote } from '../answers/quote.ts'
import { readJson } from '../answers/readJson.ts'
import { namesAnother } from '../answers/sendCall.ts'
import type { Call } from '../answers/readFailure.ts'
import { CancelAnswer, StatusAnswer } from './answers.ts'

const phases: Readonly<Record<string, Phase>> = {
  in_queue: 'waiting',
  in_progress: 'running',
  completed: 'completed',
}
const WORD = 64
/** The kind of error of a job that was cancelled. */
const CANCELLED = 'client_cancelled'

/** A status, and why the job failed if it says so: only the result knows for certain. */
export interface FullStatus extends Status {
  readonly error: { readonly type: string; readonly message: string } | null
}

/** Reads a 2xx body as a status, or returns null: then it is a failure disguised as a success. */
export function readFullStatus(body: Json): FullStatus | null {
  const { data } = parseAs(StatusAnswer, body)
  if (data === undefined) return null
  const word = quote(data.status, WORD).toLowerCase()
  const known = Object.hasOwn(phases, word) ? (phases[word] ?? 'unknown') : 'unknown'
  const failed = (data.error ?? '') !== '' || data.error_type !== ''
  const position = data.queue_position
  return {
    word,
    phase: known === 'completed' && failed ? 'failed' : known,
    queuePosition: position === null ? null : Math.floor(position),
    error: failed ? { type: quote(data.error_type, WORD), message: quote(data.error ?? '') } : null,
  }
}

/** Reads the answer to a cancel: it is requested, and only the status tells what came of it. */
export function readCancelled(body: Json): Cancelled | null {
  const { data } = parseAs(CancelAnswer, body)
  if (data === undefined || data.status === '') return null
  const word = quote(data.status, WORD).toLowerCase()
  switch (word) {
    // It was still in the queue, and is removed.
    case 'ok':
      return { outcome: 'cancelled', word, phase: 'cancelled' }
    case 'cancellation_requested':
      return { outcome: 'requested', word, phase: 'unknown' }
    case 'already_completed':
      return { outcome: 'not_cancellable', word, phase: 'completed' }
    default:
      return null
  }
}

/** A job without a result yet, or with none. */
export const resultWithout = (word: string, phase: Phase, error = ''): Result => ({
  word,
  phase,
  output: null,
  error,
  cost: null,
  took: null,
})

/** Whether a job that has no result is charged, as its units say; that is not known if they are no plausible number. */
function chargedBy(units: string | undefined): Pick<Result, 'charged'> {
  if (units === undefined || units.trim() === '') return {}
  const count = readDecimal(units.trim())
  return { charged: count === null ? 'unknown' : count.digits > 0n ? 'yes' : 'no' }
}

/**
 * What an unsuccessful answer to the result call says of the job, which has ended by its status; null if the answer may
 * be the gateway's, so that the result is to be read again.
 */
export function readJobFailure({ status, headers, text }: ApiAnswer, standing: FullStatus): Result | null {
  const json = readJson(text)
  const body = 'value' in json ? json.value : undefined
  const { message, fields } = readFailureBody(body)
  const named = isJsonObject(body) && Object.hasOwn(body, 'error_type') ? body['error_type'] : undefined
  const type = typeof named === 'string' ? named : (headers['x-fal-error-type'] ?? standing.error?.type ?? '')
  // A job that failed says so in its status. Any other answer may be about the call: the result of a completed job is
  // paid for, and is asked for again.
  const own = standing.error !== null || (status === 422 && fields.length > 0)
  if (!own) return null
  const byUnits = chargedBy(headers['x-fal-billable-units'])
  // What a stop in the middle of the work costs is not documented: only the units tell.
  if (type === CANCELLED || status === 499) return { ...resultWithout('cancelled', 'cancelled'), ...byUnits }
  const parts = fields.map(({ field, message: words }) => (field === '' ? words : `${field}: ${words}`))
  const why = parts.length > 0 ? parts.join('; ') : message === '' ? (standing.error?.message ?? '') : message
  const kind = quote(type, WORD)
  const said = kind === '' || why.includes(kind) ? why : why === '' ? kind : `${why} (${kind})`
  // fal never bills failures of its own; an input that a model refuses may be billed once it has worked on it
  // (https://fal.ai/docs/model-apis/faq, read on 2026-11-30).
  const isTheirs = status >= 500 && ({ charged: 'no' } as const)
  return { ...resultWithout('failed', 'failed', quote(said, 1000)), ...isTheirs, ...byUnits }
}

/**
 * Whether an answer is about another request. A result has no wrapper, and an output may name a request of its own: it
 * only counts in an answer that looks like a status.
 */
export function isOfAnother(body: Json | undefined, requestId: string, call: Call): boolean {
  if (!namesAnother(body, requestId)) return false
  return call !== 'result' || (isJsonObject(body) && Object.hasOwn(body, 'response_url'))
}
