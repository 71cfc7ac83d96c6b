import type { Socket } from 'node:net'
import { AppError } from '#shared/errors.ts'
import { isBase } from './admit.ts'
import type { Answer, ExchangeRequest } from './exchange.ts'
import { exchange } from './exchange.ts'
import { ExchangeError } from './exchangeError.ts'
import type { Limits, TimeLimits } from './limits.ts'
import { caps } from './limits.ts'
import { openSocket } from './openSocket.ts'
import { Pool } from './pool.ts'
import { isLoopbackAddress, isLoopbackHost } from './publicAddress.ts'
import { acceptedEncodings } from './readBody.ts'
import { createRedactor } from '../platform/redact.ts'
import type { Resolve } from './resolveHost.ts'
import { resolveHost } from './resolveHost.ts'

/** An answer of the API, of any status, including redirects. The key is redacted from it. */
export interface ApiAnswer {
  readonly status: number
  /** '' if the answer has none. */
  readonly contentType: string
  readonly retryAfter: string | null
  readonly date: string | null
  /** The other headers that have one value, by their lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

interface SendOptions {
  readonly signal?: AbortSignal | undefined
  /** Headers of this call, by their lower-case names. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The client of one origin of the API, the only one that the key is sent to. Redirects are not followed. */
export interface ApiClient {
  /** The origin's host, for messages. */
  readonly host: string
  /**
   * Sends `body` once, on a connection of its own, and never again. `signal` applies until the first byte is sent, and
   * no longer: from then on only the answer decides the outcome. Rejects with `ExchangeError`, `account.key`,
   * `egress.refused` or `signal.reason`.
   */
  post(path: string, body: Uint8Array, options?: SendOptions): Promise<ApiAnswer>
  /** A PUT without a body: as `post`. */
  put(path: string, options?: SendOptions): Promise<ApiAnswer>
  /** Sends a GET over a connection that may serve several calls; `cap` counts decoded bytes. Rejects as `post` does. */
  get(
    path: string,
    options?: {
      signal?: AbortSignal | undefined
      cap?: number
      /** Without the key, and possible without one. */
      anonymous?: boolean
    },
  ): Promise<ApiAnswer>
  /** The path of an address at this origin, with its query, as the other calls take it; null for any other address. */
  pathOf(address: string): string | null
  close(): void
}

export interface ApiClientOptions {
  readonly base: URL
  readonly token: () => string | null
  /** How the key is presented; `Bearer` by default. */
  readonly scheme?: KeyScheme
  readonly limits: Limits
  readonly resolve: Resolve
}

/** The scheme of the `Authorization` header. */
export type KeyScheme = 'Bearer' | 'Key'

export function createApiClient({
  base,
  token,
  scheme = 'Bearer',
  limits,
  resolve,
}: ApiClientOptions): ApiClient {
  const redact = createRedactor(() => [token()])
  const prefix = base.pathname.replace(/\/$/, '')

  const open = async (times: TimeLimits, signal?: AbortSignal): Promise<Socket> =>
    openBase(base, resolve, times, signal)
  const agent = new Pool(() => open(limits.get))

  const headers = (): Readonly<Record<string, string>> => ({
    ...authorization(base, token(), scheme),
    ...plainHeaders,
  })
  const call = async (path: string, own: Omit<ExchangeRequest, 'url' | 'target'>): Promise<ApiAnswer> => {
    try {
      return readAnswer(await exchange({ ...own, url: base, target: prefix + path }), redact)
    } catch (thrown) {
      throw thrown instanceof ExchangeError ? thrown.without(redact) : thrown
    }
  }

  const sendOnce = async (
    method: 'POST' | 'PUT',
    path: string,
    body: Uint8Array,
    { signal, headers: own = {} }: SendOptions,
  ): Promise<ApiAnswer> => {
    const type = body.length === 0 ? {} : { 'content-type': 'application/json' }
    const all = { ...own, ...headers(), ...type, 'content-length': String(body.length) }
    // Without a body it is a small request, which needs a shorter timeout than an upload.
    const times = body.length === 0 ? limits.get : limits.post
    const socket = await open(times, signal)
    return call(path, {
      method,
      headers: all,
      body,
      over: { socket },
      limits: times,
      cap: () => caps.answer,
    })
  }

  return {
    host: base.host,
    post: (path, body, options = {}) => sendOnce('POST', path, body, options),
    put: (path, options = {}) => sendOnce('PUT', path, new Uint8Array(), options),
    async get(path, { signal, cap = caps.answer, anonymous = false } = {}) {
      const once = () =>
        call(path, {
          method: 'GET',
          headers: anonymous ? plainHeaders : headers(),
          over: { agent },
          limits: limits.get,
          cap: () => cap,
          signal,
        })
      try {
        return await once()
      } catch (thrown) {
        // A pooled connection that the other side had closed meanwhile; reading twice does no harm.
        const stale = thrown instanceof ExchangeError && thrown.reused && thrown.reason === 'reset'
        if (!stale) throw thrown
        return once()
      }
    },
    pathOf: (address) => pathBelow(address, base, prefix),
    close: () => agent.destroy(),
  }
}

const plainHeaders = {
  accept: 'application/json',
  'accept-encoding': acceptedEncodings,
  'user-agent': 'patchbay',
}

async function openBase(
  base: URL,
  resolve: Resolve,
  { connect }: TimeLimits,
  signal: AbortSignal | undefined,
): Promise<Socket> {
  const addresses = await resolveHost(base, resolve, connect)
  if (base.protocol === 'http:' && !addresses.every(({ address }) => isLoopbackAddress(address))) {
    throw new AppError('egress.refused', `${base.host} is not this machine, and plain http goes no further.`)
  }
  return openSocket(base, addresses, { milliseconds: connect, signal })
}

function pathBelow(address: string, base: URL, prefix: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.username !== '' || url.password !== '' || !isBase(url, base)) return null
  return url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) + url.search : null
}

function authorization(base: URL, key: string | null, scheme: KeyScheme): Readonly<Record<string, string>> {
  if (key === null) {
    if (isLoopbackHost(base)) return {}
    throw new AppError('account.key', `There is no key for ${base.host}.`)
  }
  // Anything else would end the header, or begin another one.
  if (/^[\x21-\x7e]+$/.test(key)) return { authorization: `${scheme} ${key}` }
  const message = 'The key has characters that no key has. Copy it again, without spaces.'
  throw new AppError('account.key', message)
}

function readAnswer({ status, headers, body }: Answer, redact: (text: string) => string): ApiAnswer {
  return {
    status,
    contentType: redact(headers['content-type'] ?? ''),
    retryAfter: redactOrNull(headers['retry-after'], redact),
    date: redactOrNull(headers.date, redact),
    headers: otherHeaders(headers, redact),
    text: redact(new TextDecoder().decode(body)),
  }
}

const redactOrNull = (text: string | undefined, redact: (text: string) => string): string | null =>
  text === undefined ? null : redact(text)

const named = new Set(['content-type', 'retry-after', 'date'])

function otherHeaders(
  headers: Answer['headers'],
  redact: (text: string) => string,
): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' && !named.has(name) ? [[name, redact(value)] as const] : [],
  )
  return Object.fromEntries(entries)
}
