import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandLine, compileCache } from './commandLine.ts'
import { preloads } from './preloads.ts'
import { createOutput } from './output.ts'
import type { Fault } from './fault.ts'

export interface ProcessOptions {
  readonly cwd: string
  /** Everything that the program has in its environment besides PATH, home and temporary folder. */
  readonly env: Readonly<Record<string, string>>
  readonly strikes?: readonly Fault[]
  /** The offset of the machine's clock, in milliseconds. */
  readonly clockShift?: number
  /** Ends it from outside after this many milliseconds, whatever it is doing. */
  readonly killAfter?: number
  /** Ends it from outside when this resolves: on a busy machine nothing else shows its progress. */
  readonly killWhen?: () => Promise<unknown>
  /** Interrupts it, like Ctrl-C, when this resolves. It gets a function that resolves when standard output matches. */
  readonly interruptWhen?: (output: (pattern: RegExp) => Promise<void>) => Promise<unknown>
  /** A shell command to run it under: `ulimit -f 64`. */
  readonly under?: string
}

/** How a program ended. */
export interface Ending {
  readonly args: readonly string[]
  /** Exit code; null when a signal ended it. */
  readonly code: number | null
  readonly killed: boolean
  /** The fault that killed it; null if none did. */
  readonly fault: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the built command line, and returns when it has ended, in any way. */
export function runProcess(args: readonly string[], options: ProcessOptions): Promise<Ending> {
  const { cwd, strikes = [], clockShift = 0, killAfter, killWhen, interruptWhen, under } = options
  const watched = strikes.length > 0 || clockShift !== 0
  const argv = [...(watched ? ['--import', preloads.killAt] : []), commandLine(), ...args]
  const note = join(cwd, `struck-${randomUUID()}`)
  const env = {
    PATH: process.env['PATH'],
    HOME: cwd,
    TMPDIR: tmpdir(),
    ...compileCache,
    ...(watched ? { PATCHBAY_TEST_STRIKES: JSON.stringify({ strikes, clockShift, note }) } : {}),
    ...options.env,
  }
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
  const child =
    under === undefined
      ? spawn(process.execPath, argv, { cwd, env, stdio })
      : spawn('sh', ['-c', `${under}; exec "$@"`, 'sh', process.execPath, ...argv], { cwd, env, stdio })
  const stdout = createOutput()
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.add(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  // If what is waited for never happens, the program ends by itself, and its ending says so.
  const missed = (): void => {}
  void killWhen?.().then(() => child.kill('SIGKILL'), missed)
  void interruptWhen?.((pattern) => stdout.when(pattern)).then(() => child.kill('SIGINT'), missed)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({
        args,
        code,
        killed: signal === 'SIGKILL',
        fault: readFaultIndex(note),
        stdout: stdout.text(),
        stderr,
      })
    })
  })
}

function readFaultIndex(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return null
  } finally {
    rmSync(path, { force: true })
  }
}
