import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from './fileError.ts'

/** For the user alone. */
export const OWN_FILE = 0o600

/**
 * Takes files away from everybody but the user, whoever made them and with whatever rights. One that is not there, or belongs
 * to another user, stays as it is.
 */
export function closeToOthers(...paths: readonly string[]): void {
  for (const path of paths) {
    try {
      const stat = statSync(path, { throwIfNoEntry: false })
      if (stat?.isFile() === true && (stat.mode & 0o077) !== 0) chmodSync(path, OWN_FILE)
    } catch (thrown) {
      // What this user may not change is the other one's to close.
      if (systemCode(thrown) === '') throw thrown
    }
  }
}

/** Folders of a library whose files say what was asked for and made. Pictures are many, and named by what is in them. */
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
