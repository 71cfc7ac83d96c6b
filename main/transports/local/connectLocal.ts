import { once } from 'node:events'
import { createConnection } from 'node:net'
import type { Client, Transport } from '#shared/api/client.ts'
import { createChannel } from '#shared/api/channel.ts'
import { createClient } from '#shared/api/client.ts'
import { readHostFile } from './hostFile.ts'
import { createLines } from './lines.ts'
import type { HostFile } from './hostFile.ts'
import type { LocalRequests } from '../../host/requests/localRequests.ts'
import { localRequests } from '../../host/requests/localRequests.ts'

/** The host that holds a library, for another program of the same user. */
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

/** The maximum length of a line from the host in characters: a run with all its events. */
const LONGEST = 256 * 2 ** 20

/**
 * Connects to the host that holds the library in `home`, or returns null if none listens: there is none, it was killed
 * and left its file behind, or it is a program that accepts no requests.
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
  const channel = createChannel({ send: (message) => lines.send(message) })
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const lines = createLines(socket, { longest: LONGEST, onValue })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    channel.end()
    end()
  })
  lines.send({ token: file.token })
  channel.open()

  function onValue(message: unknown): void {
    if (!channel.receive(message)) socket.destroy()
  }

  return {
    client: createClient(localRequests, channel),
    transport: channel,
    pid: file.pid,
    front: file.front,
    version: file.version,
    protocol: file.protocol,
    ended,
    close() {
      // From here on nothing is answered, though the socket takes a moment to close.
      channel.end()
      socket.destroy()
    },
  }
}
