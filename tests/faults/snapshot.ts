import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The SHA-256 of each file of a store, by name. The index of the log is excluded, and so is an empty log. */
export function snapshotStore(home: string): Readonly<Record<string, string>> {
  const names = readdirSync(home)
    .filter((name) => /^library\.db(-wal)?$/.test(name))
    .filter((name) => statSync(join(home, name)).size > 0)
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(home, name)))
        .digest('hex'),
    ]),
  )
}
