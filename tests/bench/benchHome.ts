import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Beside what the build leaves, and so on the disk of the project: what the system calls temporary may be memory. */
const CACHE_FOLDER = fileURLToPath(new URL('../../.cache/', import.meta.url))

/** Lends an empty folder for a library, for as long as `work` takes. */
export async function withBenchHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  mkdirSync(CACHE_FOLDER, { recursive: true })
  const home = mkdtempSync(join(CACHE_FOLDER, 'bench-'))
  try {
    return await work(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
