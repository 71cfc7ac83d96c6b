import { z } from 'zod'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'

/** What the user has said about a result. */
export interface Mark {
  readonly starred: boolean
  readonly tags: readonly string[]
  readonly deleted: boolean
}

/** The marks of results, by SHA-256: results of the same bytes are one to a user. Throws as the database does. */
export interface Marks {
  all(): ReadonlyMap<string, Mark>
  /** Every tag in use, in alphabetical order. */
  tags(): readonly string[]
  /** What is undefined stays as it is. */
  change(
    sha256s: readonly string[],
    change: { readonly starred?: boolean | undefined; readonly tags?: readonly string[] | undefined },
  ): void
  delete(sha256s: readonly string[], at: number): void
  restore(sha256s: readonly string[]): void
}

const Row = z.object({
  sha256: z.string(),
  starred: z.number(),
  tags: z.string(),
  deleted_at: z.number().nullable(),
})
const Tags = z.array(z.string())

export function createMarks(database: Database): Marks {
  const set = (sha256s: readonly string[], column: string, value: string | number | null): void =>
    database.transact(() => {
      for (const sha256 of sha256s)
        database.write(
          `INSERT INTO marks (sha256, ${column}) VALUES (?1, ?2) ON CONFLICT (sha256) DO UPDATE SET ${column} = ?2`,
          sha256,
          value,
        )
    })
  const all = (): ReadonlyMap<string, Mark> =>
    new Map(
      database.read('SELECT * FROM marks').map((row) => {
        const { sha256, starred, tags, deleted_at: deletedAt } = Row.parse(row)
        const read = Tags.parse(parseStoredJson(tags, `the tags of ${sha256}`))
        return [sha256, { starred: starred === 1, tags: read, deleted: deletedAt !== null }]
      }),
    )
  return {
    all,
    tags: () =>
      [...new Set([...all().values()].flatMap(({ tags }) => tags))].toSorted((one, other) =>
        one.localeCompare(other),
      ),
    change(sha256s, { starred, tags }) {
      database.transact(() => {
        if (starred !== undefined) set(sha256s, 'starred', starred ? 1 : 0)
        if (tags !== undefined) set(sha256s, 'tags', JSON.stringify(tags))
      })
    },
    delete: (sha256s, at) => set(sha256s, 'deleted_at', at),
    restore: (sha256s) => set(sha256s, 'deleted_at', null),
  }
}

/** The digests of results that the user has deleted. */
export const deletedResults = (database: Database): ReadonlySet<string> =>
  new Set(
    database
      .read('SELECT sha256 FROM marks WHERE deleted_at IS NOT NULL')
      .map((row) => z.string().parse(row['sha256'])),
  )

/** Puts back what a job has brought since it was deleted: the user has paid for it again. `job` is its JSON. */
export function restoreBrought(database: Database, job: string): void {
  database.write(
    'UPDATE marks SET deleted_at = NULL WHERE deleted_at IS NOT NULL AND instr(?, sha256) > 0',
    job,
  )
}
