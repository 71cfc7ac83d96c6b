import type { Server, Socket } from 'node:net'
import { createServer } from 'node:net'

/** A raw request. */
export interface Received {
  /** `GET /path`. */
  readonly line: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** The index of its connection, from 0. */
  readonly connection: number
}

export interface RawServer {
  readonly url: URL
  readonly port: number
  readonly requests: readonly Received[]
  close(): Promise<void>
}

/**
 * For tests: a server on loopback that sends exactly what `answer` writes, HTTP or not. A request is passed to it once
 * its body is complete.
 */
export async function startRawServer(
  answer: (socket: Socket, request: Received) => void,
): Promise<RawServer> {
  const requests: Received[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server: Server = createServer((socket) => {
    const connection = connections++
    let waiting = Buffer.alloc(0)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk])
      const request = readRequest(waiting, connection)
      if (request === null) return
      waiting = Buffer.alloc(0)
      requests.push(request)
      answer(socket, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    port: address.port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function readRequest(bytes: Buffer, connection: number): Received | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [line = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((text) => [
      text.slice(0, text.indexOf(':')).toLowerCase(),
      text.slice(text.indexOf(':') + 1).trim(),
    ]),
  )
  const body = bytes.subarray(end + 4)
  if (body.length < Number(headers['content-length'] ?? 0)) return null
  return { line: line.replace(/ HTTP\/1\.1$/, ''), headers, body, connection }
}

/** A complete answer as text. */
export function httpAnswer(
  status: number,
  headers: Readonly<Record<string, string | number>>,
  body = '',
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} Words\r\n${lines.join('')}\r\n${body}`
}

/** A complete answer with a JSON body and its right length. */
export const jsonAnswer = (status: number, body: unknown): string =>
  httpAnswer(
    status,
    { 'content-type': 'application/json', 'content-length': Buffer.byteLength(JSON.stringify(body)) },
    JSON.stringify(body),
  )
