// Watches the network. A fault is matched against the request's first line, as in `POST /v1/models/…`, for `send` when
// it is written, for `receive` when its answer arrives.

import { Socket } from 'node:net'
import type { Due } from './plan.ts'
import { meet, middleOf, injectAt, watches } from './plan.ts'

interface Exchange {
  received: number
  readonly due: readonly Due[]
}

interface Chunk {
  readonly chunk: string | Uint8Array
  readonly encoding: BufferEncoding
}

type Done = (error?: Error | null) => void

/** Beneath both `write` and the corked writes of HTTP; not documented, and the same since Node 8. */
const SEND = '_writeGeneric'

interface Insides {
  [SEND](many: boolean, data: string | Uint8Array | readonly Chunk[], encoding: string, done: Done): unknown
  push(chunk: Uint8Array | null, encoding?: BufferEncoding): boolean
}

/** The current exchange of a connection. */
const exchanges = new WeakMap<object, Exchange>()

export function watchSockets(): void {
  if (!watches('send') && !watches('receive')) return
  // The cast: Node's types leave these out.
  const prototype = Object(Socket.prototype) as Insides
  const { [SEND]: send, push } = prototype

  prototype[SEND] = function (many, data, encoding, done) {
    const bytes = bytesOf(data, encoding)
    const line = lineOf(bytes)
    if (line === null) return send.call(this, many, data, encoding, done)
    exchanges.set(this, { received: 0, due: meet('receive', line) })
    const due = meet('send', line)
    injectAt(due, 'before')
    const middle = middleOf(due)
    if (middle !== undefined) {
      const some = bytes.subarray(0, Math.max(1, Math.floor(bytes.length * (middle.fault.share ?? 0.5))))
      return send.call(this, false, some, 'buffer', () => middle.fall())
    }
    return send.call(this, many, data, encoding, (error) => {
      // The system has accepted it: from here on it is sent whatever happens to this process.
      injectAt(due, 'after')
      done(error)
    })
  }

  prototype.push = function (chunk, encoding) {
    const exchange = exchanges.get(this)
    if (exchange === undefined || chunk === null) return push.call(this, chunk, encoding)
    if (exchange.received === 0) injectAt(exchange.due, 'before')
    exchange.received += chunk.length
    for (const { fault, fall } of exchange.due)
      if (fault.side === 'middle' && exchange.received >= (fault.bytes ?? 1)) fall()
    return push.call(this, chunk, encoding)
  }
}

function bytesOf(data: string | Uint8Array | readonly Chunk[], encoding: string): Buffer {
  if (typeof data === 'string') return Buffer.from(data, Buffer.isEncoding(encoding) ? encoding : 'utf8')
  if (data instanceof Uint8Array) return Buffer.from(data)
  return Buffer.concat(data.map((one) => bytesOf(one.chunk, one.encoding)))
}

function lineOf(bytes: Buffer): string | null {
  const [line = ''] = bytes.toString('latin1', 0, 512).split('\r\n', 1)
  return /^(GET|POST|PUT|DELETE) \S+ HTTP\/1\.1$/.test(line) ? line : null
}
