import { VERSION } from './workflow.ts'

/** A parsed file, of whatever version. */
export type FileObject = Readonly<Record<string, unknown>>

/** Makes a file of the next version. Pure; given what a stranger wrote, so it looks before it takes. */
export type Migration = (file: FileObject) => FileObject

/**
 * How files of old versions become files of today: the key is the version that a step starts from. Raising `VERSION`
 * asks for a step here and for a saved file under `migrations/`, both held by a test.
 */
export const migrations: ReadonlyMap<number, Migration> = new Map()

/** The file in today's version, unchanged where it has that already; null where a step on its way is missing. */
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
