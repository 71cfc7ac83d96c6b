import type { Fields } from './fields.ts'
import type { Overwrite } from './overwrite.ts'

// ISO/IEC 14496-12 (MP4) and the QuickTime File Format: boxes of a size, a type and a content.

interface Box {
  readonly type: string
  readonly start: number
  /** Where its content begins. */
  readonly content: number
  readonly end: number
}

interface Rule {
  /** Boxes of place, camera and texts, which become free space. */
  readonly removed: readonly string[]
  readonly opened: readonly string[]
}

/** What is removed of each box that is opened; `file` is the file itself. */
const rules: Readonly<Record<string, Rule>> = {
  file: { removed: ['udta', 'meta', 'uuid'], opened: ['moov', 'moof'] },
  moov: { removed: ['udta', 'meta', 'uuid'], opened: ['trak', 'mvhd'] },
  trak: { removed: ['udta', 'meta', 'uuid'], opened: ['mdia', 'tkhd'] },
  mdia: { removed: ['udta', 'meta'], opened: ['mdhd'] },
  moof: { removed: ['udta', 'meta'], opened: ['traf'] },
  traf: { removed: ['udta', 'meta'], opened: [] },
}

/** Boxes that begin with the times at which they were made and changed. */
const dated = ['mvhd', 'tkhd', 'mdhd']

/** Boxes of other parties that players need: the projection of a spherical film, the licence of an encrypted one. */
const neededIds = ['ffcc8263f8554a938814587a02521fdd', 'd08a4f1810f34a82b6c832d8aba183d3']

const FREE = Buffer.from('free', 'latin1')

/** Sample data, and with it every offset, stays as it is. */
export const inMp4 = (fields: Fields): AsyncGenerator<Overwrite> => inBox(fields, 'file', 0, fields.size)

async function* inBox(fields: Fields, type: string, start: number, end: number): AsyncGenerator<Overwrite> {
  const rule = rules[type]
  for (let at = start; rule !== undefined && at < end;) {
    const box = await readBox(fields, at, end)
    if (box === null) return
    if (rule.removed.includes(box.type)) {
      if (!(await isNeeded(fields, box))) yield* removed(box)
    } else if (rule.opened.includes(box.type)) {
      if (dated.includes(box.type)) yield* withoutTimes(fields, box)
      else yield* inBox(fields, box.type, box.content, box.end)
    }
    at = box.end
  }
}

/** Null for what is no box, or does not end before `limit`. */
async function readBox(fields: Fields, start: number, limit: number): Promise<Box | null> {
  const head = await fields.at(start, 8)
  if (head === null) return null
  let size = head.readUInt32BE(0)
  let content = start + 8
  if (size === 1) {
    const wide = await fields.at(content, 8)
    if (wide === null) return null
    size = Number(wide.readBigUInt64BE(0))
    content += 8
  }
  const end = size === 0 ? limit : start + size
  return end < content || end > limit ? null : { type: head.toString('latin1', 4, 8), start, content, end }
}

async function isNeeded(fields: Fields, { type, content }: Box): Promise<boolean> {
  if (type !== 'uuid') return false
  const id = await fields.at(content, 16)
  return id !== null && neededIds.includes(id.toString('hex'))
}

/** A large box has its size between its type and its content. */
function* removed({ start, content, end }: Box): Generator<Overwrite> {
  yield { start: start + 4, end: start + 8, bytes: FREE }
  if (end > content) yield { start: content, end }
}

async function* withoutTimes(fields: Fields, { content, end }: Box): AsyncGenerator<Overwrite> {
  const head = await fields.at(content, 4)
  // The first version has times of 32 bits, the second one of 64.
  const times = { start: content + 4, end: content + 4 + (head?.[0] === 1 ? 16 : 8) }
  if (head === null || times.end > end) return
  const bytes = await fields.at(times.start, times.end - times.start)
  if (bytes?.some((byte) => byte !== 0) === true) yield times
}
