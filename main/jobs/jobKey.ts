import { createHash } from 'node:crypto'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { Json } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { WireValue } from '#shared/services.ts'
import { isWireList } from './encodeInput.ts'

/**
 * The identity of equal jobs, as a SHA-256 in hexadecimal: endpoint, its version, and the input, with media by their
 * own hash, however they are sent, and keys in any order. A picture is identified by the asset, not by the bytes that
 * are sent in its place: another version of the codec may make other bytes of the same photo, and a job that was paid
 * for, or may have been, would then be submitted again. So two files that differ only in their metadata are two inputs.
 */
export function jobKey(
  endpoint: Pick<Endpoint, 'modelId' | 'version'>,
  input: Readonly<Record<string, WireValue>>,
): string {
  const text = JSON.stringify([endpoint.modelId, endpoint.version ?? 1, plain(input)])
  return createHash('sha256').update(text).digest('hex')
}

function plain(value: WireValue): Json {
  if (isMedia(value)) return { media: value.media, sha256: value.sha256 }
  if (typeof value !== 'object' || value === null) return value
  if (isWireList(value)) return value.map(plain)
  // A list of pairs, so that it cannot be mistaken for a value of the input.
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { object: entries.map(([key, item]) => [key, plain(item)]) }
}
