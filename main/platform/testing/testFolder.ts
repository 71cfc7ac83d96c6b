import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A temporary folder of the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-session-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
