import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The SHA-256 of each file of a store, by name; the index of the log is no part of it, for it is made anew. */
export function snapshotStore(home: string): Readonly<Record<string, string>> {
  const names = readdirSync(home).filter((name) => /^library\.db(-wal)?$/.test(name))
  return Object.fromEntries(
    names.map((name) => [name, createHash('sha256').update(readFileSync(join(home, name))).digest('hex')]),
  )
}
