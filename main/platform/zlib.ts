import { deflateSync, inflateSync } from 'node:zlib'
import type { Zlib } from '#shared/picture/zlib.ts'
import { bytesOf } from './bytesOf.ts'

/** Node's zlib. Data that unpacks to more than allowed is abandoned while it unpacks. */
export const zlib: Zlib = {
  deflate: (bytes) => bytesOf(deflateSync(bytes, { level: 9 })),
  inflate: (bytes, max) => bytesOf(inflateSync(bytes, { maxOutputLength: Math.max(1, max) })),
}
