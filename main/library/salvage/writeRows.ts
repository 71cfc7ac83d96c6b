import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { SavedRow } from './readRows.ts'

/** Longer values are left out: they are in the copy of the store, and their size is reported. */
const MAX_BATCH_BYTES = 2 ** 20

/**
 * Writes rows as JSON, one per line, into `folder`: `jobs.jsonl` and so on. Returns how many of each. Bytes are base64;
 * omitted values are listed with their size under `omitted`, unreadable columns by name under `unreadable`.
 */
export function writeRows(folder: string, rows: Iterable<SavedRow>): Readonly<Record<string, number>> {
  const files = new Map<string, number>()
  const counts = new Map<string, number>()
  try {
    for (const { of, columns } of rows) {
      const file = files.get(of) ?? openSync(join(folder, `${of}.jsonl`), 'wx', 0o600)
      files.set(of, file)
      writeAllSync(file, `${lineOf(columns)}\n`)
      counts.set(of, (counts.get(of) ?? 0) + 1)
    }
    for (const file of files.values()) fsyncSync(file)
  } finally {
    for (const file of files.values()) closeSync(file)
  }
  return Object.fromEntries(counts)
}

/** Throws if a full disk writes only a part. */
function writeAllSync(file: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length;) {
    const taken = writeSync(file, bytes, done)
    if (taken === 0) throw new Error(`only ${done} of ${bytes.length} bytes were taken`)
    done += taken
  }
}

function lineOf(columns: SavedRow['columns']): string {
  const entries = Object.entries(columns)
  const omitted = entries.flatMap(([name, value]) =>
    value instanceof Uint8Array && value.length > MAX_BATCH_BYTES ? [[name, value.length]] : [],
  )
  const unreadable = entries.flatMap(([name, value]) => (value === undefined ? [name] : []))
  const readable = entries.map(([name, value]) => {
    if (!(value instanceof Uint8Array)) return [name, value]
    return [name, value.length > MAX_BATCH_BYTES ? undefined : Buffer.from(value).toString('base64')]
  })
  return JSON.stringify({
    ...(Object.fromEntries(readable) as object),
    ...(omitted.length > 0 && { omitted: Object.fromEntries(omitted) as object }),
    ...(unreadable.length > 0 && { unreadable }),
  })
}
