import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { eventMessage, serveChannel } from '#shared/api/channel.ts'
import { requests } from '#shared/api/contract.ts'
import { countContainers } from '#shared/document/countContainers.ts'
import { CAPS } from '#shared/document/workflow.ts'
import type { Clock, Log } from '#shared/services.ts'
import type { Session } from '../host/createSession.ts'
import type { HostLimits } from './limits.ts'

/** The sockets of the open pages. */
export interface Sockets {
  readonly count: number
  /** Completes an upgrade that was found valid. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

export interface SocketsOptions {
  readonly session: Pick<Session, 'handlers' | 'subscribe'>
  readonly limits: HostLimits
  readonly clock: Pick<Clock, 'sleep'>
  readonly log?: Log
}

/** Close codes of the protocol (RFC 6455, 7.4.1). */
const code = { goingAway: 1001, unsupported: 1003, policy: 1008 } as const

export function createSockets({ session, limits, clock, log }: SocketsOptions): Sockets {
  // Without compression: it costs more than loopback, and memory without a limit.
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.message, perMessageDeflate: false })
  const closing = new AbortController()

  const unsubscribe = session.subscribe((event) => {
    const text = JSON.stringify(eventMessage(event))
    for (const socket of server.clients) write(socket, text)
  })

  function write(socket: WebSocket, text: string): void {
    if (socket.readyState !== WebSocket.OPEN) return
    if (socket.bufferedAmount > limits.unread) socket.terminate()
    else socket.send(text)
  }

  server.on('connection', (socket) => {
    const take = serveChannel({
      table: requests,
      handlers: session.handlers,
      maxPending: limits.pending,
      send: (answer) => write(socket, JSON.stringify(answer)),
    })
    socket.on('error', () => socket.terminate())
    socket.on('message', (data, isBinary) => {
      if (isBinary || !Buffer.isBuffer(data)) return socket.close(code.unsupported)
      if (!take(parse(data.toString('utf8')))) socket.close(code.policy)
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

/** Checks whether the other side is still there, as long as the socket is open. */
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

/** A workflow has at most so many objects and lists, and so has a change of one; more of them only take memory. */
const MAX_CONTAINERS = 2 * CAPS.containers

/** Undefined for a text that is no JSON, or has more objects and lists than any message. */
function parse(text: string): unknown {
  if (countContainers(text, MAX_CONTAINERS) > MAX_CONTAINERS) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
