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

/** The records of a page that can be read; none where it is no page of a tree. */
export function* readEntries(pages: Pages, number: number): Generator<Entry> {
  const bytes = pages.read(number)
  const page = bytes === null ? null : readPage(bytes, number)
  if (page === null) return
  for (const cell of page.cells) {
    const record = readRecord(readAll(cell, pages), cell.length)
    if (record !== null) yield { of: page.of, rowid: cell.rowid, record }
  }
}

/** A record's bytes, from its page and those that follow it, as far as the chain leads. */
function readAll({ length, local, rest }: Cell, pages: Pages): Uint8Array {
  const parts = [local]
  const seen = new Set<number>()
  let missing = length - local.length
  for (let next = rest ?? 0; missing > 0 && next !== 0 && !seen.has(next);) {
    seen.add(next)
    const page = pages.read(next)
    if (page === null) break
    const part = page.subarray(4, 4 + missing)
    parts.push(part)
    missing -= part.length
    next = new DataView(page.buffer, page.byteOffset).getUint32(0)
  }
  return parts.length === 1 ? local : Buffer.concat(parts)
}
