import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../platform/fileError.ts'

/** Folders of a library that contain workflow files: what was removed can be restored, with its images. */
const folders = ['workflows', 'workflows/removed', 'drafts']
const sha256 = /\b[0-9a-f]{64}\b/g

/**
 * The assets that saved and removed workflows and drafts name, by SHA-256. Anything that looks like one counts: keeping
 * a file too many does no harm. Rejects with Node's error if a file cannot be read, because its assets are then unknown.
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
