// Watches the store. A fault is matched against the statement, followed by its values as JSON.

import type { SQLInputValue, StatementResultingChanges } from 'node:sqlite'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Due } from './plan.ts'
import { meet, middleOf, injectAt, watches } from './plan.ts'

/** Statements with an effect; reading leaves nothing behind that a kill could interrupt halfway. */
const writes = /^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|BEGIN|COMMIT|PRAGMA user_version\s*=)/i

/** The store of a statement. */
const owners = new WeakMap<StatementSync, DatabaseSync>()
/** Faults that occur when the transaction is on the disk. */
const postponed = new WeakMap<DatabaseSync, readonly Due[]>()

function after(database: DatabaseSync | undefined, due: readonly Due[]): void {
  if (database === undefined) return injectAt(due, 'after')
  const all = [...(postponed.get(database) ?? []), ...due]
  postponed.set(database, database.isTransaction ? all : [])
  if (!database.isTransaction) injectAt(all, 'after')
}

export function watchSql(): void {
  if (!watches('sql')) return
  const { prepare, exec } = DatabaseSync.prototype
  DatabaseSync.prototype.prepare = function (...args) {
    const statement = prepare.apply(this, args)
    owners.set(statement, this)
    return statement
  }
  DatabaseSync.prototype.exec = function (sql) {
    if (!writes.test(sql)) return exec.call(this, sql)
    const due = meet('sql', sql)
    injectAt(due, 'before')
    const middle = middleOf(due)
    if (middle !== undefined) {
      exec.call(this, firstPart(sql, middle.fault.share ?? 0.5))
      middle.fall()
    }
    exec.call(this, sql)
    after(this, due)
  }
  // The cast: one body for its two signatures, with and without names.
  const run = StatementSync.prototype.run as Run
  function watched(this: StatementSync, ...values: SQLInputValue[]): StatementResultingChanges {
    if (!writes.test(this.sourceSQL)) return run.apply(this, values)
    const due = meet('sql', `${this.sourceSQL} ${JSON.stringify(values.map(plain))}`)
    injectAt(due, 'before')
    const changes = run.apply(this, values)
    after(owners.get(this), due)
    return changes
  }
  Object.assign(StatementSync.prototype, { run: watched })
}

type Run = (this: StatementSync, ...values: SQLInputValue[]) => StatementResultingChanges

const plain = (value: SQLInputValue): string | number | null =>
  typeof value === 'object' && value !== null
    ? `${value.byteLength} bytes`
    : typeof value === 'bigint'
      ? Number(value)
      : value

/** The first statements of a script. Our own scripts have no semicolon inside a text. */
function firstPart(sql: string, share: number): string {
  const statements = sql
    .replace(/--[^\n]*/g, '')
    .split(';')
    .filter((statement) => statement.trim() !== '')
  // All except the last at most: a process that dies in the middle has not committed.
  const many = Math.min(statements.length - 1, Math.round(statements.length * share))
  return statements.slice(0, Math.max(1, many)).join(';')
}
