import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished } from 'vitest'
import { readEvents, stackTrace } from '../cli/runCli.ts'
import { runCliInProcess } from '../cli/runCliInProcess.ts'
import type { CliEvent } from '../cli/runCli.ts'
import { startStrict } from './server.ts'
import type { StrictRequest, StrictServer } from './server.ts'

const token = 'rc-test-c0ffee51'

export interface EngineRun {
  readonly strict: StrictServer
  readonly submits: readonly StrictRequest[]
  readonly events: readonly CliEvent[]
  /** The nodes' outputs, by node and port. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface StrictRunOptions {
  readonly completeAfterPolls?: number
  /** The command line: in this process, or built. */
  readonly run?: typeof runCliInProcess
}

/**
 * Runs a workflow with the command line, in this process by default, on a strict server, to its end, and asserts the
 * invariants of each run: no violation, exit code 0, a last event that says done, no key and no stack trace in its
 * output.
 */
export async function runOnStrict(
  folder: string,
  file: string,
  { completeAfterPolls = 1, run = runCliInProcess }: StrictRunOptions = {},
): Promise<EngineRun> {
  const strict = await startStrict({ token, completeAfterPolls })
  onTestFinished(async () => strict.close())
  const args = ['run', resolve(folder, file), '--engine', 'runcomfy', '--json', '--out', join(folder, 'out')]
  const env = { PATCHBAY_API_URL: strict.url, RUNCOMFY_API_TOKEN: token }
  const result = await run(args, { cwd: folder, env })
  expect({
    violations: strict.violations,
    code: result.code,
    message: result.code === 0 ? '' : result.stderr,
  }).toEqual({ violations: [], code: 0, message: '' })
  expect(result.stderr).not.toMatch(stackTrace)
  expect(result.stdout + result.stderr).not.toContain(token)
  const events = readEvents(result)
  const last = events.at(-1)
  const object: unknown = expect.any(Object)
  expect(last).toMatchObject({ type: 'run.finished', state: 'done', outputs: object })
  const submits = strict.requests.filter(({ kind }) => kind === 'submit')
  return { strict, submits, events, outputs: last?.['outputs'] as EngineRun['outputs'] }
}

/** Asserts that a media value describes its file, and resolves with its SHA-256. */
export async function checkSaved(
  value: unknown,
  wanted: { readonly format: string; readonly width: number; readonly height: number },
): Promise<string> {
  const { format, width, height } = wanted
  const text: unknown = expect.any(String)
  expect(value).toMatchObject({ mime: `image/${format}`, width, height, path: text, sha256: text })
  const { path, sha256 } = value as { path: string; sha256: string }
  const bytes = await readFile(path)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  expect(await sharp(bytes).metadata()).toMatchObject(wanted)
  return sha256
}

/** A submit's body, which the server has found to be an object. */
export function bodyOf(submit: StrictRequest | undefined): Readonly<Record<string, unknown>> {
  return submit?.body as Readonly<Record<string, unknown>>
}
