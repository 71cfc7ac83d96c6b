import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../platform/fileError.ts'

/** Folders of a library in which workflows are kept as files. */
const folders = ['workflows', 'drafts']
const sha256 = /\b[0-9a-f]{64}\b/g

/**
 * The assets that kept workflows and drafts name, by SHA-256. Whatever looks like one counts: to keep a file too many does
 * no harm. Rejects with Node's error where a file cannot be read, because then nobody knows what it names.
 */
export async function namedAssets(home: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const folder of folders) {
    const names = await readdir(join(home, folder)).catch((thrown: unknown) => {
      if (systemCode(thrown) === 'ENOENT') return []
      throw thrown
    })
    for (const name of names.filter((each) => each.endsWith('.json')))
      for (const [hash] of (await readFile(join(home, folder, name), 'utf8')).matchAll(sha256))
        found.add(hash)
  }
  return found
}
