import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Database } from '../database.ts'
import { openDatabase } from '../database.ts'

/** A folder that is removed with its test, or when `whenOver` calls back. */
export function newHome(whenOver: (remove: () => void) => void = onTestFinished): string {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-broken-'))
  whenOver(() => rmSync(home, { recursive: true, force: true }))
  return home
}

export interface FilledStore {
  readonly home: string
  readonly file: string
  /** Every row of every table, as SQLite returns them. */
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}

const tables = ['runs', 'steps', 'jobs', 'results', 'assets', 'durations']

export const requestIdOf = (job: number): string => `request-${String(job).padStart(4, '0')}`

/**
 * A store with `jobs` jobs and what belongs to them, with its files as a kill leaves them: the first half of the rows
 * in the store, the rest in the log. With `closed` all of it is in the store, and there is no log.
 */
export function fillStore(
  jobs: number,
  {
    closed = false,
    whenOver,
  }: { readonly closed?: boolean; readonly whenOver?: (remove: () => void) => void } = {},
): FilledStore {
  const [busy, home] = [newHome(whenOver), newHome(whenOver)]
  const database = openDatabase({ home: busy, writer: true })
  fill(database, 0, jobs / 2)
  database.read('PRAGMA wal_checkpoint(TRUNCATE)')
  fill(database, jobs / 2, jobs)
  const all = tables.map((table) => [table, database.read(`SELECT * FROM ${table}`)] as const)
  if (closed) database.close()
  for (const name of ['library.db', 'library.db-wal'])
    if (existsSync(join(busy, name))) copyFileSync(join(busy, name), join(home, name))
  if (!closed) database.close()
  return { home, file: join(home, 'library.db'), rows: Object.fromEntries(all) }
}

/** How many jobs a transaction has. */
const TOGETHER = 10

function fill(database: Database, from: number, to: number): void {
  for (let first = from; first < to; first += TOGETHER)
    database.transact(() => {
      for (let job = first; job < Math.min(first + TOGETHER, to); job++) addJob(database, job)
    })
}

function addJob(database: Database, job: number): void {
  const id = `job-${job}`
  const requestId = requestIdOf(job)
  const text = JSON.stringify({
    phase: { state: 'submitted', request: { requestId } },
    padding: 'ä'.repeat(job % 97),
  })
  const body = new Uint8Array(job % 10 === 0 ? 20_000 : 200).fill(job % 256)
  database.write(
    `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, request_id, job, body, body_sha256,
       created_at, updated_at) VALUES (?, 'k', 'run-1', 'n', ?, 'model/a', 'me', 'submitted', ?, ?, ?, 'hash', ?, ?)`,
    id,
    job,
    requestId,
    text,
    body,
    1_700_000_000_000 + job,
    -job,
  )
  database.write(
    `INSERT INTO results (key, outputs, made_at) VALUES (?, ?, ?)`,
    `key-${job}`,
    `{"n":${job}}`,
    job,
  )
  database.write(
    `INSERT INTO assets (sha256, origin, added_at) VALUES (?, '{"from":"file","name":"a"}', ?)`,
    `sha-${job}`,
    job,
  )
  database.write(
    `INSERT INTO durations (account, endpoint, milliseconds) VALUES ('me', 'model/a', ?)`,
    job * 1000,
  )
  if (job % 3 === 0) database.write(`DELETE FROM durations WHERE id = (SELECT min(id) FROM durations)`)
  if (job % 20 !== 0) return
  const workflow = JSON.stringify({ nodes: 'x'.repeat(9000) })
  database.write(
    `INSERT INTO runs (id, name, workflow, request, account, state, cost, started_at, finished_at)
     VALUES (?, 'Harbour', ?, '{}', 'me', 'done', ?, ?, ?)`,
    `run-${job}`,
    workflow,
    job % 40 === 0 ? null : job / 8,
    job,
    job % 40 === 0 ? null : job,
  )
  database.write(`INSERT INTO steps (run, node, step) VALUES (?, 'a', '{"phase":"waiting"}')`, `run-${job}`)
}

/** Overwrites a part of a file with garbage. */
export function spoil(file: string, at: number, length: number): void {
  const bytes = readFileSync(file)
  bytes.fill(0xa5, at, at + length)
  writeFileSync(file, bytes)
}

/** Flips one bit of a file. */
export function flip(file: string, at: number, bit = 0): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  writeFileSync(file, bytes)
}
