import { readEntries } from '../sqlite/entries.ts'
import { readPage } from '../sqlite/page.ts'
import type { Pages } from '../sqlite/pages.ts'
import type { Root } from './tables.ts'

/** By page: the trees that lead to it. A damaged page on the way can make it several. */
export type Owners = ReadonlyMap<number, ReadonlySet<string>>

const SCHEMA: Root = { name: 'sqlite_schema', page: 1 }

/** Follows the trees from their roots, as far as they lead. */
export function walkTrees(pages: Pages, roots: readonly Root[]): Owners {
  const owners = new Map<number, Set<string>>()
  for (const { name, page: root } of [SCHEMA, ...roots]) {
    const open = [root]
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      const seen = owners.get(number) ?? new Set()
      const bytes = seen.has(name) ? null : pages.read(number)
      if (bytes === null) continue
      owners.set(number, seen.add(name))
      open.push(...(readPage(bytes, number)?.children ?? []))
    }
  }
  return owners
}

/** The root pages in the store's own schema; null if that cannot be read. */
export function readRoots(pages: Pages): readonly Root[] | null {
  const roots: Root[] = []
  for (const number of walkTrees(pages, []).keys()) {
    for (const { record } of readEntries(pages, number)) {
      const [, name, , page] = record
      if (typeof name === 'string' && typeof page === 'number' && page > 1) roots.push({ name, page })
    }
  }
  return roots.length === 0 ? null : roots
}

const MAGIC = 'SQLite format 3\0'

/** Free pages: their contents were deleted, or moved elsewhere. */
export function readFreePages(pages: Pages): ReadonlySet<number> {
  const free = new Set<number>()
  const header = pages.read(1)
  if (header === null || Buffer.from(header.subarray(0, MAGIC.length)).toString('latin1') !== MAGIC)
    return free
  let trunk = viewOf(header).getUint32(32)
  while (!free.has(trunk)) {
    const bytes = pages.read(trunk)
    if (bytes === null) break
    free.add(trunk)
    const view = viewOf(bytes)
    const count = Math.min(view.getUint32(4), bytes.length / 4 - 2)
    for (let index = 0; index < count; index++) free.add(view.getUint32(8 + 4 * index))
    trunk = view.getUint32(0)
  }
  return free
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
