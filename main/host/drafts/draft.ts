import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/**
 * What is on a canvas and not saved. `base` is the version of the saved file that it began with, `by` the page that it is
 * from, where these are known.
 */
export const Draft = z.object({
  id: z.string(),
  name: z.string(),
  base: z.string().nullable(),
  by: z.string().nullable().default(null),
  text: z.string(),
})
export type Draft = z.infer<typeof Draft>

/**
 * What is known of a draft without its text. `version` is the SHA-256 of the text, or, where it was changed since it was
 * kept whole, of that and the changes.
 */
export interface DraftFacts {
  readonly id: string
  readonly name: string
  readonly base: string | null
  readonly by: string | null
  readonly version: string
  /** Grows with each time it is kept. */
  readonly revision: number
}

/** Where the changes to a draft are written down. */
export const logOf = (path: string): string => path.replace(/\.json$/, '.log')

/** A name that leads nowhere, whatever the id says. */
export const fileOf = (id: string): string => `${hash('sha256', id).slice(0, 32)}.json`

/** Null where there is none, or what is there is none. */
export async function readDraft(path: string): Promise<Draft | null> {
  try {
    return Draft.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
