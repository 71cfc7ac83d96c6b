import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { unwritable } from '../platform/fileError.ts'
import { migrations } from './migrations.ts'
import type { SavedRow } from './salvage/readRows.ts'
import { readRows } from './salvage/readRows.ts'
import { findRequestIds } from './salvage/requestIds.ts'
import { shapeOf } from './salvage/tables.ts'
import { writeRows } from './salvage/writeRows.ts'
import { openPages } from './sqlite/pages.ts'

const STORE = 'library.db'
const LOG = 'library.db-wal'
const FILES = [STORE, LOG, 'library.db-shm']
const REPORT = 'saved.json'

/** The readable part of a broken store: rows by table, and the number of request ids found in all of its bytes. */
const Report = z.object({ rows: z.record(z.string(), z.int()), requestIds: z.int() })

export interface SavedCopy {
  readonly folder: string
  /** Rows of all tables that could still be read. */
  readonly rows: number
  readonly requestIds: number
}

/**
 * Saves what there is of a broken store, below `home` in `broken-<UTC time>-<digest>`: its files byte for byte, every
 * row that can still be read (`jobs.jsonl` and so on, one row per line as JSON), and every request id anywhere in its
 * bytes (`request-ids.txt`). The store itself is only read. The same damage is saved once. Throws `file.unwritable`.
 */
export function saveCopy(home: string, now: number): SavedCopy {
  const draft = join(home, `.${randomUUID()}.draft`)
  try {
    const digest = digestOf(home)
    const earlier = findSaved(home, digest)
    if (earlier !== null) return earlier
    const at = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
    const folder = join(home, `broken-${at}Z-${digest}`)
    mkdirSync(draft, { mode: 0o700 })
    for (const file of FILES) if (existsSync(join(home, file))) copyWhole(join(home, file), join(draft, file))
    const report = writeWhatIsLeft(draft)
    writeFileSync(join(draft, REPORT), JSON.stringify(report), { mode: 0o600, flush: true })
    // By a single rename: a folder with this name is always complete.
    renameSync(draft, folder)
    return toSaved(folder, report)
  } catch (thrown) {
    rmSync(draft, { recursive: true, force: true })
    throw unwritable(home, thrown)
  }
}

function writeWhatIsLeft(folder: string): z.infer<typeof Report> {
  const requestIds = new Set<string>()
  const shape = shapeOf(migrations)
  const indexes = new Set(shape.indexes.map(({ name }) => name))
  const pages = openPages(join(folder, STORE))
  function* ofTables(): Generator<SavedRow> {
    for (const row of readRows(pages, shape)) {
      const { request_id: id } = row.columns
      if (typeof id === 'string') requestIds.add(id)
      if (!indexes.has(row.of)) yield row
    }
  }
  try {
    const rows = writeRows(folder, ofTables())
    for (const file of [STORE, LOG]) for (const id of requestIdsIn(join(folder, file))) requestIds.add(id)
    const lines = [...requestIds].toSorted().map((id) => `${id}\n`)
    writeFileSync(join(folder, 'request-ids.txt'), lines.join(''), { mode: 0o600, flush: true })
    return { rows, requestIds: requestIds.size }
  } finally {
    pages.close()
  }
}

function requestIdsIn(path: string): ReadonlySet<string> {
  if (!existsSync(path)) return new Set()
  const file = openSync(path, 'r')
  try {
    return findRequestIds((at, length) => {
      const bytes = new Uint8Array(length)
      return bytes.subarray(0, readSync(file, bytes, 0, length, at))
    })
  } finally {
    closeSync(file)
  }
}

/** The identity of a damage: the bytes of the store and of its log. The third file is SQLite's own scratch file. */
function digestOf(home: string): string {
  const digest = createHash('sha256')
  const part = new Uint8Array(2 ** 20)
  for (const name of [STORE, LOG]) {
    digest.update(`${name}\n`)
    if (!existsSync(join(home, name))) continue
    const file = openSync(join(home, name), 'r')
    try {
      for (let at = 0, taken = 0; (taken = readSync(file, part, 0, part.length, at)) > 0; at += taken)
        digest.update(part.subarray(0, taken))
    } finally {
      closeSync(file)
    }
  }
  return digest.digest('hex').slice(0, 12)
}

function findSaved(home: string, digest: string): SavedCopy | null {
  for (const name of readdirSync(home)) {
    if (!name.startsWith('broken-') || !name.endsWith(`-${digest}`)) continue
    const folder = join(home, name)
    try {
      return toSaved(folder, Report.parse(JSON.parse(readFileSync(join(folder, REPORT), 'utf8'))))
    } catch {
      // The store has changed since: it is saved once more, under the current time.
      continue
    }
  }
  return null
}

const toSaved = (folder: string, { rows, requestIds }: z.infer<typeof Report>): SavedCopy => ({
  folder,
  rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
  requestIds,
})

function copyWhole(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  const file = openSync(to, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
