import type { WorkflowEntry } from '#shared/api/records.ts'
import type { Unsaved } from '../../library/adoptRuns.ts'
import { adoptRuns } from '../../library/adoptRuns.ts'
import type { Database } from '../../library/database.ts'

/** Tracks drafts that were saved for the first time: their runs move with them. */
export interface Adoptions {
  /** Throws as the database does. */
  adopt(from: Unsaved, entry: WorkflowEntry, text: string): void
  /** The saved workflow that a draft has become since this process began; otherwise the same id. */
  nowOf(workflow: string): string
}

export interface AdoptionsOptions {
  readonly database: Database
  readonly onAdopt: () => void
}

export function createAdoptions({ database, onAdopt }: AdoptionsOptions): Adoptions {
  const savedIds = new Map<string, string>()
  return {
    adopt(from, entry, text) {
      // A run that is requested while it is saved still names the draft.
      savedIds.set(from.draft, entry.id)
      adoptRuns(database, from, entry, text)
      onAdopt()
    },
    nowOf: (workflow) => savedIds.get(workflow) ?? workflow,
  }
}
