import type { Fields } from './fields.ts'
import { inFlac } from './inFlac.ts'
import type { Overwrite } from './overwrite.ts'

/** Tags follow each other in few files, and never as many times. */
const MAX_TAGS = 16

/** Tags before the sound (ID3v2) and after it (APE, ID3v1), which stay as empty ones: players skip them by their size. */
export async function* inMp3(fields: Fields): AsyncGenerator<Overwrite> {
  let start = 0
  for (let count = 0; count < MAX_TAGS; count += 1) {
    const tag = emptyTag(await fields.at(start, 10), start)
    if (tag === null || tag.end > fields.size) break
    yield tag
    start = tag.end
  }
  if (await isAt(fields, start, 'fLaC')) yield* inFlac(fields, start)
  yield* afterSound(fields, start)
}

/** A tag of padding in place of the one with this head; null if that is none. */
function emptyTag(head: Buffer | null, start: number): Overwrite | null {
  if (head?.toString('latin1', 0, 3) !== 'ID3') return null
  const [sizes, flags] = [head.subarray(6), head.readUInt8(5)]
  if (sizes.some((byte) => byte > 0x7f)) return null
  const content = sizes.reduce((total, byte) => total * 0x80 + byte, 0)
  // A copy of the head may come at the end, which padding may not have: it becomes a part of it.
  const size = content + ((flags & 0x10) === 0 ? 0 : 10)
  if (size >= 2 ** 28) return null
  const bytes = Buffer.alloc(10)
  head.copy(bytes, 0, 0, 5)
  for (const [index, shift] of [21, 14, 7, 0].entries()) bytes[6 + index] = (size >> shift) & 0x7f
  return { start, end: start + 10 + size, bytes }
}

const ID3V1 = 128
const ID3V1_EXTENDED = 227
const APE_HEAD = 32

async function* afterSound(fields: Fields, start: number): AsyncGenerator<Overwrite> {
  let end = fields.size
  if (end - ID3V1 >= start && (await isAt(fields, end - ID3V1, 'TAG'))) {
    const bytes = Buffer.alloc(ID3V1)
    bytes.write('TAG', 'latin1')
    // No genre: 0 is the blues.
    bytes[ID3V1 - 1] = 255
    yield { start: end - ID3V1, end, bytes }
    end -= ID3V1
    if (end - ID3V1_EXTENDED >= start && (await isAt(fields, end - ID3V1_EXTENDED, 'TAG+'))) {
      yield { start: end - ID3V1_EXTENDED + 4, end }
      end -= ID3V1_EXTENDED
    }
  }
  if (end - APE_HEAD < start || !(await isAt(fields, end - APE_HEAD, 'APETAGEX'))) return
  const foot = await fields.at(end - APE_HEAD, APE_HEAD)
  const items = end - (foot?.readUInt32LE(12) ?? 0)
  if (items > end - APE_HEAD || items < start) return
  if (items - APE_HEAD >= start && (await isAt(fields, items - APE_HEAD, 'APETAGEX')))
    yield withoutItems(items - APE_HEAD)
  yield { start: items, end: end - APE_HEAD }
  yield withoutItems(end - APE_HEAD)
}

/** The number of items in the head or foot of an APE tag. */
const withoutItems = (start: number): Overwrite => ({ start: start + 16, end: start + 20 })

const isAt = async (fields: Fields, start: number, text: string): Promise<boolean> =>
  (await fields.at(start, text.length))?.toString('latin1') === text
