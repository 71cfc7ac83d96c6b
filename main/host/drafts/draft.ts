import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/**
 * An unsaved canvas. `base` is the version of the saved file that it is based on, `by` the page that it is from, if
 * known.
 */
export const Draft = z.object({
  id: z.string(),
  name: z.string(),
  base: z.string().nullable(),
  by: z.string().nullable().default(null),
  text: z.string(),
})
export type Draft = z.infer<typeof Draft>

/** A draft without its text. `version` is the SHA-256 of the text or, with later changes, of that and the changes. */
export interface DraftFacts {
  readonly id: string
  readonly name: string
  readonly base: string | null
  readonly by: string | null
  readonly version: string
  /** Incremented each time it is saved. */
  readonly revision: number
}

/** The log of the changes to a draft. */
export const logOf = (path: string): string => path.replace(/\.json$/, '.log')

/** A name that leads nowhere, whatever the id says. */
export const fileOf = (id: string): string => `${hash('sha256', id).slice(0, 32)}.json`

/** Null if there is none, or if it is invalid. */
export async function readDraft(path: string): Promise<Draft | null> {
  try {
    return Draft.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
