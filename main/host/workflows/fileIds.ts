import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeWhole } from '../../platform/writeWhole.ts'

/** The ids of files: an id stays when its file is renamed here. */
export interface FileIds {
  /** The ids of these files; those without one get one. Rejects with `file.unwritable`. */
  of(files: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Moves the id to the file's new name; null if the file is gone for good. */
  move(from: string, to: string | null): Promise<void>
  /** A restored file has its old id. */
  set(file: string, id: string): Promise<void>
}

const SavedIds = z.record(z.string(), z.string())

/** Ids, stored in a file. If it cannot be read new ones are assigned: only old drafts lose their workflow. */
export async function openFileIds(path: string, newId: () => string): Promise<FileIds> {
  const ids = new Map(Object.entries(await readIds(path)))
  const save = (): Promise<void> =>
    writeWhole(path, Buffer.from(JSON.stringify(Object.fromEntries(ids), null, 1)))
  return {
    async of(files) {
      const newFiles = files.filter((file) => !ids.has(file))
      for (const file of newFiles) ids.set(file, newId())
      if (newFiles.length > 0) await save()
      return new Map(files.map((file) => [file, ids.get(file) ?? '']))
    },
    async move(from, to) {
      const id = ids.get(from)
      ids.delete(from)
      if (to !== null && id !== undefined) ids.set(to, id)
      await save()
    },
    async set(file, id) {
      ids.set(file, id)
      await save()
    },
  }
}

async function readIds(path: string): Promise<Readonly<Record<string, string>>> {
  try {
    return SavedIds.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return {}
  }
}
