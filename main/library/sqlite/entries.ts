import type { Cell, TreePage } from './page.ts'
import { readPage } from './page.ts'
import type { Pages } from './pages.ts'
import type { Column } from './record.ts'
import { readRecord } from './record.ts'

/** A record on a page of a tree. */
export interface Entry {
  readonly of: TreePage['of']
  /** In tables that have one. */
  readonly rowid: number | null
  readonly record: readonly Column[]
}

/** The readable records of a page; none if it is not a page of a tree. */
export function* readEntries(pages: Pages, number: number): Generator<Entry> {
  const bytes = pages.read(number)
  const page = bytes === null ? null : readPage(bytes, number)
  if (page === null) return
  for (const cell of page.cells) {
    const record = readRecord(readAll(cell, pages), cell.length)
    if (record !== null) yield { of: page.of, rowid: cell.rowid, record }
  }
}

/**
 * A record's bytes, from its page and those that follow it, as far as the chain leads. A page that does not continue
 * where it should, or continues where it should not, is not part of it.
 */
function readAll({ length, local, rest }: Cell, pages: Pages): Uint8Array {
  if (rest === null) return local
  const parts = [local]
  const seen = new Set<number>()
  let missing = length - local.length
  for (let number = rest; missing > 0 && !seen.has(number);) {
    seen.add(number)
    const page = pages.read(number)
    if (page === null) break
    const part = page.subarray(4, 4 + missing)
    number = new DataView(page.buffer, page.byteOffset).getUint32(0)
    missing -= part.length
    if (number > pages.count || (number === 0) !== (missing === 0)) break
    parts.push(part)
  }
  return Buffer.concat(parts)
}
