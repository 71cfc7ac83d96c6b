import type { IncomingHttpHeaders } from 'node:http'
import type { Schemas } from './schemas.ts'

export type Rule =
  | 'path'
  | 'method'
  | 'query'
  | 'key'
  | 'header'
  | 'content-type'
  | 'body'
  | 'body-size'
  | 'input'
  | 'repeated'
  | 'connection'
  | 'pace'
  | 'too-early'
  | 'after-end'
  | 'upload'

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
export type Report = (found: Finding) => void

export type Call =
  | { readonly kind: 'submit'; readonly endpoint: string }
  /** `app` is the owner and the alias in the address. */
  | { readonly kind: 'status' | 'result' | 'cancel'; readonly app: string; readonly requestId: string }
  | { readonly kind: 'initiate'; readonly multipart: boolean }
  | { readonly kind: 'put' | 'complete'; readonly token: string }
  | { readonly kind: 'part'; readonly token: string; readonly part: number }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'models' | 'prices' | 'listing' | 'none' }

const methods: Readonly<Record<Exclude<Call['kind'], 'none'>, string>> = {
  submit: 'POST',
  status: 'GET',
  result: 'GET',
  cancel: 'PUT',
  initiate: 'POST',
  put: 'PUT',
  part: 'PUT',
  complete: 'POST',
  file: 'GET',
  models: 'GET',
  prices: 'GET',
  listing: 'GET',
}

/** Documented parameters, with what their values are like. */
const parameters: Readonly<Partial<Record<Call['kind'], Readonly<Record<string, RegExp>>>>> = {
  status: { logs: /^[01]$/ },
  initiate: { storage_type: /^fal-cdn-v3$/ },
  put: { signature: /^[0-9a-f]+$/ },
  part: { signature: /^[0-9a-f]+$/ },
  complete: { signature: /^[0-9a-f]+$/ },
  models: {
    q: /^.+$/s,
    category: /^[a-z0-9-]+$/,
    status: /^(?:active|deprecated)$/,
    limit: /^(?:[1-9]\d?|100)$/,
    cursor: /^.+$/,
    endpoint_id: /^[^,]+(?:,[^,]+){0,49}$/,
    expand: /^openapi-3\.0$/,
  },
  prices: { endpoint_id: /^[^,]+(?:,[^,]+){0,49}$/, cursor: /^.+$/, limit: /^(?:[1-9]\d?|100)$/ },
  listing: {
    endpoint_id: /^[^,]+(?:,[^,]+){0,49}$/,
    start: /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/,
    end: /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/,
    status: /^(?:success|error|user_error)$/,
    request_id: /^[0-9a-f-]{36}$/,
    limit: /^(?:[1-9]\d?|100)$/,
    cursor: /^.+$/,
    expand: /^payloads$/,
    sort_by: /^(?:ended_at|duration)$/,
  },
}

const required: Readonly<Partial<Record<Call['kind'], string>>> = {
  initiate: 'storage_type',
  put: 'signature',
  part: 'signature',
  complete: 'signature',
  prices: 'endpoint_id',
  listing: 'endpoint_id',
}

export interface Routed {
  readonly call: Call
  readonly findings: readonly Finding[]
}

/** The target of `method` and `target`, letter by letter: no extra slash, no escapes, no unknown query. */
export function route(method: string, target: string, schemas: Schemas): Routed {
  const [path = '', ...rest] = target.split('?')
  const call = readPath(method, path, schemas)
  if (call.kind === 'none') return { call, findings: [finding('path', `${path} is no documented path`)] }
  const wanted = methods[call.kind]
  return {
    call,
    findings: [
      ...(method === wanted
        ? []
        : [finding('method', `${method} for ${call.kind}, ${wanted} is documented`)]),
      ...checkQuery(call, rest.join('?')),
    ],
  }
}

function checkQuery({ kind }: Call, text: string): Finding[] {
  const known = parameters[kind] ?? {}
  const query = new URLSearchParams(text)
  const findings = [...query].flatMap(([name, value]) => {
    const pattern = Object.hasOwn(known, name) ? known[name] : undefined
    if (pattern === undefined) return [finding('query', `${name} is not documented for ${kind}`)]
    return pattern.test(value) ? [] : [finding('query', `${name}=${value} is not documented for ${kind}`)]
  })
  const missing = required[kind]
  return missing === undefined || query.has(missing)
    ? findings
    : [...findings, finding('query', `${missing} is missing for ${kind}`)]
}

const fixed: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['/v1/models', { kind: 'models' }],
  ['/v1/models/pricing', { kind: 'prices' }],
  ['/v1/models/requests/by-endpoint', { kind: 'listing' }],
  ['/storage/upload/initiate', { kind: 'initiate', multipart: false }],
  ['/storage/upload/initiate-multipart', { kind: 'initiate', multipart: true }],
])

function readPath(method: string, path: string, schemas: Schemas): Call {
  const known = fixed.get(path)
  if (known !== undefined) return known
  const [, file] = /^\/files\/([A-Za-z0-9_.-]+)$/.exec(path) ?? []
  if (file !== undefined) return { kind: 'file', file }
  const [, token, last] = /^\/uploads\/([0-9a-f]{32})(?:\/(complete|[1-9]\d{0,4}))?$/.exec(path) ?? []
  if (token !== undefined) {
    if (last === undefined) return { kind: 'put', token }
    return last === 'complete' ? { kind: 'complete', token } : { kind: 'part', token, part: Number(last) }
  }
  const request = /^\/([\w.-]+\/[\w.-]+)\/requests\/([0-9a-f-]{36})(?:\/(status|cancel))?$/.exec(path)
  const [, app, requestId, verb = 'result'] = request ?? []
  if (app !== undefined && requestId !== undefined) {
    // The pattern has just these two words.
    return { kind: verb as 'status' | 'result' | 'cancel', app, requestId }
  }
  const endpoint = path.slice(1)
  return schemas.has(endpoint) && method !== 'GET' ? { kind: 'submit', endpoint } : { kind: 'none' }
}

/** Files are on other hosts than the API, where a key must never arrive. */
const keyless: readonly Call['kind'][] = ['file', 'put', 'part', 'complete']
const bodied: readonly Call['kind'][] = ['submit', 'initiate', 'complete']

/** The protocol's rules for headers: the key, the body's content type, and the queue's own headers. */
export function checkHeaders(call: Call, headers: IncomingHttpHeaders, key: string): Finding[] {
  const findings: Finding[] = []
  const { authorization } = headers
  if (keyless.includes(call.kind)) {
    if (authorization !== undefined) findings.push(finding('key', `${call.kind} is called without the key`))
  } else if (authorization !== `Key ${key}` && !(call.kind === 'models' && authorization === undefined)) {
    findings.push(finding('key', authorization === undefined ? 'no key' : 'not the key'))
  }
  if (headers.cookie !== undefined) findings.push(finding('key', 'a cookie, which nobody set'))
  if (bodied.includes(call.kind)) {
    const type = headers['content-type'] ?? 'nothing'
    if (!/^application\/json(; ?charset=utf-8)?$/i.test(type))
      findings.push(finding('content-type', `${type}, application/json is documented`))
    if (headers['content-encoding'] !== undefined)
      findings.push(finding('content-type', `the body is encoded as ${headers['content-encoding']}`))
  }
  const own = Object.entries(headers).filter(([name]) => /^(?:x-fal-|idempotency-key$)/.test(name))
  for (const [name, value] of own) {
    const pattern = call.kind === 'submit' ? submitHeaders.get(name) : undefined
    if (pattern === undefined) findings.push(finding('header', `${name} is not documented for ${call.kind}`))
    else if (typeof value !== 'string' || !pattern.test(value))
      findings.push(finding('header', `${name}: ${String(value)} is not as documented`))
  }
  return findings
}

const submitHeaders: ReadonlyMap<string, RegExp> = new Map([
  ['x-fal-request-timeout', /^[1-9]\d{0,5}$/],
  ['x-fal-queue-priority', /^(?:normal|low)$/],
  ['x-fal-no-retry', /^(?:1|true|yes)$/],
  ['x-fal-object-lifecycle-preference', /^\{"expiration_duration_seconds": ?\d+\}$/],
  ['x-fal-tags', /^[\w.-]+=[\w.-]+(?:, ?[\w.-]+=[\w.-]+){0,9}$/],
])

export function finding(rule: Rule, message: string, field: string | null = null): Finding {
  return { rule, field, message }
}
