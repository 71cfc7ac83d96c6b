import { closeSync, openSync, readSync } from 'node:fs'

/** The fields of a store's first page. Layout: "The Database Header" in SQLite's description of its format. */
export interface Header {
  /** In bytes. */
  readonly pageSize: number
  readonly pages: number
}

const LENGTH = 100
const MAGIC = 'SQLite format 3\0'

/** The header of a store; null if there is none, or if its page count is not reliable. */
export function readHeader(path: string): Header | null {
  const bytes = Buffer.alloc(LENGTH)
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    if (readSync(file, bytes, 0, LENGTH, 0) < LENGTH) return null
  } catch {
    return null
  } finally {
    if (file !== undefined) closeSync(file)
  }
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null
  // The count belongs to a change counter; older programs wrote one without the other.
  if (bytes.readUInt32BE(24) !== bytes.readUInt32BE(92)) return null
  const size = bytes.readUInt16BE(16)
  return { pageSize: size === 1 ? 65_536 : size, pages: bytes.readUInt32BE(28) }
}
