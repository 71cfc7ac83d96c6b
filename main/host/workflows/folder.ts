import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeText } from '#shared/document/decodeText.ts'
import { CAPS } from '#shared/document/workflow.ts'
import { AppError } from '#shared/errors.ts'
import { systemCode, unreadable, unwritable, whenAbsent } from '../../platform/fileError.ts'
import { syncFolder, writeWhole } from '../../platform/writeWhole.ts'
import { versionOf } from '../drafts/versionOf.ts'
import { nameOf } from './fileName.ts'

/** A workflow's file. Times are wall-clock milliseconds; `version` is the SHA-256 of its bytes. */
export interface SavedFile {
  readonly file: string
  readonly name: string
  readonly savedAt: number
  readonly version: string
}

/** A folder of workflow files, by their names in it. */
export interface WorkflowFolder {
  /** Every workflow file, in the order of names. Files above the cap are ignored. */
  list(): Promise<readonly SavedFile[]>
  /** Rejects with `file.unreadable`. */
  read(file: string): Promise<{ readonly text: string; readonly version: string }>
  /** Rejects with `file.unwritable`. */
  write(file: string, text: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Moves a file to the removed ones, where it is no longer listed and the user can still find it. */
  remove(file: string, as: string): Promise<void>
  /** Writes a text to the folder of removed files. */
  writeRemoved(as: string, text: string): Promise<void>
  restore(as: string, file: string): Promise<void>
  /** The removed files, by their names there. `at`: when each came there, in wall-clock milliseconds. */
  listRemoved(): Promise<readonly { readonly file: string; readonly at: number }[]>
  /** Rejects with `file.unreadable`. */
  readRemoved(as: string): Promise<string>
}

interface KnownVersion {
  readonly stamp: string
  readonly version: string
}

const REMOVED_FOLDER = 'removed'

export function createWorkflowFolder(folder: string): WorkflowFolder {
  /** Versions that were read before: a list must not read every file again. */
  const versions = new Map<string, KnownVersion>()

  async function look(file: string): Promise<SavedFile | null> {
    const name = nameOf(file)
    if (name === null) return null
    try {
      const facts = await stat(join(folder, file))
      const { size, mtimeMs, ino } = facts
      if (!facts.isFile() || size > CAPS.file) return null
      const stamp = `${size} ${mtimeMs} ${ino}`
      const before = versions.get(file)
      const version = before?.stamp === stamp ? before.version : versionOf(await readFile(join(folder, file)))
      versions.set(file, { stamp, version })
      return { file, name, savedAt: mtimeMs, version }
    } catch (thrown) {
      // Gone since the folder was read, or not readable.
      if (systemCode(thrown) === '') throw thrown
      return null
    }
  }

  async function read(path: string, file: string): Promise<{ text: string; version: string }> {
    const bytes = await readFile(path).catch((thrown: unknown) => {
      throw unreadable(file, thrown)
    })
    const decoded = decodeText(bytes)
    if (!decoded.ok)
      throw new AppError('file.unreadable', `${file} cannot be read: ${decoded.problem.message}.`)
    return { text: decoded.text, version: versionOf(bytes) }
  }

  return {
    async list() {
      const files = await readdir(folder).catch(whenAbsent([], folder))
      const found = await Promise.all(files.map(look))
      return found.flatMap((one) => one ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    },
    read: (file) => read(join(folder, file), file),
    write: (file, text) => writeWhole(join(folder, file), Buffer.from(text)),
    async rename(from, to) {
      await move(join(folder, from), join(folder, to), from)
      await syncFolder(folder)
    },
    async remove(file, as) {
      await mkdir(join(folder, REMOVED_FOLDER), { recursive: true, mode: 0o700 })
      await move(join(folder, file), join(folder, REMOVED_FOLDER, as), file)
      await syncFolder(join(folder, REMOVED_FOLDER))
      await syncFolder(folder)
    },
    writeRemoved: (as, text) => writeWhole(join(folder, REMOVED_FOLDER, as), Buffer.from(text)),
    async restore(as, file) {
      await move(join(folder, REMOVED_FOLDER, as), join(folder, file), file)
      await syncFolder(folder)
    },
    async listRemoved() {
      const removed = join(folder, REMOVED_FOLDER)
      const files = await readdir(removed).catch(whenAbsent([], removed))
      const facts = await Promise.all(files.map((file) => stat(join(removed, file)).catch(() => null)))
      // A move changes when the status of a file was changed, and not its text.
      return files.flatMap((file, index) => {
        const found = facts[index]
        return found?.isFile() === true && found.size <= CAPS.file ? [{ file, at: found.ctimeMs }] : []
      })
    },
    readRemoved: async (as) => (await read(join(folder, REMOVED_FOLDER, as), as)).text,
  }
}

const move = (from: string, to: string, file: string): Promise<void> =>
  rename(from, to).catch((thrown: unknown) => {
    throw unwritable(file, thrown)
  })
