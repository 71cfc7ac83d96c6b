import { randomUUID } from 'node:crypto'
import { lstat, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { endingsOfMedia } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import { listFiles } from './listFiles.ts'
import type { LibraryFile } from './plan.ts'
import { planCollection } from './plan.ts'
import { oldestOpenRun, openJobs, readResults, referredByRuns } from './references.ts'
import { systemCode, unwritable } from '../../platform/fileError.ts'
import { partNameOf } from '../../assets/partialFile.ts'
import type { Database } from '../database.ts'
import { deletedResults } from '../marks.ts'

export interface CollectOptions {
  /** The library's holder; for a dry run a read-only store is enough. */
  readonly database: Database
  /** The folder of the library. */
  readonly home: string
  /** SHA-256 of assets that something outside the store refers to: drafts and workflow files. */
  readonly keep: ReadonlySet<string>
  /** Wall-clock milliseconds. */
  readonly now: number
  /** Counts what would be removed, and removes nothing. */
  readonly dryRun: boolean
}

export interface Collected {
  readonly removedFiles: number
  readonly removedBytes: number
  readonly keptFiles: number
  /** Results that can no longer be used, because one of their pictures is gone. */
  readonly removedResults: number
}

/** Younger files may be in use, in milliseconds. */
const YOUNG = 60 * 60_000

/**
 * Removes what nothing refers to any more: files of assets, thumbnails whose asset is gone, temporary files of
 * interrupted writes, parts of outputs whose job is over; and results whose pictures are gone. Everything in the rows of a run or a job stays, and
 * everything stored since the oldest open run began, or within the last hour. Rejects with `library.*` or `file.*`;
 * what was removed by then was rightly removed.
 */
export async function collectGarbage(options: CollectOptions): Promise<Collected> {
  const { database, home, keep, now, dryRun } = options
  const files = await listFiles(home)
  const youngSince = Math.min(now - YOUNG, oldestOpenRun(database) ?? Infinity)
  const present = new Set(files.map(({ path }) => path))
  const deleted = deletedResults(database)
  const referred = new Set([...keep, ...(await referredByRuns(database, deleted))])
  const isThere = (media: Media): boolean => pathsOf(home, media).some((path) => present.has(path))
  const dead: string[] = []
  for (const { key, media } of readResults(database))
    if (media.every((each) => isThere(each) && (!deleted.has(each.sha256) || referred.has(each.sha256))))
      for (const { sha256 } of media) referred.add(sha256)
    else dead.push(key)
  const awaitedParts = new Set(openJobs(database).map(partNameOf))
  const planned = planCollection({ files, referred, youngSince, draftsSince: now - YOUNG, awaitedParts })
  const removed: LibraryFile[] = []
  // Results that refer to pictures first: an unreferenced file is found again if this is interrupted.
  if (!dryRun) forgetResults(database, dead, now)
  for (const file of planned) if (dryRun || (await remove(file))) removed.push(file)
  if (!dryRun) forgetOrigins(database, removed)
  return {
    removedFiles: removed.length,
    removedBytes: removed.reduce((sum, { bytes }) => sum + bytes, 0),
    keptFiles: files.length - removed.length,
    removedResults: dead.length,
  }
}

const pathsOf = (home: string, media: Media): readonly string[] =>
  endingsOfMedia(media).map((ending) =>
    join(home, 'assets', media.sha256.slice(0, 2), `${media.sha256}.${ending}`),
  )

function forgetResults(database: Database, keys: readonly string[], before: number): void {
  database.transact(() => {
    // One that was made meanwhile is another.
    for (const key of keys) database.write('DELETE FROM results WHERE key = ? AND made_at < ?', key, before)
  })
}

function forgetOrigins(database: Database, removed: readonly LibraryFile[]): void {
  database.transact(() => {
    for (const { kind, name } of removed)
      if (kind === 'asset') database.write('DELETE FROM assets WHERE sha256 = ?', name)
  })
}

/**
 * Removes a file, unless it was stored again since it was listed. It is renamed before it is checked, so that nobody
 * can store it between the check and the removal.
 */
async function remove({ path, modifiedAt }: LibraryFile): Promise<boolean> {
  const draftPath = join(dirname(path), `.${randomUUID()}.draft`)
  try {
    await rename(path, draftPath)
    if ((await lstat(draftPath)).mtimeMs !== modifiedAt) {
      await rename(draftPath, path)
      return false
    }
    await rm(draftPath, { recursive: true })
    return true
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return false
    throw unwritable(path, thrown)
  }
}
