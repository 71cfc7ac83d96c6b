import { once } from 'node:events'
import { createConnection } from 'node:net'
import type { Client, Transport } from '#shared/api/client.ts'
import { Answer, createClient } from '#shared/api/client.ts'
import { readHostFile } from './hostFile.ts'
import { createLines } from './lines.ts'
import type { HostFile } from './hostFile.ts'
import type { LocalRequests } from '../../host/localRequests.ts'
import { localRequests } from '../../host/localRequests.ts'

/** The host that holds a library, as another program of the same person reaches it. */
export interface LocalConnection {
  readonly client: Client<LocalRequests>
  readonly transport: Transport
  readonly pid: number
  readonly front: HostFile['front']
  readonly version: string
  readonly protocol: number
  /** Resolves when the host is gone, or `close` was called. */
  readonly ended: Promise<void>
  close(): void
}

/** Characters of a line that is taken from the host: a run with all that happened in it. */
const LONGEST = 256 * 2 ** 20

/**
 * The way to the host that holds the library in `home`, or null where none listens: none is there, it was killed and left
 * its file behind, or it is a program that takes no requests.
 */
export async function connectLocal(home: string): Promise<LocalConnection | null> {
  const file = await readHostFile(home)
  if (file === null) return null
  const socket = createConnection(file.address)
  try {
    await once(socket, 'connect')
  } catch {
    return null
  }
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Set<(event: unknown) => void>()
  let last = 0
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const lines = createLines(socket, { longest: LONGEST, onValue: onMessage })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const { reject } of pending.values()) reject(new Error('the host is gone'))
    pending.clear()
    end()
  })
  lines.send({ token: file.token })

  function onMessage(message: unknown): void {
    if (typeof message === 'object' && message !== null && 'event' in message) {
      for (const listener of listeners) listener(message.event)
      return
    }
    const answer = Answer.parse(message)
    const request = pending.get(answer.id)
    pending.delete(answer.id)
    if ('error' in answer) request?.reject(answer.error)
    else request?.resolve(answer.output)
  }

  const transport: Transport = {
    request(name, input) {
      const request = Promise.withResolvers<unknown>()
      if (socket.destroyed) request.reject(new Error('the host is gone'))
      else {
        pending.set(++last, request)
        lines.send({ id: last, name, input })
      }
      return request.promise
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const client = createClient(localRequests, transport)
  return {
    client,
    transport,
    pid: file.pid,
    front: file.front,
    version: file.version,
    protocol: file.protocol,
    ended,
    close: () => void socket.destroy(),
  }
}
