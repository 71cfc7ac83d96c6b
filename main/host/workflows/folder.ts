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

  return {
    async list() {
      const files = await readdir(folder).catch(whenAbsent([], folder))
      const found = await Promise.all(files.map(look))
      return found.flatMap((one) => one ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    },
    async read(file) {
      const bytes = await readFile(join(folder, file)).catch((thrown: unknown) => {
        throw unreadable(file, thrown)
      })
      const decoded = decodeText(bytes)
      if (!decoded.ok)
        throw new AppError('file.unreadable', `${file} cannot be read: ${decoded.problem.message}.`)
      return { text: decoded.text, version: versionOf(bytes) }
    },
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
  }
}

const move = (from: string, to: string, file: string): Promise<void> =>
  rename(from, to).catch((thrown: unknown) => {
    throw unwritable(file, thrown)
  })
