import { AppError } from '#shared/errors.ts'

/** The maximum size of a data URI's bytes, decoded. */
export const MAX_DATA_BYTES = 16 * 2 ** 20

/** The part of a data URI before its data, for error messages: never the data. */
export const startOf = (uri: string): string => `${uri.slice(0, Math.min(64, uri.indexOf(',') + 1 || 64))}…`

/**
 * The bytes of a `data:` URI, in base64 or percent-encoded; its claimed type is ignored. Throws `picture.large` before
 * it decodes, or `picture.broken`.
 */
export function readDataUri(uri: string): Uint8Array {
  const comma = uri.indexOf(',')
  if (comma < 0) throw broken(uri, 'has no comma before its data')
  const inBase64 = /;\s*base64\s*$/i.test(uri.slice('data:'.length, Math.min(comma, 1024)))
  const coded = uri.length - comma - 1
  if (coded > (inBase64 ? (MAX_DATA_BYTES / 3) * 4 + 4 : 3 * MAX_DATA_BYTES)) throw large(uri)
  const bytes = inBase64 ? readBase64(uri, comma + 1) : readPercent(uri, comma + 1)
  if (bytes.length > MAX_DATA_BYTES) throw large(uri)
  return bytes
}

function readBase64(uri: string, start: number): Uint8Array {
  const text = uri.slice(start)
  // Node's decoder skips invalid characters, so they are checked first.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 === 1) throw broken(uri, 'is not in base64')
  return new Uint8Array(Buffer.from(text, 'base64'))
}

function readPercent(uri: string, start: number): Uint8Array {
  const coded = Buffer.from(uri.slice(start), 'utf8')
  const bytes = new Uint8Array(coded.length)
  let length = 0
  for (let at = 0; at < coded.length; at += 1) {
    const byte = coded[at] ?? 0
    const digits = byte === 0x25 ? coded.toString('latin1', at + 1, at + 3) : null
    if (digits !== null && !/^[0-9a-f]{2}$/i.test(digits)) throw broken(uri, 'has a % without two digits')
    bytes[length] = digits === null ? byte : Number.parseInt(digits, 16)
    length += 1
    if (digits !== null) at += 2
  }
  return bytes.subarray(0, length)
}

const broken = (uri: string, why: string): AppError =>
  new AppError('picture.broken', `${startOf(uri)} is no data URI that can be read: it ${why}.`)

const large = (uri: string): AppError =>
  new AppError('picture.large', `${startOf(uri)} holds more than ${MAX_DATA_BYTES / 2 ** 20} MiB.`)
