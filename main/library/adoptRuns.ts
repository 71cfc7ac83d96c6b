import type { Database } from './database.ts'

/** The identity of a workflow before it was saved for the first time. */
export interface Unsaved {
  /** The id of its draft, under which its runs were started. */
  readonly draft: string
  /** Its name. */
  readonly name: string
}

/**
 * Moves the runs of an unsaved workflow to `kept`, with its name. Of runs without a workflow, such as imported ones,
 * those with its name that share a node with `text` are moved too. Throws as the database does.
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
