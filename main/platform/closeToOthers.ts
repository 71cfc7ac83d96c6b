import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from './fileError.ts'

/** For the user alone. */
export const OWN_FILE = 0o600

/** Removes access to files for everybody except the user. A missing file, or one of another user, is left as it is. */
export function closeToOthers(...paths: readonly string[]): void {
  for (const path of paths) {
    try {
      const stat = statSync(path, { throwIfNoEntry: false })
      if (stat?.isFile() === true && (stat.mode & 0o077) !== 0) chmodSync(path, OWN_FILE)
    } catch (thrown) {
      // The owner of a file that this user may not change must close it.
      if (systemCode(thrown) === '') throw thrown
    }
  }
}

/**
 * Folders of a library whose files show what was requested and made. Pictures are many, and named by their contents.
 */
const folders = ['', 'drafts', 'workflows', 'practice', 'logs'] as const

/** Closes what an earlier version, or a copy, has left open in a library. */
export function closeLibrary(home: string): void {
  for (const folder of folders) closeToOthers(...filesIn(join(home, folder)))
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(folder, name))
  } catch {
    return []
  }
}
