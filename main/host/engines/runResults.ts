import type { Results } from '#shared/services.ts'
import { importedKey } from '../../bundle/importedResults.ts'
import type { SavedResults } from '../../library/results.ts'
import type { RunEngines } from './runEngines.ts'

/**
 * The cached results that a run may use. Results of an engine are not shared between accounts: each pays for its own.
 * Those of this machine are saved once per mode; those that an earlier version saved per account are found too, so that
 * no job whose input they are is submitted, and paid for, again. Those of imported runs are available to all.
 */
export function createRunResults(
  results: SavedResults,
  { accounts, mode }: Pick<RunEngines, 'accounts' | 'mode'>,
  since?: number,
): Results {
  const own = (key: string, engine: string | null): string =>
    `${(engine === null ? undefined : accounts[engine]) ?? mode} ${key}`
  const places = (key: string, engine: string | null): readonly string[] => [
    own(key, engine),
    ...(engine === null ? Object.values(accounts).map((account) => `${account} ${key}`) : []),
    importedKey(mode, key),
  ]
  return {
    find(key, engine) {
      for (const place of places(key, engine)) {
        const found = results.find(place, since)
        if (found !== undefined) return found
      }
      return undefined
    },
    save: (key, outputs, engine) => results.save(own(key, engine), outputs),
  }
}
