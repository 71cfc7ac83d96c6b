import { deflateSync, inflateSync } from 'node:zlib'
import type { Zlib } from '#shared/picture/zlib.ts'
import { bytesOf } from './bytesOf.ts'

/** zlib as Node has it. What unpacks to more than it may is given up while it unpacks. */
export const zlib: Zlib = {
  deflate: (bytes) => bytesOf(deflateSync(bytes, { level: 9 })),
  inflate: (bytes, max) => bytesOf(inflateSync(bytes, { maxOutputLength: Math.max(1, max) })),
}
