import { readVarint } from './record.ts'

/** An entry of a page: a record, whose first part is here and whose rest is in overflow pages. */
export interface Cell {
  /** In tables that have one. */
  readonly rowid: number | null
  /** Bytes of the whole record. */
  readonly length: number
  readonly local: Uint8Array
  /** The page with the rest, or null where there is none. */
  readonly rest: number | null
}

/**
 * A page of a table (rows by rowid) or of an index (records in order), which is also how tables without rowid are
 * stored.
 */
export interface TreePage {
  readonly of: 'table' | 'index'
  /** The child pages. */
  readonly children: readonly number[]
  readonly cells: readonly Cell[]
}

const kinds: Readonly<Record<number, { readonly of: TreePage['of']; readonly leaf: boolean }>> = {
  2: { of: 'index', leaf: false },
  5: { of: 'table', leaf: false },
  10: { of: 'index', leaf: true },
  13: { of: 'table', leaf: true },
}

/** The first page begins with the header of the file. */
const FILE_HEADER = 100

/**
 * The contents of a page, as far as they can be read; null if it is not a page of a tree. Layout: "B-tree Pages" in
 * SQLite's description of its file format.
 */
export function readPage(bytes: Uint8Array, number: number): TreePage | null {
  const start = number === 1 ? FILE_HEADER : 0
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kind = kinds[view.getUint8(start)]
  if (kind === undefined) return null
  const { of, leaf } = kind
  const pointers = start + (leaf ? 8 : 12)
  const children = leaf ? [] : [view.getUint32(start + 8)]
  const cells: Cell[] = []
  const count = Math.min(view.getUint16(start + 3), Math.floor((bytes.length - pointers) / 2))
  for (let index = 0; index < count; index++) {
    const at = view.getUint16(pointers + 2 * index)
    if (at < pointers || at + 4 > bytes.length) continue
    if (!leaf) children.push(view.getUint32(at))
    if (of === 'table' && !leaf) continue
    const cell = readCell(bytes, view, leaf ? at : at + 4, of)
    if (cell !== null) cells.push(cell)
  }
  return { of, children, cells }
}

function readCell(bytes: Uint8Array, view: DataView, at: number, of: TreePage['of']): Cell | null {
  const length = readVarint(bytes, at)
  const rowid = of === 'table' && length !== null ? readVarint(bytes, length.next) : null
  const start = of === 'table' ? rowid?.next : length?.next
  if (length === null || start === undefined) return null
  const local = localBytes(length.value, bytes.length, of)
  const end = start + local
  const whole = local === length.value
  if (end + (whole ? 0 : 4) > bytes.length) return null
  return {
    rowid: rowid?.value ?? null,
    length: length.value,
    local: bytes.subarray(start, end),
    rest: whole ? null : view.getUint32(end),
  }
}

/** How much of a record is in the page itself: SQLite's own rule, for pages without reserved bytes. */
function localBytes(length: number, page: number, of: TreePage['of']): number {
  const max = of === 'table' ? page - 35 : Math.floor(((page - 12) * 64) / 255) - 23
  if (length <= max) return length
  const min = Math.floor(((page - 12) * 32) / 255) - 23
  const some = min + ((length - min) % (page - 4))
  return some <= max ? some : min
}
