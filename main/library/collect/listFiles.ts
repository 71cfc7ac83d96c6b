import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode, unreadable, whateverOfFile } from '../../platform/fileError.ts'
import type { LibraryFile } from './plan.ts'

const names: readonly (readonly [LibraryFile['kind'], RegExp])[] = [
  ['asset', /^([0-9a-f]{64})\.[a-z0-9]+$/],
  ['thumbnail', /^([0-9a-f]{64})-\d+\.webp$/],
  ['draft', /^\.[0-9a-f-]{36}\.draft$/],
  ['part', /^\.([0-9a-f]{32})-\d+\.part(?:\.log)?$/],
]

/**
 * The files in a library's folders for assets and thumbnails, and temporary files beside the store. Only those with
 * names that we give: all others belong to the user. Rejects with `file.unreadable`.
 */
export async function listFiles(home: string): Promise<readonly LibraryFile[]> {
  const files = await filesIn(home, ['draft'])
  for (const [name, kind] of [
    ['assets', 'asset'],
    ['thumbnails', 'thumbnail'],
  ] as const) {
    const folder = join(home, name)
    for (const { name: below } of await entriesOf(folder))
      if (/^[0-9a-f]{2}$/.test(below))
        files.push(...(await filesIn(join(folder, below), [kind, 'draft', 'part'])))
  }
  return files
}

async function filesIn(folder: string, kinds: readonly LibraryFile['kind'][]): Promise<LibraryFile[]> {
  const files: LibraryFile[] = []
  for (const { name } of await entriesOf(folder))
    for (const [kind, pattern] of names) {
      const match = kinds.includes(kind) ? pattern.exec(name) : null
      if (match === null) continue
      const path = join(folder, name)
      const stats = await lstat(path).catch(whateverOfFile(null))
      // A whole folder can be temporary; files that are gone meanwhile are ignored.
      if (stats === null || !(stats.isFile() || (kind === 'draft' && stats.isDirectory()))) continue
      files.push({ path, kind, name: match[1] ?? '', bytes: stats.size, modifiedAt: stats.mtimeMs })
    }
  return files
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (thrown) {
    const code = systemCode(thrown)
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw unreadable(folder, thrown)
  }
}
