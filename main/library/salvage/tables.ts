import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Column } from '../sqlite/record.ts'

export interface StoreColumn {
  readonly name: string
  readonly type: string
  /** Whether it may be null. */
  readonly nullable: boolean
  /** Part of the primary key. */
  readonly key: boolean
}

/** A table, or an index of one, as its migrations create it; its columns in the order of a record. */
export interface StoreTable {
  readonly name: string
  readonly columns: readonly StoreColumn[]
  /** The storage of its rows: by rowid, or in the order of their key, as in an index. */
  readonly storedIn: 'table' | 'index'
  /** The column that is the rowid, and is null in its records. */
  readonly rowidColumn: string | null
}

/** The root page of a table or of an index. */
export interface Root {
  readonly name: string
  readonly page: number
}

export interface StoreShape {
  readonly tables: readonly StoreTable[]
  readonly indexes: readonly StoreTable[]
  /** The root pages of a new store. */
  readonly roots: readonly Root[]
}

const ColumnRow = z.object({ name: z.string(), type: z.string(), notnull: z.number(), pk: z.number() })
const TableRow = z.object({ name: z.string(), wr: z.number() })
const IndexRow = z.object({ name: z.string(), columns: z.string() })
const RootRow = z.object({ name: z.string(), page: z.number() })

/** The schema of the store's tables, read from an empty one in memory. */
export function shapeOf(migrations: readonly string[]): StoreShape {
  const empty = new DatabaseSync(':memory:')
  const query = <T>(row: z.ZodType<T>, sql: string, ...values: string[]): T[] =>
    empty
      .prepare(sql)
      .all(...values)
      .map((each) => row.parse(each))
  try {
    for (const sql of migrations) empty.exec(sql)
    const tables = query(
      TableRow,
      `SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'`,
    )
    const indexes = query(
      IndexRow,
      `SELECT i.name, json_group_array(coalesce(c.name, iif(c.cid = -1, 'rowid', 'expression'))) AS columns
       FROM sqlite_schema i, pragma_index_xinfo(i.name) c WHERE i.type = 'index' AND i.rootpage > 0 GROUP BY i.name`,
    )
    return {
      tables: tables
        .filter(({ name }) => !name.startsWith('sqlite_'))
        .map(({ name, wr }) => {
          const columns = query(ColumnRow, 'SELECT * FROM pragma_table_info(?) ORDER BY cid', name)
          return tableOf(name, wr === 1, columns)
        }),
      indexes: indexes.map(({ name, columns }) =>
        indexOf(name, z.array(z.string()).parse(JSON.parse(columns))),
      ),
      roots: query(RootRow, 'SELECT name, rootpage AS page FROM sqlite_schema WHERE rootpage > 0'),
    }
  } finally {
    empty.close()
  }
}

function tableOf(
  name: string,
  withoutRowid: boolean,
  rows: readonly z.infer<typeof ColumnRow>[],
): StoreTable {
  const keys = rows.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
  const [only] = keys
  const isRowid = !withoutRowid && keys.length === 1 && only?.type === 'INTEGER'
  // A table without rowid has its key first.
  const inOrder = withoutRowid ? [...keys, ...rows.filter(({ pk }) => pk === 0)] : rows
  return {
    name,
    storedIn: withoutRowid ? 'index' : 'table',
    rowidColumn: isRowid ? only.name : null,
    columns: inOrder.map(({ name: column, type, notnull, pk }) => ({
      name: column,
      type,
      nullable: notnull === 0 && !(withoutRowid && pk > 0),
      key: pk > 0,
    })),
  }
}

const indexOf = (name: string, columns: readonly string[]): StoreTable => ({
  name,
  storedIn: 'index',
  rowidColumn: null,
  columns: columns.map((column) => ({ name: column, type: 'ANY', nullable: true, key: true })),
})

/** Whether a record stored as `kept` can be a row of a table: its columns must have the table's types. */
export function fits(
  record: readonly Column[],
  storedIn: StoreTable['storedIn'],
  table: StoreTable,
): boolean {
  // Columns that a migration added are missing at the end of older rows.
  if (table.storedIn !== storedIn || record.length === 0 || record.length > table.columns.length) return false
  return table.columns.slice(0, record.length).every(({ name, type, nullable }, index) => {
    const value = record[index]
    if (value === undefined) return true
    return value === null ? nullable || name === table.rowidColumn : isOf(value, type)
  })
}

function isOf(value: NonNullable<Column>, type: string): boolean {
  switch (type) {
    case 'INTEGER':
    case 'INT':
      return Number.isInteger(value)
    case 'REAL':
      return typeof value === 'number'
    case 'TEXT':
      return typeof value === 'string'
    case 'BLOB':
      return value instanceof Uint8Array
    default:
      return true
  }
}
