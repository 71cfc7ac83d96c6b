import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { endings } from '#shared/media/formats.ts'
import { namedAssets } from '../../assets/namedAssets.ts'
import { referredByRuns } from '../../library/collect/references.ts'
import { createMarks, deletedResults } from '../../library/marks.ts'
import type { Library } from '../../library/openLibrary.ts'
import { whenAbsent } from '../../platform/fileError.ts'

/** What a clean-up will free of deleted results, and how many of them something needs. */
export interface Deleted {
  readonly bytes: number
  readonly needed: number
}

/** Takes results out of the list; their files stay until a clean-up. Rejects as reading the library does. */
export async function deleteResults(
  sha256s: readonly string[],
  { clock, database, home }: Pick<Library, 'clock' | 'database' | 'home'>,
): Promise<Deleted> {
  const named = await namedAssets(home)
  const referred = await referredByRuns(database, new Set([...deletedResults(database), ...sha256s]))
  const free = sha256s.filter((sha256) => !named.has(sha256) && !referred.has(sha256))
  const sizes = await Promise.all(free.map(async (sha256) => sizeOf(home, sha256)))
  // Last: if something above cannot be read, nothing has changed.
  createMarks(database).delete(sha256s, clock.now())
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), needed: sha256s.length - free.length }
}

async function sizeOf(home: string, sha256: string): Promise<number> {
  const folder = join(home, 'assets', sha256.slice(0, 2))
  const sizes = await Promise.all(
    [...new Set(endings)].map((ending) =>
      stat(join(folder, `${sha256}.${ending}`)).then(({ size }) => size, whenAbsent(0, folder)),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
