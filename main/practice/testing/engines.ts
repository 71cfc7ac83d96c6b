import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Practice, PracticeOptions } from '../practice.ts'
import { startPractice } from '../practice.ts'
import type { Caller } from './caller.ts'
import { createCaller } from './caller.ts'
import { testEndpoints } from './endpoints.ts'

const started: Practice[] = []
const folders: string[] = []

/** Starts a fast engine with the endpoints for tests, and a client of it. */
export async function startEngine(
  options: Partial<PracticeOptions> = {},
): Promise<{ readonly practice: Practice; readonly caller: Caller }> {
  const practice = await startPractice({ endpoints: Object.values(testEndpoints), pace: 'fast', ...options })
  started.push(practice)
  return { practice, caller: createCaller(practice.url, options.token ?? null) }
}

/** A new empty folder. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'practice-'))
  folders.push(folder)
  return folder
}

/** Closes every engine and removes every folder of a test: to be called after each. */
export async function clearEngines(): Promise<void> {
  await Promise.all(started.splice(0).map((practice) => practice.close()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
}
