import type { Database } from '../library/database.ts'
import type { Values } from '#shared/ports/value.ts'
import { createResults } from '../library/results.ts'
import { importedKey } from './importedResults.ts'
import type { Runs } from '../library/runs.ts'
import type { UnpackedRun } from './unpackRun.ts'

/** Represents the payers: nobody here, so that none of it counts as a result of this library's own accounts. */
const ACCOUNTS = { imported: 'imported' }

export interface SaveRunOptions {
  readonly runs: Runs
  readonly database: Database
  readonly now: () => number
}

/**
 * Imports a run into the history, and its `results`, by cache key, into the cache: all of it or nothing. It costs
 * nothing.
 */
export function saveRun(
  id: string,
  { name, file, text, events }: UnpackedRun,
  results: ReadonlyMap<string, Values>,
  { runs, database, now }: SaveRunOptions,
): void {
  const savedResults = createResults({ database, has: () => true, now })
  const request = {
    mode: file.mode,
    only: null,
    targets: null,
    out: '',
    folder: '',
    pictures: [],
    concurrency: 1,
    fresh: false,
  }
  database.transact(() => {
    runs.start({ id, name, accounts: ACCOUNTS, workflow: text, request, at: file.startedAt })
    for (const event of events) runs.record(id, event)
    for (const [key, outputs] of results) savedResults.save(importedKey(file.mode, key), outputs)
    runs.finish(id, file.state, null, file.finishedAt)
  })
}
