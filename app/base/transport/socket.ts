import { Answer } from '#shared/api/client.ts'
import type { Transport } from '#shared/api/client.ts'
import { backoff } from './backoff.ts'
import { enter } from './enter.ts'
import type { HostPaths } from './hostPaths.ts'
import { HOST_PATHS_KEY } from './hostPaths.ts'

/**
 * `connected`: requests go through. `lost`: the host is gone, and is looked for. `refused`: a host is there and does not
 * know this page, because it was started again: its own address opens it.
 */
export type Connection = 'connected' | 'lost' | 'refused'

/** What is told of a socket. */
export interface SocketEvents {
  opened(): void
  /** Also where it never opened; nothing comes after it. */
  closed(): void
  received(data: unknown): void
}

/** The part of a `WebSocket` that is used. */
export interface Socket {
  send(text: string): void
  close(): void
}

export interface SocketTransportOptions {
  readonly onState?: (state: Connection) => void
  /** Where the host lets this page in, or null; rejects when it cannot be reached. */
  readonly enter?: () => Promise<HostPaths | null>
  /** Calls back with where the host is, before a socket is opened to it. */
  readonly onHostPaths?: (paths: HostPaths) => void
  readonly open?: (paths: HostPaths, events: SocketEvents) => Socket
  /** Calls back after so many milliseconds. */
  readonly later?: (milliseconds: number, call: () => void) => void
  /** Calls back when the page may have been given a new token, or another page was let in: the host is then asked at once. */
  readonly onAddress?: (call: () => void) => void
}

export interface SocketTransport extends Transport {
  close(): void
}

/**
 * The way to the host over a WebSocket. Where it breaks, the requests under way and those made until it is back reject,
 * and it is opened again. What is asked before it was ever open waits for it.
 */
export function createSocketTransport(options: SocketTransportOptions = {}): SocketTransport {
  const {
    onState = () => {},
    enter: requestPaths = () =>
      enter({ location, history, storage: localStorage, fetch: (url, init) => fetch(url, init) }),
    onHostPaths = () => {},
    open = openSocket,
    later = (milliseconds, call) => void setTimeout(call, milliseconds),
    onAddress = watchAddress,
  } = options
  const listeners = new Set<(event: unknown) => void>()
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  /** What was asked before the first connection, by id. */
  let early: Map<number, string> | null = new Map()
  let socket: Socket | null = null
  let lastId = 0
  let failures = 0
  let closed = false
  let connecting = false

  async function connect(): Promise<void> {
    if (connecting || closed || socket !== null) return
    connecting = true
    const admitted = await requestPaths().catch(() => 'unreachable' as const)
    if (closed) return
    if (admitted === null) return lose('refused')
    if (admitted === 'unreachable') return lose('lost')
    onHostPaths(admitted)
    const opening = open(admitted, {
      opened() {
        failures = 0
        connecting = false
        socket = opening
        for (const text of early?.values() ?? []) opening.send(text)
        early = null
        onState('connected')
      },
      closed: () => lose('lost'),
      received: onMessage,
    })
  }

  function lose(state: Exclude<Connection, 'connected'>): void {
    socket = null
    connecting = false
    early = null
    for (const { reject } of pending.values()) reject(new Error('the host is gone'))
    pending.clear()
    if (closed) return
    onState(state)
    later(backoff(failures++), () => void connect())
  }

  function onMessage(data: unknown): void {
    const message: unknown = parse(data)
    if (typeof message === 'object' && message !== null && 'event' in message) {
      for (const listener of listeners) listener(message.event)
      return
    }
    const answer = Answer.safeParse(message)
    if (!answer.success) return
    const request = pending.get(answer.data.id)
    pending.delete(answer.data.id)
    if ('error' in answer.data) request?.reject(answer.data.error)
    else request?.resolve(answer.data.output)
  }

  void connect()
  onAddress(() => void connect())
  return {
    request(name, input) {
      const id = ++lastId
      const text = JSON.stringify({ id, name, input })
      const request = Promise.withResolvers<unknown>()
      if (socket !== null) socket.send(text)
      else if (early !== null) early.set(id, text)
      else return Promise.reject(new Error('the host is gone'))
      pending.set(id, request)
      return request.promise
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      closed = true
      socket?.close()
      lose('lost')
    },
  }
}

function watchAddress(call: () => void): void {
  globalThis.addEventListener('hashchange', call)
  globalThis.addEventListener('storage', ({ key }) => {
    if (key === HOST_PATHS_KEY) call()
  })
}

function openSocket({ host }: HostPaths, { opened, closed, received }: SocketEvents): Socket {
  const socket = new WebSocket(`ws://${location.host}${host}socket`)
  socket.addEventListener('open', opened)
  socket.addEventListener('close', closed)
  socket.addEventListener('message', ({ data }) => received(data))
  return socket
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined
  } catch {
    return undefined
  }
}
