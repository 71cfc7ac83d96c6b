import type { Fields } from './fields.ts'
import type { Overwrite } from './overwrite.ts'

// RFC 8794 (EBML) and RFC 9559 (Matroska, of which WebM is a part): elements of an id, a size and a content.

interface Element {
  readonly id: number
  readonly start: number
  /** Where its content begins. */
  readonly content: number
  readonly end: number
  /** It ends where something begins that cannot be in it. */
  readonly isOpen: boolean
}

interface Rule {
  /** Elements of place, device and texts, which become void. */
  readonly removed: readonly number[]
  readonly opened: Readonly<Record<number, Rule>>
}

const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const CHECKSUM = 0xbf
const VOID = 0xec

const info: Rule = {
  // The date, the title, and the names of this file, the one before and the one after it.
  removed: [0x4461, 0x7ba9, 0x7384, 0x3c83ab, 0x3e83bb],
  opened: {},
}
const tracks: Rule = { removed: [], opened: { 0xae: { removed: [0x536e], opened: {} } } }
const segment: Rule = {
  // Tags, attached files, chapters.
  removed: [0x1254c367, 0x1941a469, 0x1043a770],
  opened: { 0x1549a966: info, 0x1654ae6b: tracks },
}
const file: Rule = { removed: [], opened: { [SEGMENT]: segment } }

export const inWebm = async (fields: Fields): Promise<readonly Overwrite[]> =>
  inElement(fields, file, 0, fields.size)

async function inElement(
  fields: Fields,
  rule: Rule,
  start: number,
  end: number,
): Promise<readonly Overwrite[]> {
  const found: Overwrite[] = []
  let checksum: Element | null = null
  for (let at = start; at < end;) {
    const element = await readElement(fields, at, end)
    if (element === null) break
    const { id, content } = element
    const inner = rule.opened[id]
    at = element.end
    if (id === CHECKSUM) checksum = element
    else if (inner !== undefined)
      for (const part of await inElement(fields, inner, content, element.end)) found.push(part)
    // What is in an open cluster is passed like what comes after it.
    else if (element.isOpen && id === CLUSTER) at = content
    else if (element.isOpen) break
    else if (rule.removed.includes(id)) found.push(voidOf(element))
  }
  if (found.length > 0 && checksum !== null) found.push(voidOf(checksum))
  return found
}

/** The number of leading zeros of a byte tells how many more belong to it. */
const lengthOf = (first: number): number => Math.clz32(first) - 23

/** Null for what is no element, or does not end before `limit`. */
async function readElement(fields: Fields, start: number, limit: number): Promise<Element | null> {
  const head = await fields.at(start, Math.min(MAX_HEAD, limit - start))
  const idLength = lengthOf(head?.[0] ?? 0)
  const sizeLength = lengthOf(head?.[idLength] ?? 0)
  if (head === null || idLength > 4 || sizeLength > 8 || head.length < idLength + sizeLength) return null
  const id = head.readUIntBE(0, idLength)
  const content = start + idLength + sizeLength
  const field = head.subarray(idLength, idLength + sizeLength)
  const size = Number(BigInt.asUintN(7 * sizeLength, BigInt(`0x${field.toString('hex')}`)))
  const isOpen = size === Number(2n ** BigInt(7 * sizeLength) - 1n)
  const end = isOpen ? limit : content + size
  return end > limit ? null : { id, start, content, end, isOpen }
}

/** An id of at most four bytes, and a size of at most eight. */
const MAX_HEAD = 12

/** The size of a void element has one byte where it can, otherwise eight: so there is one of every length. */
function voidOf({ start, end }: Element): Overwrite {
  const length = end - start
  if (length <= 2 + 126) return { start, end, bytes: Uint8Array.of(VOID, 0x80 | (length - 2)) }
  const bytes = Buffer.alloc(9)
  bytes[0] = VOID
  bytes.writeBigUInt64BE(2n ** 56n + BigInt(length - 9), 1)
  return { start, end, bytes }
}
