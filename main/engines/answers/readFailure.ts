import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { Json } from '#shared/ports/value.ts'
import type { FailureBody } from './failureBody.ts'
import { readFailureBody } from './failureBody.ts'

/** The calls of the API, as messages name them; the same answer has different meanings for some. */
export type Call =
  | 'submit'
  | 'status'
  | 'result'
  | 'cancel'
  | 'catalogue'
  | 'balance'
  | 'listing'
  | 'prices'
  | 'upload'

/** The meaning of an unsuccessful answer, whatever the call. */
export type Meaning =
  | 'key' // no key, or not this one
  | 'balance'
  | 'missing' // no such endpoint, no such request
  | 'input'
  | 'busy'
  | 'refused' // another clear refusal
  | 'moved' // a redirect that leaves the request undone
  | 'elsewhere' // a redirect to what may be its outcome
  | 'broken' // it is not known what was done

/** What an engine adds to the meanings of HTTP. */
export interface FailureRules {
  /** Its name, for sentences. */
  readonly title: string
  /** Whether its body says more than the HTTP status; null if it does not. Never called for an unclear status. */
  meaningOf(failure: FailureBody, status: number): Meaning | null
}

const meaningOfStatus: Readonly<Record<number, Meaning>> = {
  307: 'moved',
  308: 'moved',
  401: 'key',
  402: 'balance',
  403: 'key',
  404: 'missing',
  410: 'missing',
  422: 'input',
  429: 'busy',
}

/**
 * The server may have accepted the request nevertheless: it gave up waiting (408, 499), has it already or is working on
 * it (409), or will look at it again (425).
 */
const unclear: readonly number[] = [408, 409, 425, 499]
/** Clear refusals before any work: such a request is not charged. */
const plain: readonly number[] = [400, 404, 405, 406, 411, 413, 414, 415, 417, 422, 431]

function familyOf(status: number): Meaning {
  if (status < 300 || status >= 500) return 'broken'
  return status < 400 ? 'elsewhere' : 'refused'
}

/** The meaning of a status, for any engine. */
export const meaningOfHttp = (status: number): Meaning =>
  unclear.includes(status) ? 'broken' : (meaningOfStatus[status] ?? familyOf(status))

function readMeaning(status: number, failure: FailureBody, { meaningOf }: FailureRules): Meaning {
  if (status >= 500 || unclear.includes(status)) return 'broken'
  return meaningOf(failure, status) ?? meaningOfHttp(status)
}

const requestCalls: readonly Call[] = ['status', 'result', 'cancel']

function readCode(meaning: Meaning, call: Call): ErrorCode {
  const ofRequest = requestCalls.includes(call)
  switch (meaning) {
    case 'key':
      return 'account.key'
    case 'balance':
      // A running job is paid for: reading it continues.
      return ofRequest ? 'engine.failed' : 'account.balance'
    case 'missing':
      return ofRequest ? 'job.lost' : call === 'submit' ? 'job.refused' : 'input.invalid'
    case 'input':
      if (call === 'submit') return 'job.refused'
      return call === 'status' || call === 'result' ? 'job.failed' : 'engine.failed'
    case 'busy':
      return 'engine.busy'
    case 'refused':
      return call === 'submit' ? 'job.refused' : 'engine.failed'
    case 'moved':
      return 'egress.refused'
    case 'elsewhere':
      return call === 'submit' ? 'job.unknown' : 'egress.refused'
    case 'broken':
      return call === 'submit' ? 'job.unknown' : 'engine.failed'
  }
}

/** Added whenever the outcome of a submit is not known. */
export const unknownAdvice = ({ title }: Pick<FailureRules, 'title'>): string =>
  `It may have been accepted and charged, so it is not sent again by itself: look at your requests at ${title} before you run it again.`

const plainMessages = ({ title }: FailureRules): Readonly<Partial<Record<ErrorCode, string>>> => ({
  'account.key': 'The engine does not accept this key. Check it in your profile there, and enter it again.',
  'account.balance': `Nothing is left to pay with. Add to your balance at ${title}, then run again.`,
  'job.lost': 'The engine does not know this request, or no longer.',
  'job.unknown': `The engine did not say whether it took the job. ${unknownAdvice({ title })}`,
  'input.invalid': 'The engine has no such model.',
  'engine.busy': 'The engine has too much to do just now. Try again in a while.',
  'egress.refused':
    'The engine answered with a redirect, which the key does not follow. Check the address of the API.',
})

function writeMessage(
  code: ErrorCode,
  { meaning, call, certain }: { readonly meaning: Meaning; readonly call: Call; readonly certain: boolean },
  { fields }: FailureBody,
  rules: FailureRules,
): string {
  const named = fields
    .map(({ field, message: words }) => (field === '' ? words : `${field}: ${words}`))
    .join('; ')
  const wrong = named === '' ? '' : ` (${named})`
  if (code === 'job.refused' && meaning === 'missing') {
    return 'The engine has no such endpoint. Nothing was charged.'
  }
  if (code === 'job.refused')
    return `The engine does not accept this input${wrong}. ${certain ? 'Nothing was charged.' : 'It does not say whether it was charged.'}`
  if (code === 'job.failed') return `The engine calls the job's input wrong${wrong}.`
  const other = `The engine's answer to the ${call} call reports a fault or makes no sense. Try again later.`
  return plainMessages(rules)[code] ?? other
}

export interface FailureContext {
  /** As `readRetryAfter` made it, in milliseconds. */
  readonly retryAfter?: number | null
}

/**
 * Converts an unsuccessful answer to an error. `body` is its JSON, undefined if it has none. The error's `data` names
 * the call, the HTTP status, the engine's code and message, the fields, and the requested wait.
 */
export type ReadFailure = (
  call: Call,
  status: number,
  body: Json | undefined,
  context?: FailureContext,
) => AppError

export const createReadFailure =
  (rules: FailureRules): ReadFailure =>
  (call, status, body, context = {}) =>
    readFailure(rules, { call, status, body, ...context })

function readFailure(
  rules: FailureRules,
  {
    call,
    status,
    body,
    retryAfter = null,
  }: { readonly call: Call; readonly status: number; readonly body: Json | undefined } & FailureContext,
): AppError {
  const failure = readFailureBody(body)
  const meaning = readMeaning(status, failure, rules)
  const code = readCode(meaning, call)
  const certain = plain.includes(status) || status < 300
  const engineMessage =
    failure.fields.length > 0 || failure.message === '' ? '' : ` It says: ${failure.message}`
  const number = failure.code === null ? `HTTP ${status}` : `HTTP ${status}, code ${failure.code}`
  return new AppError(
    code,
    `${writeMessage(code, { meaning, call, certain }, failure, rules)}${engineMessage} (${number})`,
    {
      data: {
        call,
        status,
        ...(failure.code === null ? {} : { engineCode: failure.code }),
        ...(failure.message === '' ? {} : { said: failure.message }),
        ...(failure.fields.length === 0
          ? {}
          : { fields: failure.fields.map(({ field, message }) => ({ field, words: message })) }),
        ...(retryAfter === null ? {} : { retryAfter }),
        ...(code === 'job.refused' && !certain ? { charged: 'unknown' } : {}),
      },
    },
  )
}
