import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { RawServer, Received } from './rawServer.ts'
import { httpAnswer, startRawServer } from './rawServer.ts'

/** How one request for a file is answered. */
export interface RangeAnswer {
  /** The content; that of the server by default. */
  readonly content?: Buffer
  readonly etag?: string | null
  /** Whether ranges are looked at, and `If-Range`. */
  readonly ranges?: boolean
  readonly ifRange?: boolean
  /** Other headers, which take the place of its own; null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>
  readonly status?: number
  /** Ends the connection after so many bytes of the body. */
  readonly cut?: number
  /** Keeps the connection open after them instead. */
  readonly stall?: number
  /** Declares no size. */
  readonly undeclared?: boolean
}

export interface RangeServer extends RawServer {
  readonly address: string
  /** The `Range` of each request for the file. */
  ranges(): readonly (string | undefined)[]
  /** How many bytes of bodies were sent, by request. */
  readonly sent: readonly number[]
}

export interface RangeServerOptions {
  /** The answer to a request for anything but a file; null for a file. None by default. */
  readonly other?: (request: Received, base: URL) => string | null
  /** Calls back when the test is over. */
  readonly onTestFinished?: (end: () => Promise<void>) => void
}

/**
 * For tests: a server of one file on loopback, which answers each request for it by the next of `answers`, then
 * correctly.
 */
export async function serveRanges(
  content: Buffer,
  answers: readonly RangeAnswer[],
  { other = () => null, onTestFinished: onEnd = onTestFinished }: RangeServerOptions = {},
): Promise<RangeServer> {
  const sent: number[] = []
  const files: Received[] = []
  const server = await startRawServer((socket, request) => {
    const text = other(request, server.url)
    if (text !== null) return void socket.write(text)
    files.push(request)
    const answer = answers[sent.length] ?? {}
    const { head, body } = respond(content, request, answer)
    const end = answer.cut ?? answer.stall ?? body.length
    sent.push(Math.min(end, body.length))
    socket.write(head)
    socket.write(body.subarray(0, end), () => (answer.stall === undefined ? socket.end() : undefined))
  })
  onEnd(server.close)
  return {
    ...server,
    address: new URL('/files/1.bin', server.url).href,
    ranges: () => files.map(({ headers }) => headers['range']),
    sent,
  }
}

const tagOf = (content: Buffer): string =>
  `"${createHash('sha256').update(content).digest('hex').slice(0, 8)}"`

function respond(own: Buffer, request: Received, answer: RangeAnswer) {
  const { content = own, ranges = true, ifRange = true, undeclared = false } = answer
  const etag = answer.etag === undefined ? tagOf(content) : answer.etag
  const asked = /^bytes=(\d+)-$/.exec(request.headers['range'] ?? '')?.[1]
  const isSame = !ifRange || request.headers['if-range'] === etag
  const from = asked !== undefined && ranges && isSame ? Number(asked) : 0
  const outside = from >= content.length && from > 0
  const body = outside ? Buffer.alloc(0) : content.subarray(from)
  const place = outside
    ? `bytes */${content.length}`
    : `bytes ${from}-${content.length - 1}/${content.length}`
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': undeclared ? null : String(body.length),
    'content-range': from > 0 ? place : null,
    etag,
    connection: 'close',
    ...answer.headers,
  }
  const present = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null)
  const status = answer.status ?? (outside ? 416 : from > 0 ? 206 : 200)
  return { head: httpAnswer(status, Object.fromEntries(present)), body }
}
