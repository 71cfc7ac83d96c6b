import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { systemCode } from '../../platform/fileError.ts'
import type { Database } from '../database.ts'
import { damaged, parseStoredJson } from '../storedJson.ts'
import { FileRef, putBack } from './embeddedFiles.ts'

/** The folder of the assets beside a store. */
export const assetsBeside = ({ path }: Pick<Database, 'path'>): string => join(dirname(path), 'assets')

/**
 * The bytes that a job sends, with the files in their places that were cut out of the stored ones. Null if there is no
 * such job, or a file is gone that nothing needs any more. Throws `library.broken` if they differ from what was recorded
 * and may still be sent: a submit is paid for.
 */
export function readBody(database: Database, id: string): Uint8Array | null {
  const [row] = database.read('SELECT state, body, body_sha256, body_files FROM jobs WHERE id = ?', id)
  const stored = row?.['body']
  if (!(stored instanceof Uint8Array)) return null
  const what = `what the job ${id} sends`
  const files = row?.['body_files'] ?? null
  const refs = files === null ? [] : z.array(FileRef).parse(parseStoredJson(files, what))
  const body = refs.length === 0 ? stored : restore(stored, refs, assetsBeside(database))
  // Sent bytes are no longer needed, so whole ones are not verified.
  const isVerified = row?.['state'] === 'created' || refs.length > 0
  if (!isVerified || (body !== null && hash('sha256', body) === row?.['body_sha256'])) return body
  if (row?.['state'] === 'created') throw damaged(what)
  return null
}

function restore(short: Uint8Array, refs: readonly FileRef[], folder: string): Uint8Array | null {
  try {
    return putBack(
      short,
      refs.map(({ at, sha256, ending }) => ({
        at,
        bytes: readFileSync(join(folder, sha256.slice(0, 2), `${sha256}.${ending}`)),
      })),
    )
  } catch (thrown) {
    if (systemCode(thrown) === '') throw thrown
    return null
  }
}
