import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { testFolder } from '../platform/testing/testFolder.ts'
import { openDatabase } from './database.ts'
import { migrations } from './migrations.ts'

const error = { code: 'job.failed', message: 'No.' }
const failed = {
  phase: 'failed',
  startedAt: null,
  finishedAt: 2,
  error,
  items: [{ item: 3, error }],
  outputs: { image: [null] },
  cost: 0.02,
}
const job = {
  facts: { id: 'j', key: 'k', modelId: 'a/b', account: 'me', run: 'r', node: 'n', item: 3, createdAt: 1 },
  phase: { state: 'downloaded', output: null, cost: 0.02, media: [] },
}

/** A library as the first version wrote it, with a row in each of its tables. */
const first: readonly string[] = [
  `INSERT INTO runs (id, name, workflow, request, account, state, cost, started_at)
     VALUES ('r', 'a', '{}', '{"engine":"runcomfy"}', 'me', 'failed', 0.02, 1)`,
  `INSERT INTO steps (run, node, step) VALUES ('r', 'n', '${JSON.stringify(failed)}')`,
  `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, request_id, job, body, body_sha256, created_at,
     updated_at) VALUES ('j', 'k', 'r', 'n', 3, 'a/b', 'me', 'downloaded', 'q', '${JSON.stringify(job)}', x'00', '', 1, 1)`,
  `INSERT INTO results (key, outputs, made_at) VALUES ('key', '{"image":null}', 1)`,
  `INSERT INTO assets (sha256, origin, added_at) VALUES ('ab', '{}', 1)`,
  `INSERT INTO durations (account, endpoint, milliseconds) VALUES ('me', 'a/b', 5)`,
  `INSERT INTO wishes (wish, made_at) VALUES ('{"cancel":"r"}', 1)`,
]

/** What later versions added to it, by the version from which on there is a table for it. */
const later: Readonly<Record<number, string>> = {
  3: `INSERT INTO answers (run, node, item, question, answer, at) VALUES ('r', 'n', 3, 'd', '"yes"', 1)`,
  4: `INSERT INTO put_aside (run, node, at) VALUES ('r', 'n', 7)`,
}

/** The library at a version, in a folder of its own. */
function libraryAt(version: number): string {
  const home = testFolder()
  for (let at = 1; at <= version; at++) {
    const database = openDatabase({ home, writer: true, migrations: migrations.slice(0, at) })
    for (const row of at === 1 ? first : [later[at] ?? []].flat()) database.write(row)
    database.close()
  }
  return home
}

/** Every table with its columns and rows. */
function contentsOf(home: string) {
  const database = openDatabase({ home, writer: true })
  const tables = database
    .read("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .map(({ name, sql }) => ({ name, sql, rows: database.read(`SELECT * FROM "${String(name)}"`) }))
  const version = database.read('PRAGMA user_version')
  database.close()
  return { version, tables }
}

/** The statements of a migration, without comments, which may contain semicolons. */
const statementsOf = (migration: string): readonly string[] =>
  migration
    .replaceAll(/--[^\n]*/g, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')

/** The files of a library whose migration was killed after so many of its statements. */
function killedAfter(count: number, home: string, migration: string): string {
  const killed = testFolder()
  const file = new DatabaseSync(join(home, 'library.db'))
  file.exec('PRAGMA journal_mode=WAL; BEGIN IMMEDIATE')
  for (const statement of statementsOf(migration).slice(0, count)) file.exec(statement)
  for (const name of ['library.db', 'library.db-wal'])
    if (existsSync(join(home, name))) copyFileSync(join(home, name), join(killed, name))
  file.exec('ROLLBACK')
  file.close()
  return killed
}

const steps = migrations.flatMap((migration, version) =>
  version === 0 ? [] : statementsOf(migration).map((_, index): [number, number] => [version, index + 1]),
)

test.each(steps)(
  'a library of version %i whose migration is killed after statement %i is migrated as if nothing had happened',
  (version, count) => {
    const migration = migrations[version] ?? ''
    const killed = killedAfter(count, libraryAt(version), migration)
    expect(contentsOf(killed)).toEqual(contentsOf(libraryAt(version)))
  },
)
