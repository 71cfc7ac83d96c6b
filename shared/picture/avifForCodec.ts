import { latin, readLatin, viewOf } from './embeddedText.ts'

const brands: ReadonlySet<string> = new Set(['avif', 'avis'])

/**
 * Items that pixels consist of, and EXIF, which is never compressed and may be requested with them; all others are XMP
 * or unknown data, perhaps compressed.
 */
const allowedBoxes: ReadonlySet<string> = new Set(['av01', 'grid', 'iovl', 'iden', 'tmap', 'Exif'])

/** More boxes than a picture has, including each grid of tiles. */
const MAX_BOXES = 10_000

interface Box {
  readonly type: string
  readonly start: number
  /** The start of its contents. */
  readonly inside: number
  readonly end: number
}

/** Consecutive boxes, as far as they can be read: `length, type, content`, by ISO/IEC 14496-12. */
function* boxes(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  const view = viewOf(bytes)
  let count = 0
  for (let start = from; start + 8 <= to && count < MAX_BOXES; count += 1) {
    const short = view.getUint32(start)
    // 1: the length follows, in eight bytes; 0: until the end of the file.
    const long = short === 1 && start + 16 <= to
    const size = long ? Number(view.getBigUint64(start + 8)) : short === 0 ? to - start : short
    const inside = start + (long ? 16 : 8)
    const end = Math.min(to, start + size)
    if (end < inside) return
    yield { type: readLatin(bytes.subarray(start + 4, start + 8)), start, inside, end }
    start = end
  }
}

export function isAvif(bytes: Uint8Array): boolean {
  const [first] = boxes(bytes, 0, Math.min(bytes.length, 64))
  if (first?.type !== 'ftyp') return false
  for (let at = first.inside; at + 4 <= first.end; at += 4)
    if (brands.has(readLatin(bytes.subarray(at, at + 4)))) return true
  return false
}

/** An AVIF whose item list contains only images and EXIF: codecs ignore the others, whose bytes stay in place. */
export function avifForCodec(bytes: Uint8Array): Uint8Array {
  let made = bytes
  for (const meta of boxes(bytes, 0, bytes.length)) {
    if (meta.type !== 'meta') continue
    for (const list of boxes(bytes, meta.inside + 4, meta.end)) {
      if (list.type !== 'iinf') continue
      const counted = bytes[list.inside] === 0 ? 2 : 4
      for (const entry of boxes(bytes, list.inside + 4 + counted, list.end)) {
        if (entry.type !== 'infe' || isAllowed(bytes, entry)) continue
        if (made === bytes) made = bytes.slice()
        made.set(latin('free'), entry.start + 4)
      }
    }
  }
  return made
}

/** Entries from version 2 on have a type after their number, which is longer from version 3 on. */
function isAllowed(bytes: Uint8Array, { inside, end }: Box): boolean {
  const version = bytes[inside] ?? 0
  const at = inside + 4 + (version === 2 ? 2 : 4) + 2
  return version >= 2 && at + 4 <= end && allowedBoxes.has(readLatin(bytes.subarray(at, at + 4)))
}
