import type { Answer } from '../exchange.ts'
import type { Call, Finding } from './protocol.ts'

/** A received request. The key is removed from it. */
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

export const createRequest = (call: Call, method: string, target: string): OpenRequest => ({
  kind: call.kind,
  method,
  target,
  endpoint: call.kind === 'submit' ? call.endpoint : null,
  requestId: 'requestId' in call ? call.requestId : null,
  body: null,
  bodySha256: null,
  submits: 0,
  status: 0,
})

const refusals: readonly (readonly [Finding['rule'], number, string])[] = [
  ['path', 404, 'Not Found'],
  ['method', 405, 'Method Not Allowed'],
  ['key', 401, 'key missing, unknown or misplaced'],
  ['body-size', 413, 'the body is too large'],
  ['content-type', 415, 'application/json is asked for'],
  ['header', 400, 'a header is not as documented'],
  ['query', 400, 'a parameter is not as documented'],
  ['body', 400, 'not as documented'],
]

/** The answer to a request that broke the protocol, in the order a server would notice; null accepts it. */
export function refuse(findings: readonly Finding[]): Answer | null {
  const broken = refusals.find(([rule]) => findings.some((found) => found.rule === rule))
  return broken === undefined ? null : { status: broken[1], body: { detail: broken[2] } }
}
