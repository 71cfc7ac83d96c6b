import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Readable, pipeline } from 'node:stream'
import { AppError } from '#shared/errors.ts'
import { http } from '../platform/http.ts'
import type { Deadlines } from './deadlines.ts'
import { createDeadlines } from './deadlines.ts'
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
  /** Bytes, or pieces that are read as they are sent; their number is in the headers. */
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>
  /** A new connection, which is closed afterwards, or a pool. */
  readonly over: { readonly socket: Socket } | { readonly agent: Agent }
  readonly limits: TimeLimits
  /** The maximum size of a body with this status, after decoding; 0 leaves the body unread. */
  readonly cap: (status: number, headers: IncomingHttpHeaders) => number
  /** Takes the pieces of a body instead of the answer, whose body is then empty. What it throws is the end of the call. */
  readonly receive?: ((pieces: AsyncIterable<Buffer>) => Promise<void>) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/**
 * One request, sent once, and its answer, whatever its status; redirects are answers like others. Rejects with
 * `ExchangeError`, which reports how far it went, or with `signal.reason`.
 */
export function exchange(outgoing: ExchangeRequest): Promise<Answer> {
  const { limits, signal } = outgoing
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  if (signal?.aborted) {
    reject(signal.reason)
    return promise
  }
  // Every byte goes through a socket from openSocket, including TLS: for HTTP they are all alike.
  const request = http.request({
    method: outgoing.method,
    path: outgoing.target,
    headers: { host: outgoing.url.host, ...outgoing.headers },
    setHost: false,
    ...('agent' in outgoing.over ? { agent: outgoing.over.agent } : own(outgoing.over.socket)),
  })
  const progress = createProgress()
  const deadlines = createDeadlines(limits, fail)

  function cleanUp(): void {
    deadlines.clear()
    signal?.removeEventListener('abort', onAbort)
  }
  function end(error: unknown): void {
    cleanUp()
    request.destroy()
    reject(error)
  }
  function fail(reason: ExchangeReason, code = ''): void {
    end(progress.errorOf(reason, code, request.reusedSocket))
  }
  function onAbort(): void {
    end(signal?.reason)
  }

  async function onResponse(response: IncomingMessage): Promise<void> {
    const status = response.statusCode ?? 0
    progress.answered(status, response)
    if (status === 101) return fail('protocol')
    const { headers } = response
    const cap = outgoing.cap(status, headers)
    if (cap === 0) {
      cleanUp()
      request.destroy()
      return resolve({ status, headers, body: Buffer.alloc(0) })
    }
    deadlines.wait('idle-timeout', limits.idle)
    const pieces = readBody(response, cap, (bytes) => deadlines.moved('idle-timeout', limits.idle, bytes))
    await (outgoing.receive ?? progress.read)(pieces)
    cleanUp()
    // An answer that came before all was sent: the rest is of no use.
    if (!request.writableEnded) request.destroy()
    resolve({ status, headers, body: Buffer.concat(progress.chunks) })
  }

  signal?.addEventListener('abort', onAbort, { once: true })
  request.once('finish', () => {
    if (progress.reached() === 'request') deadlines.wait('header-timeout', limits.header)
  })
  request.on('error', (error) => {
    // The pool could not connect: nothing was sent.
    if (error instanceof ExchangeError || error instanceof AppError) return end(error)
    const code = systemCode(error)
    fail(code.startsWith('HPE_') ? 'protocol' : progress.reached() === 'answer' ? 'cut-off' : 'reset', code)
  })
  request.once('response', (response) => {
    onResponse(response).catch((thrown: unknown) =>
      thrown instanceof ExchangeError ? fail(thrown.reason, thrown.systemCode) : end(thrown),
    )
  })
  // No other protocol was requested: what follows is no answer, and need not be awaited.
  const onSwitch = (code: number | undefined): void => {
    if (code !== 101 || deadlines.areCleared()) return
    progress.answered(code)
    fail('protocol')
  }
  request.on('information', ({ statusCode }) => onSwitch(statusCode))
  request.once('upgrade', ({ statusCode }: IncomingMessage) => onSwitch(statusCode))
  sendBody(request, outgoing, deadlines, end)
  return promise
}

function sendBody(
  request: ClientRequest,
  { body, limits }: Pick<ExchangeRequest, 'body' | 'limits'>,
  deadlines: Deadlines,
  onUnreadable: (thrown: unknown) => void,
): void {
  if (body === undefined) return void request.end()
  // A body in memory goes to the system at once: its limit is that of the whole call, if there is one.
  if (body instanceof Uint8Array && limits.total !== null) return void request.end(body)
  deadlines.wait('send-timeout', limits.idle)
  const onPiece = (bytes: number): void => {
    if (!request.writableEnded) deadlines.moved('send-timeout', limits.idle, bytes)
  }
  // The request emits the error of either end.
  pipeline(
    Readable.from(reading(body instanceof Uint8Array ? [body] : body, onPiece, onUnreadable)),
    request,
    () => {},
  )
}

/** How much of a body is passed on at once: a larger piece would hide whether it moves. */
const SENT_AT_ONCE = 2 ** 16

/**
 * The pieces of a body, none too large; `onPiece` is called when the one before has moved on, `onFailure` when they
 * cannot be read, which is no failure of the network.
 */
async function* reading(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onPiece: (bytes: number) => void,
  onFailure: (thrown: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of pieces)
      for (let at = 0; at < piece.length; at += SENT_AT_ONCE) {
        const part = piece.subarray(at, at + SENT_AT_ONCE)
        onPiece(part.length)
        yield part
      }
  } catch (thrown) {
    onFailure(thrown)
    throw thrown
  }
}

/** The progress of a call, and the received part of its answer. */
function createProgress() {
  const chunks: Buffer[] = []
  let reached: Reached = 'request'
  let status: number | null = null
  let incoming: IncomingMessage | undefined
  /** The received part of the body that nobody has read yet: it may name a request. */
  const unread = (): Buffer => {
    const encoded = incoming?.headers['content-encoding'] !== undefined
    const rest: unknown = encoded || incoming?.readableEnded === true ? null : incoming?.read()
    return Buffer.isBuffer(rest) ? rest : Buffer.alloc(0)
  }
  return {
    /** What has been read of the body. */
    chunks,
    async read(pieces: AsyncIterable<Buffer>): Promise<void> {
      for await (const piece of pieces) chunks.push(piece)
    },
    reached: () => reached,
    answered(code: number, response?: IncomingMessage): void {
      reached = 'answer'
      status = code
      incoming = response ?? incoming
    },
    errorOf: (reason: ExchangeReason, code: string, reused: boolean): ExchangeError =>
      new ExchangeError(reason, reached, {
        systemCode: code,
        status,
        partial: Buffer.concat([...chunks, unread()]).toString('utf8', 0, 100_000),
        reused,
      }),
  }
}

/** Without an agent, Node sends `Connection: close` and does not reuse the connection. */
const own = (socket: Socket) => ({ createConnection: () => socket })
