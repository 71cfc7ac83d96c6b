import type { Detail } from '../validate/checkInput.ts'

/** An answer before it is sent. The length is added when it is sent. */
export interface Answer {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: Uint8Array
}

/** An answer in JSON. */
export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(JSON.stringify(value)),
})

/** A refusal in RunComfy's format, which the control calls use as well. */
export const refuse = (status: number, code: number, message: string): Answer =>
  json({ error_code: code, error_message: message }, status)

/** 422, naming the fields. */
export const unprocessable = (detail: readonly Detail[]): Answer =>
  json({ error_code: 422, error_message: 'The input does not fit the schema of the endpoint.', detail }, 422)

export const notFound = (what: string): Answer => refuse(404, 404001, `There is no such ${what}.`)

/** A file that a client may cache. */
export const fileAnswer = (body: Uint8Array, mime: string): Answer => ({
  status: 200,
  headers: {
    'content-type': mime,
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
  },
  body,
})
