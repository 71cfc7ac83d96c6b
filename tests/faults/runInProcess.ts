import { tmpdir } from 'node:os'
import { runCommandLine } from '#main/cli/commandLine.ts'
import type { CommandLineProcess } from '#main/cli/commandLine.ts'
import type { Clock } from '#shared/services.ts'
import { createOutput } from './output.ts'
import { threads } from './threads.ts'
import type { Ending, ProcessOptions } from './runProcess.ts'

/** The command line, or a test's replacement. */
export type CommandLine = (process: CommandLineProcess) => Promise<number>

/** Runs a command in this process. */
export type RunInProcess = (
  args: readonly string[],
  options: Pick<ProcessOptions, 'cwd' | 'env' | 'interruptWhen'>,
) => Promise<Ending>

/** The command line in this process with this clock; or, for tests of the tests, another program. */
export const createRunInProcess =
  (clock: Clock, commandLine?: CommandLine): RunInProcess =>
  (args, options) =>
    runInProcess(args, { ...options, clock, ...(commandLine && { commandLine }) })

interface InProcessOptions
  extends Pick<ProcessOptions, 'cwd' | 'env' | 'interruptWhen'>, Pick<CommandLineProcess, 'clock'> {
  readonly commandLine?: CommandLine
}

/**
 * Runs the command line in this process, from its arguments to its exit code, like the built program in a separate one.
 * Paths among the arguments must be absolute.
 */
export async function runInProcess(args: readonly string[], options: InProcessOptions): Promise<Ending> {
  const { cwd, env, interruptWhen, clock, commandLine = runCommandLine } = options
  const stdout = createOutput()
  const stderr = createOutput()
  const listeners: (() => void)[] = []
  const interrupt = (): void => listeners.forEach((listen) => listen())
  // If what is waited for never happens, the program ends by itself, and its exit code says so.
  void interruptWhen?.((pattern) => stdout.when(pattern)).then(interrupt, () => {})
  const code = await commandLine({
    args,
    env: { PATH: process.env['PATH'], HOME: cwd, TMPDIR: tmpdir(), ...env },
    stdout: { write: (text) => stdout.add(text) },
    stderr: { write: (text) => stderr.add(text) },
    signals: {
      on: (signal, listener) => signal === 'SIGINT' && listeners.push(listener),
      exit() {
        throw new Error('a second interrupt ended the program at once')
      },
    },
    version: 'under test',
    workers: threads,
    ...(clock && { clock }),
  })
  return { args, code, killed: false, fault: null, stdout: stdout.text(), stderr: stderr.text() }
}
