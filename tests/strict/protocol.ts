import type { IncomingHttpHeaders } from 'node:http'
import { inputSchemas } from './schemas.ts'

export type Rule =
  | 'path'
  | 'method'
  | 'query'
  | 'token'
  | 'content-type'
  | 'body'
  | 'body-size'
  | 'input'
  | 'repeated'
  | 'connection'
  | 'pace'
  | 'too-early'

/**
 * A violation of a request. `request` is its index in the server's list; `field` is set if a field of the body is
 * wrong.
 */
export interface Violation {
  readonly request: number
  readonly rule: Rule
  readonly field: string | null
  readonly message: string
}

/** A finding before its request is known. */
export type Finding = Omit<Violation, 'request'>

export type Call =
  | { readonly kind: 'submit'; readonly endpoint: string }
  | {
      readonly kind: 'status' | 'result' | 'cancel'
      readonly requestId: string
      readonly cost: boolean
    }
  | { readonly kind: 'output'; readonly file: string }
  | { readonly kind: 'none' }

export interface Routed {
  readonly call: Call
  readonly findings: readonly Finding[]
}

const methods = {
  submit: 'POST',
  cancel: 'POST',
  status: 'GET',
  result: 'GET',
  output: 'GET',
} as const

/** The target of `method` and `target`, letter by letter: no extra slash, no escapes, no unknown query. */
export function route(method: string, target: string): Routed {
  const [path = '', ...rest] = target.split('?')
  const call = readPath(path, rest.join('?') === 'include_cost=true')
  if (call.kind === 'none') return { call, findings: [finding('path', `${path} is no documented path`)] }
  const findings: Finding[] = []
  if (method !== methods[call.kind]) {
    findings.push(finding('method', `${method} for ${call.kind}, ${methods[call.kind]} is documented`))
  }
  if (rest.length > 0 && !(call.kind === 'result' && call.cost)) {
    findings.push(finding('query', `?${rest.join('?')} is not documented for ${call.kind}`))
  }
  return { call, findings }
}

function readPath(path: string, cost: boolean): Call {
  const endpoint = /^\/v1\/models\/(.+)$/.exec(path)?.[1]
  if (endpoint !== undefined && inputSchemas.has(endpoint)) return { kind: 'submit', endpoint }
  const request = /^\/v1\/requests\/([A-Za-z0-9_-]{1,128})\/(status|result|cancel)$/.exec(path)
  const [, requestId, kind] = request ?? []
  if (requestId !== undefined && (kind === 'status' || kind === 'result' || kind === 'cancel')) {
    return { kind, requestId, cost }
  }
  const file = /^\/outputs\/([A-Za-z0-9_.-]+)$/.exec(path)?.[1]
  return file === undefined ? { kind: 'none' } : { kind: 'output', file }
}

/** The protocol's rules for headers: the token, and the body's content type. */
export function checkHeaders(call: Call, headers: IncomingHttpHeaders, token: string): Finding[] {
  const findings: Finding[] = []
  if (call.kind === 'output') {
    if (headers.authorization !== undefined)
      findings.push(finding('token', 'an output is fetched without the token'))
  } else if (headers.authorization !== `Bearer ${token}`) {
    findings.push(finding('token', headers.authorization === undefined ? 'no token' : 'not the token'))
  }
  if (headers.cookie !== undefined) findings.push(finding('token', 'a cookie, which nobody set'))
  if (call.kind === 'submit') {
    const type = headers['content-type'] ?? 'nothing'
    if (!/^application\/json(; ?charset=utf-8)?$/i.test(type)) {
      findings.push(finding('content-type', `${type}, application/json is documented`))
    }
    if (headers['content-encoding'] !== undefined) {
      findings.push(finding('content-type', `the body is encoded as ${headers['content-encoding']}`))
    }
  }
  return findings
}

export type ParsedBody = { readonly value: unknown } | { readonly message: string }

/** Reads a submit's body by RFC 8259: UTF-8 without a mark, one JSON text. */
export function parseBody(bytes: Buffer): ParsedBody {
  try {
    return {
      value: JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)),
    }
  } catch (error) {
    return { message: error instanceof Error ? error.message : 'is no JSON' }
  }
}

export function finding(rule: Rule, message: string, field: string | null = null): Finding {
  return { rule, field, message }
}
