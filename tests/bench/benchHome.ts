import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** On the disk of the project, beside the build's output: the system's temporary folder may be in memory. */
const CACHE_FOLDER = fileURLToPath(new URL('../../.cache/', import.meta.url))

/** Provides an empty folder for a library for the duration of `work`. */
export async function withBenchHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  mkdirSync(CACHE_FOLDER, { recursive: true })
  const home = mkdtempSync(join(CACHE_FOLDER, 'bench-'))
  try {
    return await work(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
