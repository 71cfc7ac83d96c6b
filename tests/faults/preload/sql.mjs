// Watches the store. What a strike is held against: the statement, and behind it its values as JSON.

import { DatabaseSync, StatementSync } from 'node:sqlite'

import { meet, middleOf, strikeAt, watches } from './plan.mjs'

/** @typedef {import('./plan.mjs').Verdict} Verdict */

/** What changes something; reading leaves nothing behind that a kill could catch half done. */
const writes = /^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|BEGIN|COMMIT|PRAGMA user_version\s*=)/i

export function watchSql() {
  if (!watches('sql')) return
  /** @type {WeakMap<StatementSync, DatabaseSync>} */
  const owners = new WeakMap()
  /** Strikes that fall when the transaction is on the disk. @type {WeakMap<DatabaseSync, Verdict[]>} */
  const postponed = new WeakMap()

  /** @param {DatabaseSync | undefined} database @param {Verdict[]} verdicts */
  const after = (database, verdicts) => {
    if (database?.isTransaction) {
      postponed.set(database, [...(postponed.get(database) ?? []), ...verdicts])
      return
    }
    const before = database === undefined ? [] : (postponed.get(database) ?? [])
    if (database !== undefined) postponed.delete(database)
    strikeAt([...before, ...verdicts], 'after')
  }

  const { prepare, exec } = DatabaseSync.prototype
  DatabaseSync.prototype.prepare = function (...args) {
    const statement = prepare.apply(this, args)
    owners.set(statement, this)
    return statement
  }
  DatabaseSync.prototype.exec = function (sql) {
    if (!writes.test(sql)) return exec.call(this, sql)
    const verdicts = meet('sql', sql)
    strikeAt(verdicts, 'before')
    const middle = middleOf(verdicts)
    if (middle !== undefined) {
      exec.call(this, firstHalf(sql, middle.strike.share ?? 0.5))
      middle.fall()
    }
    exec.call(this, sql)
    after(this, verdicts)
  }
  for (const name of /** @type {const} */ (['run', 'get', 'all'])) {
    const original = StatementSync.prototype[name]
    // @ts-expect-error One wrapper for three signatures.
    StatementSync.prototype[name] = function (...values) {
      if (!writes.test(this.sourceSQL)) return original.apply(this, values)
      const verdicts = meet('sql', `${this.sourceSQL} ${JSON.stringify(values.map(plain))}`)
      strikeAt(verdicts, 'before')
      const result = original.apply(this, values)
      after(owners.get(this), verdicts)
      return result
    }
  }
}

/** @param {unknown} value */
const plain = (value) =>
  value instanceof Uint8Array ? `${value.length} bytes` : typeof value === 'bigint' ? Number(value) : value

/** The first statements of a script. Our own scripts have no semicolon within a text. @param {string} sql @param {number} share */
function firstHalf(sql, share) {
  const statements = sql
    .replace(/--[^\n]*/g, '')
    .split(';')
    .filter((statement) => statement.trim() !== '')
  // All but the last: whoever dies in the middle has not committed.
  return statements
    .slice(0, Math.max(1, Math.min(statements.length - 1, Math.round(statements.length * share))))
    .join(';')
}
