import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../database.ts'
import { migrations } from '../migrations.ts'
import { openPages } from '../sqlite/pages.ts'
import { readEntries } from '../sqlite/entries.ts'
import type { SavedRow } from './readRows.ts'
import { UNPLACED, readRows } from './readRows.ts'
import type { FilledStore } from '../testing/storeFixture.ts'
import { fillStore, newHome, requestIdOf } from '../testing/storeFixture.ts'
import { shapeOf } from './tables.ts'

const PAGE = 4096
const shape = shapeOf(migrations)
/** Tables whose rows look alike without a tree that leads to them. */
const alike = ['results', 'assets']

function readAll(file: string): readonly SavedRow[] {
  const pages = openPages(file)
  try {
    return [...readRows(pages, shape)]
  } finally {
    pages.close()
  }
}

/** Rows as one text each, so that sets of them can be compared. */
const textOf = (columns: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.entries(columns).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? [...value].join() : value,
    ]),
  )

const linesOf = (rows: readonly SavedRow[], table: string): readonly string[] =>
  rows.flatMap(({ of, columns }) => (of === table ? [textOf(columns)] : [])).toSorted()

describe('of a sound store', () => {
  test.each([
    ['small, never closed', 2, false],
    ['never closed', 200, false],
    ['closed', 200, true],
  ])('that is %s every row is read as SQLite reads it', (_, jobs, closed) => {
    const store = fillStore(jobs, { closed })
    const read = readAll(store.file)
    expect(Object.keys(store.rows).map((table) => [table, linesOf(read, table)])).toEqual(
      Object.entries(store.rows).map(([table, rows]) => [table, rows.map(textOf).toSorted()]),
    )
    expect(read.filter(({ of }) => of === UNPLACED)).toEqual([])
  })
})

test('rows from before a migration that added a column are read with it, as SQLite reads them', () => {
  const home = newHome()
  const versions = ['CREATE TABLE t (id TEXT PRIMARY KEY, a REAL) STRICT', 'ALTER TABLE t ADD COLUMN b TEXT']
  for (const [index] of versions.entries()) {
    const database = openDatabase({ home, writer: true, migrations: versions.slice(0, index + 1) })
    database.write('INSERT INTO t (id, a) VALUES (?, ?)', `row ${index}`, 2 ** 40 * index)
    database.close()
  }
  const pages = openPages(join(home, 'library.db'))
  expect([...readRows(pages, shapeOf(versions))].filter(({ of }) => of === 't')).toEqual([
    { of: 't', columns: { id: 'row 0', a: 0, b: null } },
    { of: 't', columns: { id: 'row 1', a: 2 ** 40, b: null } },
  ])
  pages.close()
})

describe('of a store with one page overwritten, whichever it is,', () => {
  const garbage = new Uint8Array(PAGE).fill(0xa5)

  /** The rows read with each page overwritten in its turn, or with some alone. */
  function* damages(
    store: FilledStore,
    which?: readonly number[],
  ): Generator<{ page: number; read: readonly SavedRow[] }> {
    const pages = openPages(store.file)
    try {
      for (const page of which ?? Array.from({ length: pages.count }, (_, index) => index + 1)) {
        const hurt = { ...pages, read: (number: number) => (number === page ? garbage : pages.read(number)) }
        yield { page, read: [...readRows(hurt, shape)] }
      }
    } finally {
      pages.close()
    }
  }

  test('every request id is found, in its row or in their index', () => {
    const expected = Array.from({ length: 120 }, (_, job) => requestIdOf(job))
    for (const { page, read } of damages(fillStore(120, { closed: true }))) {
      const ids = new Set(read.map(({ columns }) => columns['request_id']))
      expect(
        expected.filter((id) => !ids.has(id)),
        `page ${page}`,
      ).toEqual([])
    }
  })

  test('no row is invented, and only those on the page are lost: none if it only leads to others', () => {
    const store = fillStore(40)
    const originals = Object.entries(store.rows).map(
      ([table, rows]) => [table, new Set(rows.map(textOf))] as const,
    )
    const sound = openPages(store.file)
    for (const { page, read } of damages(store)) {
      // A page without entries may be a part of one row.
      const count = Math.max([...readEntries(sound, page)].length, 1)
      for (const [table, rows] of originals) {
        const saved = linesOf(
          read.filter(({ columns }) => !Object.values(columns).includes(undefined)),
          table,
        )
        expect(
          saved.filter((line) => !rows.has(line)),
          `page ${page}, ${table}`,
        ).toEqual([])
        expect(new Set(saved).size).toBe(saved.length)
        if (alike.includes(table)) continue
        expect(rows.size - saved.length, `page ${page}, ${table}`).toBeLessThanOrEqual(count)
      }
    }
    sound.close()
  })

  test.each(alike)(
    'rows that may belong to %s or not are saved separately, all of them, when the path to them is gone',
    (table) => {
      const store = fillStore(400, { closed: true })
      const [root] = shape.roots.filter(({ name }) => name === table).map(({ page }) => page)
      const sound = openPages(store.file)
      const count = [...readEntries(sound, root ?? 0)].length
      sound.close()
      expect(count).toBeLessThan(10)
      for (const { read } of damages(store, [root ?? 0])) {
        const apart = read.filter(({ of }) => of === UNPLACED).map(({ columns }) => Object.values(columns))
        const found = new Set(apart.map((row) => JSON.stringify(row)))
        const lost = store.rows[table]?.filter((row) => !found.has(JSON.stringify(Object.values(row)))) ?? []
        expect(lost.length).toBeLessThanOrEqual(count)
        expect(linesOf(read, table)).toEqual([])
      }
    },
  )
})
