import type { IncomingHttpHeaders } from 'node:http'
import { isPlainBody } from './readBody.ts'

/** What an earlier try has brought of a file. */
export interface HeldPart {
  /** More than 0. */
  readonly bytes: number
  /** Of the whole file, if its server declared it. */
  readonly total: number | null
  /** The ETag or the date with which its server named this version of the file. */
  readonly validator: string
}

/** What a server says about the body that it begins to send. */
export interface Arrival {
  /** The place in the file at which the body begins, in bytes. */
  readonly from: number
  /** The size of the whole file; null if its server does not declare it. */
  readonly total: number | null
  /** By which the rest can be asked for; null if a part of this file cannot be continued. */
  readonly validator: string | null
  /** The declared SHA-256 of the whole file as hexadecimal; null if there is none. */
  readonly sha256: string | null
}

/** Asks for the rest of a file, and for all of it if it has changed. */
export const continuing = (held: HeldPart | null): Readonly<Record<string, string>> =>
  held === null ? {} : { range: `bytes=${held.bytes}-`, 'if-range': held.validator }

/**
 * What comes with an answer of 200 or 206 to a request with `held`. Null if it does not continue that part: another
 * place, another size, another version, or a body that is packed.
 */
export function readArrival(
  status: number,
  headers: IncomingHttpHeaders,
  held: HeldPart | null,
): Arrival | null {
  // The size, the places and the digest of a packed body are not those of the file.
  if (!isPlainBody(headers))
    return status === 200 ? { from: 0, total: null, validator: null, sha256: null } : null
  const sha256 = readDigest(headers)
  if (status === 200)
    return {
      from: 0,
      total: readSize(headers['content-length']),
      validator: readValidator(headers),
      sha256: sha256 ?? readSha256(headers['content-digest']),
    }
  if (held === null) return null
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range'] ?? '')
  if (range === null || readSize(range[1]) !== held.bytes) return null
  const total = range[3] === '*' ? null : readSize(range[3])
  if (held.total !== null && total !== null && held.total !== total) return null
  if (total !== null && total <= held.bytes) return null
  // A server may send less than all of the rest: without a size or a digest nobody would notice.
  if (total === null && held.total === null && sha256 === null) return null
  return isSameVersion(headers, held)
    ? { from: held.bytes, total: total ?? held.total, validator: held.validator, sha256 }
    : null
}

/**
 * Not every server that sends a part looks at `If-Range`. With an ETag it has to repeat it; a date may be missing from
 * the answer to a request that named it.
 */
function isSameVersion(headers: IncomingHttpHeaders, { validator }: HeldPart): boolean {
  if (validator.startsWith('"')) return headers.etag === validator
  const date = headers['last-modified']
  return date === undefined || date === validator
}

/** A second in which a file was changed may have seen two versions of it. */
const A_SECOND = 1000

/** A strong ETag, or a date that names one version alone. */
function readValidator({ etag, date, 'last-modified': modified }: IncomingHttpHeaders): string | null {
  if (etag !== undefined) return /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(etag) ? etag : null
  if (modified === undefined || date === undefined) return null
  return Date.parse(date) - Date.parse(modified) >= A_SECOND ? modified : null
}

const readSize = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null

/** RFC 9530, and the older header that it replaces: both are about the whole file, also beside a part of it. */
const readDigest = (headers: IncomingHttpHeaders): string | null =>
  readSha256(headers['repr-digest']) ?? readSha256(headers['digest'])

function readSha256(header: string | readonly string[] | undefined): string | null {
  const text = typeof header === 'string' ? header : ''
  const base64 = /(?:^|[,\s])sha-256=:?([A-Za-z0-9+/]{43}=)/i.exec(text)?.[1]
  return base64 === undefined ? null : Buffer.from(base64, 'base64').toString('hex')
}
