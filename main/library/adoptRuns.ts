import type { Database } from './database.ts'

/** What a workflow was before it was saved for the first time. */
export interface Unsaved {
  /** The id of its draft, under which its runs were started. */
  readonly draft: string
  /** What it was called. */
  readonly name: string
}

/**
 * The runs of a workflow that was never saved are those of `kept` from now on, and are called like that. Of runs that belong to
 * nothing, as those that came in a file, the ones of its name that share a node with `text` go along. Throws as the database
 * does.
 */
export function adoptRuns(
  database: Database,
  { draft, name }: Unsaved,
  stored: { readonly id: string; readonly name: string },
  text: string,
): void {
  database.write(
    `UPDATE runs SET kept = ?, name = ? WHERE kept = ? OR (kept IS NULL AND name = ? AND json_valid(workflow)
       AND EXISTS (SELECT 1 FROM json_each(workflow, '$.nodes') own JOIN json_each(?, '$.nodes') saved
         ON json_extract(own.value, '$.id') = json_extract(saved.value, '$.id')
         AND json_extract(own.value, '$.type') = json_extract(saved.value, '$.type')))`,
    stored.id,
    stored.name,
    draft,
    name,
    text,
  )
}
