import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { toAppError } from '#shared/errors.ts'
import type { Answer } from '#shared/api/client.ts'
import { serve } from '#shared/api/serve.ts'
import type { Clock, Log } from '#shared/services.ts'
import type { Session } from '../host/createSession.ts'
import type { HostLimits } from './limits.ts'
import { parseAs } from '#shared/problems/parseAs.ts'

/** The sockets of the pages that are open. */
export interface Sockets {
  readonly count: number
  /** Goes on with an upgrade that was found to be in order. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

export interface SocketsOptions {
  readonly session: Pick<Session, 'handlers' | 'subscribe'>
  readonly limits: HostLimits
  readonly clock: Pick<Clock, 'sleep'>
  readonly log?: Log
}

const Request = z.object({ id: z.int(), name: z.string().max(100), input: z.unknown() })

/** Close codes of the protocol (RFC 6455, 7.4.1). */
const code = { goingAway: 1001, unsupported: 1003, policy: 1008 } as const

export function createSockets({ session, limits, clock, log }: SocketsOptions): Sockets {
  // Without compression: it costs more than loopback, and memory that nobody has bounded.
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.message, perMessageDeflate: false })
  const closing = new AbortController()

  const unsubscribe = session.subscribe((event) => {
    const text = JSON.stringify({ event })
    for (const socket of server.clients) write(socket, text)
  })

  function write(socket: WebSocket, text: string): void {
    if (socket.readyState !== WebSocket.OPEN) return
    if (socket.bufferedAmount > limits.unread) socket.terminate()
    else socket.send(text)
  }

  async function answer(socket: WebSocket, { id, name, input }: z.infer<typeof Request>): Promise<void> {
    const reply = await serve(session.handlers, name, input).then(
      (output): Answer => ({ id, output }),
      (thrown: unknown): Answer => ({ id, error: toAppError(thrown).toJSON() }),
    )
    write(socket, JSON.stringify(reply))
  }

  server.on('connection', (socket) => {
    let pending = 0
    socket.on('error', () => socket.terminate())
    socket.on('message', (data, isBinary) => {
      if (isBinary || !Buffer.isBuffer(data)) return socket.close(code.unsupported)
      const request = parseAs(Request, parse(data.toString('utf8')))
      if (!request.success || pending >= limits.pending) return socket.close(code.policy)
      pending++
      void answer(socket, request.data).finally(() => pending--)
    })
    ping(socket, limits.pingTime, clock, closing.signal).catch((thrown: unknown) =>
      log?.warn('socket.unpinged', { error: thrown }),
    )
  })

  return {
    get count() {
      return server.clients.size
    },
    accept: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request)),
    close() {
      closing.abort()
      unsubscribe()
      for (const socket of server.clients) {
        socket.close(code.goingAway)
        socket.terminate()
      }
      server.close()
    },
  }
}

/** Finds out whether the other side is still there, for as long as the socket is open. */
async function ping(
  socket: WebSocket,
  every: number,
  clock: Pick<Clock, 'sleep'>,
  closing: AbortSignal,
): Promise<void> {
  const over = new AbortController()
  socket.once('close', () => over.abort())
  const ended = AbortSignal.any([over.signal, closing])
  let isAlive = true
  socket.on('pong', () => (isAlive = true))
  try {
    for (;;) {
      await clock.sleep(every, ended)
      if (!isAlive) return socket.terminate()
      isAlive = false
      socket.ping()
    }
  } catch (thrown) {
    // Closed meanwhile.
    if (!ended.aborted) throw thrown
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
