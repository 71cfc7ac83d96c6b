import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built command line. Throws without a build. */
export function commandLine(): string {
  const path = fileURLToPath(new URL('../../dist/cli/patchbay.js', import.meta.url))
  if (!existsSync(path))
    throw new Error('dist/cli/patchbay.js is missing: run npm test, or npm run patchbay -- help')
  return path
}

/**
 * For the environment of each program that a test starts: compiled code is cached between the many starts. It contains
 * nothing of what a program does. A killed program writes none, but those that end by themselves do.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: join(tmpdir(), `patchbay-faults-${process.getuid?.() ?? ''}`),
} as const
