// Watches what goes over the wire. What a strike is held against: the request's first line, as in `POST /v1/models/…`,
// for `send` when it is written, for `receive` when its answer comes in.

import { Socket } from 'node:net'

import { meet, middleOf, strikeAt, watches } from './plan.mjs'

/** @typedef {import('./plan.mjs').Verdict} Verdict */
/** @typedef {{ line: string, received: number, verdicts: Verdict[] }} Exchange */

export function watchSockets() {
  if (!watches('send') && !watches('receive')) return
  /** The exchange that a connection is at. @type {WeakMap<Socket, Exchange>} */
  const exchanges = new WeakMap()
  // Beneath both `write` and the corked writes of HTTP; not documented, and stable since Node 8.
  const proto = /** @type {any} */ (Socket.prototype)
  const { _writeGeneric: send, push } = proto

  /** @this {Socket} @param {boolean} many @param {any} data @param {string} encoding @param {(error?: Error) => void} done */
  proto._writeGeneric = function (many, data, encoding, done) {
    const bytes = many
      ? Buffer.concat(data.map((/** @type {any} */ one) => bytesOf(one.chunk, one.encoding)))
      : bytesOf(data, encoding)
    const line = lineOf(bytes)
    if (line === null) return send.call(this, many, data, encoding, done)
    exchanges.set(this, { line, received: 0, verdicts: meet('receive', line) })
    const verdicts = meet('send', line)
    strikeAt(verdicts, 'before')
    const middle = middleOf(verdicts)
    if (middle !== undefined) {
      const some = bytes.subarray(0, Math.max(1, Math.floor(bytes.length * (middle.strike.share ?? 0.5))))
      return send.call(this, false, some, 'buffer', () => middle.fall())
    }
    send.call(this, many, data, encoding, (/** @type {Error | undefined} */ error) => {
      // The system has taken it: from here on it is on its way whatever happens to this process.
      strikeAt(verdicts, 'after')
      done(error)
    })
  }

  /** @this {Socket} @param {Uint8Array | null} chunk @param {string} encoding */
  proto.push = function (chunk, encoding) {
    const exchange = exchanges.get(this)
    if (exchange === undefined || chunk === null) return push.call(this, chunk, encoding)
    if (exchange.received === 0) strikeAt(exchange.verdicts, 'before')
    exchange.received += chunk.length
    for (const { strike, fall } of exchange.verdicts)
      if (strike.side === 'middle' && exchange.received >= (strike.bytes ?? 1)) fall()
    return push.call(this, chunk, encoding)
  }
}

/** @param {string | Uint8Array} chunk @param {string} encoding */
const bytesOf = (chunk, encoding) =>
  typeof chunk === 'string'
    ? Buffer.from(chunk, /** @type {BufferEncoding} */ (encoding))
    : Buffer.from(chunk)

/** @param {Buffer} bytes */
function lineOf(bytes) {
  const [line = ''] = bytes.toString('latin1', 0, 512).split('\r\n', 1)
  return /^(GET|POST|PUT|DELETE) \S+ HTTP\/1\.1$/.test(line) ? line : null
}
