import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { compileCache } from '../faults/commandLine.ts'

const commandLine = fileURLToPath(new URL('../../dist/cli/patchbay.js', import.meta.url))

/** One line of `--json`, of which only the type is certain. */
export interface CliEvent {
  readonly type: string
  readonly [field: string]: unknown
}

export interface CliResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly cwd: string
  /** Everything that the program has in its environment besides PATH, home and temporary folder. */
  readonly env?: Readonly<Record<string, string>>
  /** Options for Node itself, such as `--max-old-space-size=256`. */
  readonly node?: readonly string[]
  /** Called for each line of `--json`, with functions that end the program: like Ctrl-C, and like `kill -9`. */
  readonly onEvent?: (event: CliEvent, interrupt: () => void, kill: () => void) => void
}

/**
 * Runs the built command line to its end. Its environment is created here, so that no key and no setting of the
 * developer is used. Throws without a build.
 */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  if (!existsSync(commandLine)) throw new Error('dist/cli/patchbay.js is missing: run vite build first')
  const { cwd, env = {}, node = [], onEvent } = options
  const home = join(cwd, 'home')
  const child = spawn(process.execPath, [...node, commandLine, ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      PATCHBAY_HOME: home,
      TMPDIR: tmpdir(),
      ...compileCache,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => void (stdout += chunk))
  if (onEvent) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      // Under `--json` each line is an event; readEvents verifies it.
      onEvent(
        JSON.parse(line) as CliEvent,
        () => child.kill('SIGINT'),
        () => child.kill('SIGKILL'),
      )
    })
  }
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void (stderr += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** The lines of `--json`. Throws if one is not an object with a type. */
export function readEvents({ stdout }: Pick<CliResult, 'stdout'>): CliEvent[] {
  const lines = stdout.split('\n')
  if (lines.pop() !== '') throw new Error('the last line of stdout has no end')
  return lines.map((line) => {
    const event: unknown = JSON.parse(line)
    if (typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string') {
      return { ...event, type: event.type }
    }
    throw new Error(`no event: ${line.slice(0, 200)}`)
  })
}

/** A temporary folder of the test, with `files` in it. */
export async function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)))
  return folder
}

/** Signs that an internal error, and not a message of ours, was printed. */
export const stackTrace = /^\s+at .+:\d+:\d+\)?$|node:internal|\bnode_modules\b|UnhandledPromiseRejection/m
