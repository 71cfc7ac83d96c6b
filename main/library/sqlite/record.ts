/** A column of a record; undefined if its bytes are missing. */
export type Column = null | number | string | Uint8Array | undefined

export interface Varint {
  readonly value: number
  /** The offset after it. */
  readonly next: number
}

/** SQLite's integer of 1 to 9 bytes; null if the bytes are truncated. */
export function readVarint(bytes: Uint8Array, at: number): Varint | null {
  let value = 0
  for (let index = at; ; index++) {
    const byte = bytes[index]
    if (byte === undefined) return null
    if (index === at + 8) return { value: value * 256 + byte, next: index + 1 }
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return { value, next: index + 1 }
  }
}

/**
 * The columns of a record of `length` bytes, of which `bytes` has the first, perhaps not all. Null if it is invalid:
 * the sizes in its header must add up to its length. Layout: "Record Format" in SQLite's description of its files.
 */
export function readRecord(bytes: Uint8Array, length: number): readonly Column[] | null {
  const header = readVarint(bytes, 0)
  if (header === null || header.value > bytes.length) return null
  const columns: Column[] = []
  let start = header.value
  let at = header.next
  while (at < header.value) {
    const type = readVarint(bytes, at)
    const size = type === null ? null : sizeOf(type.value)
    if (type === null || size === null) return null
    columns.push(start + size > bytes.length ? undefined : readColumn(bytes, type.value, start, size))
    start += size
    at = type.next
  }
  return at === header.value && start === length ? columns : null
}

/** Damage inside a text is visible, and the rest is kept. */
const text = new TextDecoder('utf-8', { ignoreBOM: true })

const sizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]

/** The number of bytes of a column of this type; null for unused types. */
function sizeOf(type: number): number | null {
  if (type >= 12) return Math.floor((type - 12) / 2)
  return sizes[type] ?? null
}

function readColumn(bytes: Uint8Array, type: number, start: number, size: number): Column {
  if (type === 0) return null
  if (type === 8 || type === 9) return type - 8
  const part = bytes.subarray(start, start + size)
  if (type >= 12) return type % 2 === 0 ? part : text.decode(part)
  const view = new DataView(part.buffer, part.byteOffset, size)
  if (type === 7) return view.getFloat64(0)
  if (size === 8) return Number(view.getBigInt64(0))
  let value = view.getInt8(0)
  for (let at = 1; at < size; at++) value = value * 256 + view.getUint8(at)
  return value
}
