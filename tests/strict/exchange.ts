import type { Call, Finding } from './protocol.ts'

/** A received request. The token is removed from it. */
export interface StrictRequest {
  readonly kind: Call['kind']
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly endpoint: string | null
  /** For a submit: its request id, null if it was refused. */
  readonly requestId: string | null
  /** The parsed JSON of a submit; null for everything else. */
  readonly body: unknown
  /** SHA-256 of a submit's bytes, in hex. */
  readonly bodySha256: string | null
  /** How often these bytes have been sent to this endpoint, including this time; 0 without a body. */
  readonly submits: number
  /** HTTP status of the answer; 0 until it is sent. */
  readonly status: number
}

/** A request while it is being answered. */
export type OpenRequest = { -readonly [K in keyof StrictRequest]: StrictRequest[K] }

/** A JSON answer. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Report = (found: Finding) => void

export function createRequest(call: Call, method: string, target: string): OpenRequest {
  return {
    kind: call.kind,
    method,
    target,
    endpoint: call.kind === 'submit' ? call.endpoint : null,
    requestId: 'requestId' in call ? call.requestId : null,
    body: null,
    bodySha256: null,
    submits: 0,
    status: 0,
  }
}

/** The answer to a request that broke the protocol, in the order a server would notice; null accepts it. */
export function refuse(findings: readonly Finding[]): Answer | null {
  const broken = (rule: Finding['rule']) => findings.some((found) => found.rule === rule)
  if (broken('path')) return failure(404, 'no such path')
  if (broken('method')) return failure(405, 'not with this method')
  if (broken('token')) return failure(401, 'token missing, unknown or misplaced', 400004)
  if (broken('body-size')) return failure(413, 'the body has more than 64 MiB')
  if (broken('content-type')) return failure(415, 'application/json is asked for')
  if (broken('query') || broken('body')) return failure(400, 'not as documented')
  return null
}

/** An error answer; `code` is one of the API's own, if it has one for the case. */
export function failure(status: number, message: string, code?: number): Answer {
  return { status, body: { ...(code === undefined ? {} : { error_code: code }), error_message: message } }
}
