import { toAppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import { endpoints, registry } from '#nodes/registry.ts'
import { openLog } from '../platform/openLog.ts'
import { createClock } from '../platform/clock.ts'
import type { Workers } from '../assets/workers/createWorkers.ts'
import type { Arguments } from './command/arguments.ts'
import { readArguments } from './command/arguments.ts'
import { UsageError } from './command/usageError.ts'
import { cancel } from './commands/cancel.ts'
import { exportRun } from './commands/export.ts'
import { gc } from './commands/gc.ts'
import { importRun } from './commands/import.ts'
import { inspect } from './commands/inspect.ts'
import { job } from './commands/job.ts'
import { jobs } from './commands/jobs.ts'
import { nodes } from './commands/nodes.ts'
import { resume } from './commands/resume.ts'
import type { CommandContext } from './command/commandContext.ts'
import { run } from './commands/run.ts'
import { runs } from './commands/runs.ts'
import { status } from './commands/status.ts'
import { validate } from './commands/validate.ts'
import { createConsole } from './console/console.ts'
import type { ExitCode } from './console/exitCode.ts'
import { EXIT } from './console/exitCode.ts'
import type { Interruptible } from './interrupt.ts'
import { STOPPING, onInterrupt } from './interrupt.ts'
import { printError } from './console/printErrors.ts'
import { USAGE } from './command/usage.ts'

/** What the command line uses of its process. */
export interface CommandLineProcess {
  /** The words after the program's name. */
  readonly args: readonly string[]
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number }
  /** Where interrupts arrive. */
  readonly signals: Interruptible
  readonly version: string
  /** The machine's own unless another is given. */
  readonly clock?: Clock
  /** Of its own, for as long as a command takes, unless there are some. */
  readonly workers?: Workers
  /** Calls back with what nobody has caught, before the process ends of it. */
  readonly onFault?: (call: (thrown: unknown) => void) => void
}

/** Runs one command to its end. Never rejects: what goes wrong is said on standard error, and told by the exit code. */
export async function runCommandLine(process: CommandLineProcess): Promise<ExitCode> {
  const { env, version, clock = createClock() } = process
  const { args, verbose } = takeVerbose(process.args)
  const console = createConsole(process.stdout, process.stderr)
  const log = openLog({
    env,
    version,
    front: 'command line',
    now: () => clock.now(),
    ...(verbose && { onLine: console.info }),
  })
  process.onFault?.((thrown) => {
    log.error('fault', { error: thrown })
    log.flushNow()
  })
  const signals: Interruptible = {
    on: (signal, listener) => process.signals.on(signal, listener),
    exit(code) {
      log.flushNow()
      process.signals.exit(code)
    },
  }
  let message = STOPPING
  const interrupted = onInterrupt(signals, console, undefined, () => message)
  const context: CommandContext = {
    registry,
    endpoints,
    console,
    log,
    env,
    random: Math.random,
    clock,
    now: () => clock.now(),
    interrupted,
    setInterruptMessage: (next) => void (message = next),
    version,
    ...(process.workers && { workers: process.workers }),
  }
  try {
    return await command(readArguments(args, env), context)
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      console.info(`patchbay: ${thrown.message}`)
      console.info('patchbay help lists the commands and their options.')
      return EXIT.usage
    }
    const error = toAppError(thrown)
    if (interrupted.aborted && error.code === 'cancelled') return EXIT.interrupted
    log[error.code === 'internal' ? 'error' : 'info']('command.failed', { command: args[0], error })
    return printError(error, console)
  } finally {
    await log.flush()
  }
}

/** `--verbose` goes with every command: what is logged is said on standard error too. */
function takeVerbose(message: readonly string[]): {
  readonly args: readonly string[]
  readonly verbose: boolean
} {
  const end = message.indexOf('--')
  const isOption = (word: string, position: number): boolean =>
    word === '--verbose' && (end < 0 || position < end)
  return {
    args: message.filter((word, position) => !isOption(word, position)),
    verbose: message.some(isOption),
  }
}

/** What only one command needs, and no small part, is loaded when it is called. */
async function command(given: Arguments, context: CommandContext): Promise<ExitCode> {
  const { console, interrupted } = context
  switch (given.command) {
    case 'edit':
      return (await import('./commands/edit.ts')).edit(given, context)
    case 'run':
      return run(given, context)
    case 'validate':
      return validate(given, registry, console)
    case 'inspect':
      return inspect(given, registry, console)
    case 'nodes':
      return nodes(given, registry, console)
    case 'practice':
      return (await import('./commands/practice.ts')).practice(given, console, interrupted)
    case 'status':
      return status(given, context)
    case 'runs':
      return runs(given, context)
    case 'resume':
      return resume(given, context)
    case 'jobs':
      return jobs(given, context)
    case 'job':
      return job(given, context)
    case 'cancel':
      return cancel(given, context)
    case 'export':
      return exportRun(given, context)
    case 'import':
      return importRun(given, context)
    case 'doctor':
      return (await import('./commands/doctor.ts')).doctor(given, context)
    case 'gc':
      return gc(given, context)
    case 'help':
      console.print(USAGE.trimEnd())
      return EXIT.done
    case 'version':
      console.print(context.version)
      return EXIT.done
  }
}
