import { VERSION } from './workflow.ts'

/** A parsed file, of whatever version. */
export type FileObject = Readonly<Record<string, unknown>>

/** Converts a file to the next version. Pure; the input is untrusted, so it checks everything it uses. */
export type Migration = (file: FileObject) => FileObject

/**
 * The migrations of old files to the current version: the key is the version that a step starts from. Raising `VERSION`
 * requires a step here and a saved file under `migrations/`; a test checks both.
 */
export const migrations: ReadonlyMap<number, Migration> = new Map()

/** The file in the current version, unchanged if it has that already; null if a step is missing. */
export function migrate(
  file: FileObject,
  version: number,
  table: ReadonlyMap<number, Migration> = migrations,
): FileObject | null {
  let current = file
  for (let from = version; from < VERSION; from += 1) {
    const step = table.get(from)
    if (step === undefined) return null
    current = { ...step(current), version: from + 1 }
  }
  return current
}
