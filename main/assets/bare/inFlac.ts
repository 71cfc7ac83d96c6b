import type { Fields } from './fields.ts'
import type { Overwrite } from './overwrite.ts'

/** Blocks of RFC 9639: of programs, of texts, and of pictures. */
const removed = [2, 4, 6]
const PADDING = 1
/** The bit of a block that is followed by sound. */
const LAST = 0x80

/** `start`: where its signature is, which follows tags of another kind in some files. */
export async function* inFlac(fields: Fields, start = 0): AsyncGenerator<Overwrite> {
  for (let at = start + 4; ;) {
    const head = await fields.at(at, 4)
    if (head === null) return
    const first = head.readUInt8(0)
    const end = at + 4 + head.readUIntBE(1, 3)
    if (end > fields.size) return
    if (removed.includes(first & ~LAST)) {
      yield { start: at, end: at + 1, bytes: Uint8Array.of((first & LAST) | PADDING) }
      if (end > at + 4) yield { start: at + 4, end }
    }
    if ((first & LAST) !== 0) return
    at = end
  }
}
