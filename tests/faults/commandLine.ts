import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The built command line. Throws when there is no build. */
export function commandLine(): string {
  const path = fileURLToPath(new URL('../../dist/cli/patchbay.js', import.meta.url))
  if (!existsSync(path))
    throw new Error('dist/cli/patchbay.js is missing: run npm test, or npm run patchbay -- help')
  return path
}
