import { joinBytes, readLatin } from './embeddedText.ts'
import type { Part } from './cutOut.ts'
import { cutOut } from './cutOut.ts'

export const isGif = (bytes: Uint8Array): boolean => /^GIF8[79]a$/.test(readLatin(bytes.subarray(0, 6)))

const IMAGE = 0x2c
const EXTENSION = 0x21
/** The delay, the disposal and the transparent colour of the image behind it. */
const CONTROL = 0xf9
const TRAILER = Uint8Array.of(0x3b)

/** The size of a colour table in bytes, by the flags before it. */
const tableOf = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

/**
 * A GIF with only its first image: comments, plain texts, application data (XMP, loops) and all other images are
 * removed. Damaged files are returned as far as they can be read. The same bytes if nothing had to be removed.
 */
export function gifForCodec(bytes: Uint8Array): Uint8Array {
  const parts: Part[] = []
  let start = 13 + tableOf(bytes[10] ?? 0)
  while (bytes[start] === EXTENSION) {
    const end = endOfBlocks(bytes, start + 2)
    const keep = bytes[start + 1] === CONTROL
    const last = parts.at(-1)
    // One part for consecutive blocks with the same fate: there may be a million of them.
    if (last !== undefined && last.keep === keep) parts[parts.length - 1] = { ...last, end }
    else parts.push({ start, end, keep })
    start = end
  }
  if (bytes[start] !== IMAGE) return cutOut(bytes, parts)
  const end = endOfBlocks(bytes, start + 11 + tableOf(bytes[start + 9] ?? 0))
  if (end + 1 >= bytes.length) return cutOut(bytes, parts)
  return joinBytes([cutOut(bytes.subarray(0, end), parts), TRAILER])
}

/** The end of a sequence of blocks, each prefixed with its length, the last one empty. */
function endOfBlocks(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length) {
    const length = bytes[at] ?? 0
    at += 1 + length
    if (length === 0) break
  }
  return Math.min(at, bytes.length)
}
