import { join, resolve } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { readEvents, stackTrace } from '../../cli/runCli.ts'
import type { CliEvent } from '../../cli/runCli.ts'
import { runCliInProcess } from '../../cli/runCliInProcess.ts'
import { startStrict } from '../server.ts'
import type { StrictServer } from '../server.ts'
import { published } from './schemas.ts'
import { startStrictFal } from './server.ts'
import type { StrictFal, StrictFalOptions } from './server.ts'

const key = 'fal-test-c0ffee51:5ca1ab1e'
const token = 'rc-test-c0ffee51'

export interface LiveRun {
  readonly fal: StrictFal
  readonly runcomfy: StrictServer
  readonly code: number | null
  readonly stderr: string
  readonly events: readonly CliEvent[]
  /** The nodes' outputs, by node and port. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface LiveRunOptions extends Pick<StrictFalOptions, 'failing'> {
  readonly completeAfterPolls?: number
  readonly run?: typeof runCliInProcess
}

/**
 * Runs a workflow live with the command line, on strict servers of both engines, to its end, and asserts what must hold
 * of each run: no violation, nothing half uploaded, no key and no stack trace in its output.
 */
export async function runLive(
  folder: string,
  file: string,
  { completeAfterPolls = 1, run = runCliInProcess, ...options }: LiveRunOptions = {},
): Promise<LiveRun> {
  const fal = await startStrictFal({ key, schemas: published, completeAfterPolls, ...options })
  onTestFinished(() => fal.close())
  const runcomfy = await startStrict({ token, completeAfterPolls })
  onTestFinished(() => runcomfy.close())
  const args = ['run', resolve(folder, file), '--live', '--json', '--out', join(folder, 'out')]
  const env = {
    PATCHBAY_FAL_URL: fal.url,
    FAL_KEY: key,
    PATCHBAY_API_URL: runcomfy.url,
    RUNCOMFY_API_TOKEN: token,
  }
  const result = await run(args, { cwd: folder, env })
  expect({
    fal: fal.violations,
    runcomfy: runcomfy.violations,
    unfinished: fal.unfinishedUploads(),
  }).toEqual({ fal: [], runcomfy: [], unfinished: 0 })
  expect(result.stderr).not.toMatch(stackTrace)
  for (const secret of [key, token]) expect(result.stdout + result.stderr).not.toContain(secret)
  const events = readEvents(result)
  const last = events.at(-1)
  return {
    fal,
    runcomfy,
    code: result.code,
    stderr: result.stderr,
    events,
    outputs: (last?.['outputs'] ?? {}) as LiveRun['outputs'],
  }
}
