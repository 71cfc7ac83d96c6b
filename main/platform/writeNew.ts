import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { link, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode, whateverOfFile } from './fileError.ts'
import { syncFolder, writeAll, writePieces } from './writeWhole.ts'

/** How many taken names are tried. */
const MAX_TAKEN_NAMES = 100_000

/**
 * Writes a file under the first free name: `name`, `name (2)` and so on. Under that name it is complete from the first
 * moment, however this process ends. Rejects as the pieces of `content` do, too.
 */
export async function writeNew(
  folder: string,
  name: string,
  ending: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<string> {
  const draft = join(folder, `.${randomUUID()}.draft`)
  try {
    const file = await open(draft, 'wx')
    try {
      await (content instanceof Uint8Array ? writeAll(file, content) : writePieces(file, content))
    } finally {
      await file.close()
    }
    for (let count = 1; count <= MAX_TAKEN_NAMES; count += 1) {
      const path = join(folder, `${name}${count === 1 ? '' : ` (${count})`}.${ending}`)
      if (!(await moveNew(draft, path))) continue
      await syncFolder(folder)
      return path
    }
  } finally {
    // The error is reported already; a temporary file that cannot be removed does not matter.
    await rm(draft, { force: true }).catch(whateverOfFile(undefined))
  }
  throw new Error(`${MAX_TAKEN_NAMES} files of this name are there already`)
}

/** Gives a file its name, unless the name is taken by a file, a folder, or any link. */
async function moveNew(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return false
  }
  // A disk without hard links: the name is taken first, then filled at once.
  const file = await openNew(path)
  if (file === null) return false
  await file.close()
  await rename(draft, path)
  return true
}

/** A new file, or null if the name is taken by a file, a folder, or any link. */
async function openNew(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'wx')
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return null
    throw thrown
  }
}
