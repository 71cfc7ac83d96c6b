import type { Media, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'

export interface ResultsOptions {
  readonly database: Database
  /** Whether the file of an asset still exists. */
  readonly has: (media: Media) => boolean
  readonly now: () => number
}

/** `Results` of the contract; results older than `since` (wall-clock milliseconds) are not found. */
export interface SavedResults {
  find(key: string, since?: number): Values | undefined
  save(key: string, outputs: Values): void
}

/**
 * Results by cache key, across runs and restarts. A result whose pictures are gone is not found. If saving fails the
 * result still counts for this run; the next one makes it again.
 */
export function createResults({ database, has, now }: ResultsOptions): SavedResults {
  return {
    find(key, since = 0) {
      const [row] = database.read('SELECT outputs FROM results WHERE key = ? AND made_at >= ?', key, since)
      if (row === undefined) return undefined
      // The cast is sound: `keep` wrote it.
      const outputs = parseStoredJson(row['outputs'], `the result ${key}`) as Values
      return everyMedia(outputs, has) ? outputs : undefined
    },
    save(key, outputs) {
      database.write(
        'INSERT OR REPLACE INTO results (key, outputs, made_at) VALUES (?, ?, ?)',
        key,
        JSON.stringify(outputs),
        now(),
      )
    },
  }
}

function everyMedia(values: Values, holds: (media: Media) => boolean): boolean {
  const check = (value: unknown): boolean =>
    isMedia(value) ? holds(value) : Array.isArray(value) ? value.every(check) : true
  return Object.values(values).every(check)
}
