import { readEntries } from '../sqlite/entries.ts'
import type { Pages } from '../sqlite/pages.ts'
import type { Column } from '../sqlite/record.ts'
import type { StoreShape, StoreTable } from './tables.ts'
import { fits } from './tables.ts'
import { readFreePages, readRoots, walkTrees } from './trees.ts'

/** A row that could still be read, of a table or of an index. A column is undefined if its bytes are missing. */
export interface SavedRow {
  readonly of: string
  readonly columns: Readonly<Record<string, Column>>
}

/** The `of` of an ambiguous row: no tree leads to its page, and it would fit several tables. */
export const UNPLACED = 'unplaced'

/**
 * Every row that can still be read from a store, page by page: a damaged page loses its own rows and no others, even if
 * it leads to others. Each row is returned once: in the order of the trees, before orphaned ones.
 */
export function* readRows(pages: Pages, shape: StoreShape): Generator<SavedRow> {
  const owners = walkTrees(pages, readRoots(pages) ?? shape.roots)
  const free = readFreePages(pages)
  const numbers = Array.from({ length: pages.count }, (_, index) => index + 1)
  const strays = numbers.filter((number) => !owners.has(number) && !free.has(number))
  const seen = new Set<string>()
  for (const number of [...owners.keys(), ...strays]) {
    const owner = owners.get(number)
    // Pages that a tree leads to belong to it; of the rest, index pages add nothing to the tables.
    const possible =
      owner === undefined
        ? shape.tables
        : [...shape.tables, ...shape.indexes].filter(({ name }) => owner.has(name))
    for (const { of, rowid, record } of readEntries(pages, number)) {
      const [table, ...others] = possible.filter((each) => fits(record, of, each))
      if (table === undefined) continue
      const row = others.length > 0 ? unplaced(record) : toRow(table, record, rowid)
      const identity = others.length > 0 ? JSON.stringify(record) : identityOf(table, row, rowid)
      if (!seen.has(identity)) yield row
      seen.add(identity)
    }
  }
}

function toRow(table: StoreTable, record: readonly Column[], rowid: number | null): SavedRow {
  const columns = table.columns.map(({ name }, index) => {
    const value = index < record.length ? record[index] : null
    return [name, name === table.rowidColumn ? rowid : value] as const
  })
  return { of: table.name, columns: Object.fromEntries(columns) }
}

const unplaced = (record: readonly Column[]): SavedRow => ({
  of: UNPLACED,
  columns: Object.fromEntries(record.map((value, index) => [`column${index + 1}`, value])),
})

function identityOf({ name, columns }: StoreTable, row: SavedRow, rowid: number | null): string {
  const key = columns.filter((column) => column.key).map((column) => row.columns[column.name])
  return `${name} ${rowid ?? JSON.stringify(key)}`
}
