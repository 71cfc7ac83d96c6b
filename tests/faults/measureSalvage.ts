// What can be recovered of a broken library, by salvage and by a backup, and the cost of backups; the table is in
// README.md. From the project's folder: node --experimental-strip-types tests/faults/measureSalvage.ts [folder on the
// disk to measure]

import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, backup } from 'node:sqlite'
import { z } from 'zod'
import type { Database } from '#main/library/database.ts'
import { openDatabase } from '#main/library/database.ts'
import { saveCopy } from '#main/library/salvage.ts'
import { addJobs, nodeOf, requestIdOf, runOf } from './fillLibrary.ts'

const JOBS = 10_000
/** Jobs since the last backup: one hour of continuous work. */
const SINCE_BACKUP = 100
/** Among the last ones: their results are still to be fetched. */
const OPEN = 4
const PAGE = 4096

/** What is left of the jobs: their rows by request id, charges by run and node, request ids anywhere. */
interface Found {
  readonly rows: ReadonlySet<string>
  readonly charges: ReadonlySet<string>
  readonly requestIds: ReadonlySet<string>
}

const JobRow = z.object({
  run: z.string(),
  node: z.string(),
  request_id: z.string(),
  cost: z.number().nullable(),
})
const StepRow = z.object({ run: z.string(), node: z.string(), step: z.string() })

function foundIn(jobs: readonly unknown[], steps: readonly unknown[], ids: readonly string[] | null): Found {
  const known = jobs.flatMap((row) => JobRow.safeParse(row).data ?? [])
  const rows = new Set(known.map((row) => row.request_id))
  const charged = [
    ...known.filter(({ cost }) => cost !== null),
    ...steps.flatMap((row) => StepRow.safeParse(row).data ?? []),
  ]
  const charges = new Set(charged.map(({ run, node }) => `${run} ${node}`))
  return { rows, charges, requestIds: ids === null ? rows : new Set(ids) }
}

/** The total number, and those since the backup. */
function countUp({ rows, charges, requestIds }: Found): string {
  const all = Array.from({ length: JOBS }, (_, job) => job)
  const count = (is: (job: number) => boolean): string =>
    `${all.filter(is).length} (${all.slice(-SINCE_BACKUP).filter(is).length})`
  return [
    `jobs ${count((job) => rows.has(requestIdOf(job)))}`,
    `charges ${count((job) => charges.has(`${runOf(job)} ${nodeOf(job)}`))}`,
    `request ids ${count((job) => requestIds.has(requestIdOf(job)))}`,
  ].join(', ')
}

function readLines(path: string): readonly unknown[] {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return text.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]))
}

function salvage(home: string): Found {
  const { folder } = saveCopy(home, Date.now())
  const ids = readFileSync(join(folder, 'request-ids.txt'), 'utf8').split('\n')
  return foundIn(readLines(join(folder, 'jobs.jsonl')), readLines(join(folder, 'steps.jsonl')), ids)
}

function readBackup(path: string): Found {
  const file = new DatabaseSync(path, { readOnly: true })
  const read = (table: string): readonly unknown[] => file.prepare(`SELECT * FROM ${table}`).all()
  const found = foundIn(read('jobs'), read('steps'), null)
  file.close()
  return found
}

/** Runs `work` while this thread keeps writing, and prints the duration of both. */
async function beside(name: string, database: Database, work: () => Promise<unknown>): Promise<void> {
  let over = false
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  const end = work().then(() => (over = true))
  let [longestTurn, longestWrite] = [0, 0]
  for (let left = performance.now(); !over; left = performance.now()) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    const now = performance.now()
    longestTurn = Math.max(longestTurn, now - left)
    database.write('UPDATE runs SET cost = cost WHERE id = ?', 'run-1')
    longestWrite = Math.max(longestWrite, performance.now() - now)
  }
  await end
  const { user, system } = process.cpuUsage(cpu)
  const [ms, cpuMs, turn, write] = [
    performance.now() - began,
    (user + system) / 1000,
    longestTurn,
    longestWrite,
  ]
  const words = [`${ms.toFixed(0)} ms`, `cpu ${cpuMs.toFixed(0)} ms`, `longest turn ${turn.toFixed(0)} ms`]
  print(`${name}: ${[...words, `longest write ${write.toFixed(0)} ms`].join(', ')}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

interface Harm {
  readonly name: string
  readonly file: (sound: Buffer) => Buffer
  readonly withoutLog?: true
}

/** The intact store with these pages overwritten. */
const withPages = (sound: Buffer, pages: readonly number[], fill: () => Buffer): Buffer => {
  const bytes = Buffer.from(sound)
  for (const page of pages) if (page * PAGE <= bytes.length) fill().copy(bytes, (page - 1) * PAGE)
  return bytes
}

function harmsOf(database: Database): readonly Harm[] {
  const pages = (type: string): readonly number[] =>
    database
      .read(`SELECT pageno FROM dbstat WHERE name = 'jobs' AND pagetype = ?`, type)
      .map((row) => Number(row['pageno']))
  const [leaves, inner] = [pages('leaf'), pages('internal')]
  const zeroes = (): Buffer => Buffer.alloc(PAGE)
  const noise = (): Buffer => randomBytes(PAGE)
  const header = (sound: Buffer): Buffer => withPages(sound, [1], () => randomBytes(100))
  return [
    { name: 'none', file: (sound) => sound },
    { name: 'header overwritten', file: header },
    { name: 'header overwritten, log gone', file: header, withoutLog: true },
    {
      name: 'a leaf of the jobs zeroed',
      file: (sound) => withPages(sound, [leaves[Math.floor(leaves.length / 2)] ?? 0], zeroes),
    },
    { name: 'the inner pages of the jobs zeroed', file: (sound) => withPages(sound, inner, zeroes) },
    { name: 'cut to its first half', file: (sound) => sound.subarray(0, (sound.length / 2 / PAGE) * PAGE) },
    {
      name: 'every page of the jobs overwritten',
      file: (sound) => withPages(sound, [...leaves, ...inner], noise),
    },
    { name: 'gone but for its log', file: () => Buffer.alloc(0) },
  ]
}

const work = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'patchbay-salvage-'))
try {
  const [busy, left, copy] = [join(work, 'busy'), join(work, 'left'), join(work, 'backup.db')]
  const database = openDatabase({ home: busy, writer: true })
  for (let job = 0; job < JOBS - SINCE_BACKUP; job += 50)
    database.transact(() => addJobs(database, job, job + 50))
  database.read('PRAGMA wal_checkpoint(TRUNCATE)')

  const path = join(busy, 'library.db')
  const source = new DatabaseSync(path, { readOnly: true })
  await beside('nothing', database, async () => new Promise((resolve) => setTimeout(resolve, 1000)))
  for (const rate of [100, 1000, 100_000])
    await beside(`a backup, ${rate} pages at a time`, database, () => backup(source, copy, { rate }))
  source.close()
  const began = performance.now()
  const check = new DatabaseSync(copy, { readOnly: true })
  check.prepare('PRAGMA quick_check(1)').all()
  check.close()
  print(`quick_check of the backup: ${(performance.now() - began).toFixed(0)} ms`)

  addJobs(database, JOBS - SINCE_BACKUP, JOBS, OPEN)
  const harms = harmsOf(database)
  mkdirSync(left)
  for (const name of ['library.db', 'library.db-wal']) copyFileSync(join(busy, name), join(left, name))
  database.close()
  const sound = readFileSync(join(left, 'library.db'))
  print(
    `store ${sound.length} bytes, log ${statSync(join(left, 'library.db-wal')).size}, backup ${statSync(copy).size}`,
  )
  print(`the backup, whatever the harm: ${countUp(readBackup(copy))}`)
  for (const { name, file, withoutLog } of harms) {
    const home = mkdtempSync(join(work, 'harmed-'))
    writeFileSync(join(home, 'library.db'), file(sound))
    if (withoutLog !== true) copyFileSync(join(left, 'library.db-wal'), join(home, 'library.db-wal'))
    const [from, cpu] = [performance.now(), process.cpuUsage()]
    const found = salvage(home)
    const { user, system } = process.cpuUsage(cpu)
    const took = `${(performance.now() - from).toFixed(0)} ms, cpu ${((user + system) / 1000).toFixed(0)} ms`
    print(`salvage, ${name}: ${countUp(found)}, ${took}`)
    rmSync(home, { recursive: true })
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
