import { createChannel } from '#shared/api/channel.ts'
import type { Transport } from '#shared/api/client.ts'
import { backoff } from './backoff.ts'
import { enter } from './enter.ts'
import type { HostPaths } from './hostPaths.ts'
import { HOST_PATHS_KEY } from './hostPaths.ts'

/**
 * `connected`: requests go through. `lost`: the host is unreachable, and reconnecting is tried. `refused`: a host
 * answers but does not know this page, because it was restarted; its new address opens it.
 */
export type Connection = 'connected' | 'lost' | 'refused'

/** The events of a socket. */
export interface SocketEvents {
  opened(): void
  /** Also called if it never opened; no event follows. */
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
  /** Resolves with the host's address if it admits this page, or null if not; rejects if it cannot be reached. */
  readonly enter?: () => Promise<HostPaths | null>
  /** Called with the host's address before a socket to it is opened. */
  readonly onHostPaths?: (paths: HostPaths) => void
  readonly open?: (paths: HostPaths, events: SocketEvents) => Socket
  /** Calls back after this many milliseconds. Returns a function that cancels it. */
  readonly later?: (milliseconds: number, call: () => void) => () => void
  /**
   * Calls back when the page may have a new token, or another page was admitted: the host is then asked immediately.
   * Returns a function that stops it.
   */
  readonly onAddress?: (call: () => void) => () => void
}

export interface SocketTransport extends Transport {
  close(): void
}

/**
 * The transport to the host over a WebSocket. When the connection breaks, pending requests and those made before it is
 * back reject, and it reconnects. Requests made before the first connection wait for it.
 */
export function createSocketTransport(options: SocketTransportOptions = {}): SocketTransport {
  const {
    onState = () => {},
    enter: requestPaths = () =>
      enter({ location, history, storage: localStorage, fetch: (url, init) => fetch(url, init) }),
    onHostPaths = () => {},
    open = openSocket,
    later = callLater,
    onAddress = watchAddress,
  } = options
  const channel = createChannel({ send: (message) => socket?.send(JSON.stringify(message)) })
  let socket: Socket | null = null
  /** A socket that is not open yet. */
  let opening: Socket | null = null
  let stopWaiting = (): void => {}
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
    const opened = open(admitted, {
      opened() {
        failures = 0
        connecting = false
        socket = opened
        opening = null
        channel.open()
        onState('connected')
      },
      closed: () => lose('lost'),
      received: (data) => void channel.receive(parse(data)),
    })
    opening = opened
  }

  function lose(state: Exclude<Connection, 'connected'>): void {
    socket = null
    opening = null
    connecting = false
    channel.end()
    if (closed) return
    onState(state)
    stopWaiting()
    stopWaiting = later(backoff(failures++), () => void connect())
  }

  void connect()
  const stopWatching = onAddress(() => void connect())
  return {
    request: (name, input) => channel.request(name, input),
    subscribe: (listener) => channel.subscribe(listener),
    close() {
      closed = true
      stopWaiting()
      stopWatching()
      const open = socket ?? opening
      open?.close()
      lose('lost')
    },
  }
}

function callLater(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds)
  return () => clearTimeout(timer)
}

function watchAddress(call: () => void): () => void {
  const onStorage = ({ key }: StorageEvent): void => {
    if (key === HOST_PATHS_KEY) call()
  }
  globalThis.addEventListener('hashchange', call)
  globalThis.addEventListener('storage', onStorage)
  return () => {
    globalThis.removeEventListener('hashchange', call)
    globalThis.removeEventListener('storage', onStorage)
  }
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
