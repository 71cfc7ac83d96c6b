import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '#shared/errors.ts'
import { http } from '../platform/http.ts'
import type { ExchangeReason, Reached } from './exchangeError.ts'
import { ExchangeError, systemCode } from './exchangeError.ts'
import type { TimeLimits } from './limits.ts'
import { readBody } from './readBody.ts'

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'HEAD' | 'DELETE'
  readonly url: URL
  /** Path and query, as they are sent. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** A connection of its own, which is closed afterwards, or a pool. */
  readonly over: { readonly socket: Socket } | { readonly agent: Agent }
  readonly limits: TimeLimits
  /** The most bytes of a body with this status, after decoding; 0 leaves the body unread. */
  readonly cap: (status: number) => number
  readonly signal?: AbortSignal | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/**
 * One request, sent once, and its answer, whatever its status; redirects are answers like others. Rejects with
 * `ExchangeError`, which says how far it went, or `signal.reason`.
 */
export function exchange(outgoing: ExchangeRequest): Promise<Answer> {
  const { limits, signal } = outgoing
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  if (signal?.aborted) {
    reject(signal.reason)
    return promise
  }
  // Every byte goes through a socket that openSocket made, TLS included: to HTTP they are all alike.
  const request = http.request({
    method: outgoing.method,
    path: outgoing.target,
    headers: { host: outgoing.url.host, ...outgoing.headers },
    setHost: false,
    ...('agent' in outgoing.over ? { agent: outgoing.over.agent } : own(outgoing.over.socket)),
  })
  const chunks: Buffer[] = []
  let reached: Reached = 'request'
  let status: number | null = null
  let settled = false
  let waiting: NodeJS.Timeout | undefined
  const total = setTimeout(() => fail('total-timeout'), limits.total)

  const cleanUp = (): void => {
    settled = true
    clearTimeout(total)
    clearTimeout(waiting)
    signal?.removeEventListener('abort', onAbort)
  }
  const end = (error: unknown): void => {
    cleanUp()
    request.destroy()
    reject(error)
  }
  let incoming: IncomingMessage | undefined
  /** What has come of the body and nobody has read yet: it may name a request. */
  const unread = (): Buffer => {
    const encoded = incoming?.headers['content-encoding'] !== undefined
    const rest: unknown = encoded || incoming?.readableEnded === true ? null : incoming?.read()
    return Buffer.isBuffer(rest) ? rest : Buffer.alloc(0)
  }
  const fail = (reason: ExchangeReason, code = ''): void =>
    end(
      new ExchangeError(reason, reached, {
        systemCode: code,
        status,
        partial: Buffer.concat([...chunks, unread()]).toString('utf8', 0, 100_000),
        reused: request.reusedSocket,
      }),
    )
  const wait = (reason: ExchangeReason, milliseconds: number): void => {
    clearTimeout(waiting)
    if (!settled) waiting = setTimeout(() => fail(reason), milliseconds)
  }
  const onAbort = (): void => end(signal?.reason)

  const onResponse = async (response: IncomingMessage): Promise<void> => {
    reached = 'answer'
    status = response.statusCode ?? 0
    incoming = response
    if (status === 101) return fail('protocol')
    const cap = outgoing.cap(status)
    if (cap === 0) {
      cleanUp()
      request.destroy()
      return resolve({ status, headers: response.headers, body: Buffer.alloc(0) })
    }
    wait('idle-timeout', limits.idle)
    await readBody(response, cap, chunks, () => wait('idle-timeout', limits.idle))
    cleanUp()
    resolve({ status, headers: response.headers, body: Buffer.concat(chunks) })
  }

  signal?.addEventListener('abort', onAbort, { once: true })
  request.once('finish', () => {
    if (reached === 'request') wait('header-timeout', limits.header)
  })
  request.on('error', (error) => {
    // The pool could not connect: nothing was sent.
    if (error instanceof ExchangeError || error instanceof AppError) return end(error)
    const code = systemCode(error)
    fail(code.startsWith('HPE_') ? 'protocol' : reached === 'answer' ? 'cut-off' : 'reset', code)
  })
  request.once('response', (response) => {
    onResponse(response).catch((thrown: unknown) =>
      thrown instanceof ExchangeError ? fail(thrown.reason, thrown.systemCode) : end(thrown),
    )
  })
  // Nobody asked for another protocol: what comes after this is no answer, and need not be waited for.
  const onSwitch = (code: number | undefined): void => {
    if (code !== 101 || settled) return
    reached = 'answer'
    status = code
    fail('protocol')
  }
  request.on('information', ({ statusCode }) => onSwitch(statusCode))
  request.once('upgrade', ({ statusCode }: IncomingMessage) => onSwitch(statusCode))
  request.end(outgoing.body)
  return promise
}

/** Without an agent, Node says `Connection: close` and uses the connection for nothing else. */
const own = (socket: Socket) => ({ createConnection: () => socket })
