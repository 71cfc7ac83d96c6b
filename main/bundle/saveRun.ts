import type { Database } from '../library/database.ts'
import type { Values } from '#shared/ports/value.ts'
import { createResults } from '../library/results.ts'
import { createHistory } from '../library/history.ts'
import { findKnownRun } from './findKnownRun.ts'
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

export interface SavedRun {
  readonly run: string
  /** It was in the library before. */
  readonly known: boolean
}

/**
 * Imports a run into the history, and its `results`, by cache key, into the cache: all of it or nothing. It costs
 * nothing. A known run is not added again: if it was removed from the history, it is put back.
 */
export function saveRun(
  newId: string,
  unpacked: UnpackedRun,
  results: ReadonlyMap<string, Values>,
  { runs, database, now }: SaveRunOptions,
): SavedRun {
  const { name, file, text, events } = unpacked
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
  return database.transact(() => {
    for (const [key, outputs] of results) savedResults.save(importedKey(file.mode, key), outputs)
    const known = findKnownRun({ database, runs }, unpacked)
    if (known !== null) {
      createHistory(database).restore(known)
      return { run: known, known: true }
    }
    const id = newId
    runs.start({ id, name, accounts: ACCOUNTS, workflow: text, request, at: file.startedAt })
    for (const event of events) runs.record(id, event)
    runs.finish(id, file.state, null, file.finishedAt)
    return { run: id, known: false }
  })
}
