import type { Failure } from '../requests/request.ts'
import type { Answer } from '../server/answer.ts'
import { json } from '../server/answer.ts'

/** An error of the queue, of the storage or of a file: the reason as a text. */
export const refuse = (status: number, message: string): Answer => json({ detail: message }, status)

/** An error that the platform itself reports about a request, named in the body and in a header. */
export const requestError = (status: number, errorType: string, message: string): Answer =>
  withHeaders(json({ detail: message, error_type: errorType }, status), { 'x-fal-error-type': errorType })

/** An error of the platform's own API, below `/v1`. */
export const platformError = (status: number, type: string, message: string): Answer =>
  json({ error: { type, message } }, status)

/** The answer to the result call of a request that failed. */
export function failed({ message, status, errorType, detail }: Failure): Answer {
  if (errorType !== null) return requestError(status, errorType, message)
  const errors = detail.map((error) => ({ ...error, url: `https://docs.fal.ai/errors#${error.type}` }))
  return withHeaders(json({ detail: errors }, status), { 'x-fal-retryable': 'false' })
}

export const withHeaders = (answer: Answer, headers: Answer['headers']): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
})

/** The answer to a call of a capability that is switched off. */
export const switchedOff = (): Answer => platformError(404, 'not_found', 'There is no such address.')
