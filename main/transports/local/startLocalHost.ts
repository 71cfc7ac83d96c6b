import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import type { Server, Socket } from 'node:net'
import { createServer } from 'node:net'
import { z } from 'zod'
import { eventMessage, serveChannel } from '#shared/api/channel.ts'
import type { HostEvent } from '#shared/api/contract.ts'
import type { HandlersOf, RequestTable } from '#shared/api/table.ts'
import { chooseAddress } from './address.ts'
import type { HostFile } from './hostFile.ts'
import { PROTOCOL, removeHostFile, writeHostFile } from './hostFile.ts'
import type { Lines } from './lines.ts'
import { createLines } from './lines.ts'

export interface LocalHostOptions<T extends RequestTable> {
  /** The library's folder, which this process holds. */
  readonly home: string
  readonly version: string
  readonly front: HostFile['front']
  /** The accepted requests and their handlers. */
  readonly table: T
  readonly handlers: HandlersOf<T>
  subscribe(this: void, listener: (event: HostEvent) => void): () => void
}

/** Listens for programs of the same user. */
export interface LocalHost {
  readonly address: string
  close(): Promise<void>
}

const limits = {
  /** Characters of one line: the largest workflow, quoted. */
  line: 48 * 2 ** 20,
  /** Unread bytes of a listener; one that stops reading is disconnected. */
  unread: 64 * 2 ** 20,
  connections: 64,
  pending: 256,
  /** Time limit for sending the token, in milliseconds. */
  greeting: 5000,
} as const

const Greeting = z.object({ token: z.string() })

/**
 * Serves programs of the same user on this machine: the requests of a page, and submitted runs. They find the address
 * in a file that only this user can read. Rejects with `file.unwritable`, or as listening does.
 */
export async function startLocalHost<T extends RequestTable>({
  home,
  version,
  front,
  table,
  handlers,
  subscribe,
}: LocalHostOptions<T>): Promise<LocalHost> {
  const token = randomBytes(32).toString('hex')
  const address = await chooseAddress(home, randomBytes(16).toString('hex'))
  const sockets = new Set<Socket>()
  const admitted = new Set<readonly [Socket, Lines]>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    receive(socket)
  })
  server.maxConnections = limits.connections

  const unsubscribe = subscribe((event) => {
    for (const [socket, lines] of admitted)
      if (lines.unread > limits.unread) socket.destroy()
      else lines.send(eventMessage(event))
  })

  /** Waits for the token; serves after the right one. */
  function receive(socket: Socket): void {
    socket.setTimeout(limits.greeting, () => socket.destroy())
    let greeted = false
    const lines = createLines(socket, {
      longest: limits.line,
      onValue(value) {
        if (!greeted) {
          if (!isEqual(Greeting.parse(value).token, token)) return void socket.destroy()
          greeted = true
          socket.setTimeout(0)
          const entry = [socket, lines] as const
          admitted.add(entry)
          socket.on('close', () => admitted.delete(entry))
          return
        }
        if (!take(value)) socket.destroy()
      },
    })
    const take = serveChannel({ table, handlers, maxPending: limits.pending, send: lines.send })
  }

  const close = async (): Promise<void> => {
    unsubscribe()
    // From here on nothing is served, however long the files take.
    const ended = server.listening ? new Promise((resolve) => server.close(resolve)) : null
    for (const socket of sockets) socket.destroy()
    await removeHostFile(home)
    await ended
    await address.remove()
  }
  try {
    await listen(server, address.address)
    await writeHostFile(home, {
      address: address.address,
      token,
      pid: process.pid,
      version,
      front,
      protocol: PROTOCOL,
    })
  } catch (thrown) {
    await close()
    throw thrown
  }
  return { address: address.address, close }
}

async function listen(server: Server, address: string): Promise<void> {
  server.listen(address)
  await once(server, 'listening')
  // The folder may be accessible to others.
  if (process.platform !== 'win32') await chmod(address, 0o600)
}

function isEqual(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}
