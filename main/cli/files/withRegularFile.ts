import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readBytes } from '../../platform/readBytes.ts'

/**
 * Gives `work` the absolute path of a file of at most `cap` bytes that another process can read too: piped input is
 * written to a temporary file first. Rejects with `file.unreadable`, or as `work` does.
 */
export async function withRegularFile<T>(
  path: string,
  cap: number,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const isRegular = await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
  const bytes = await readBytes(path, cap)
  if (isRegular) return work(resolve(path))
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-'))
  try {
    const copy = join(folder, 'piped')
    await writeFile(copy, bytes, { mode: 0o600 })
    return await work(copy)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
