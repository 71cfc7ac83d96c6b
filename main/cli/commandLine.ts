import { toAppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import { endpoints, registry } from '#nodes/registry.ts'
import { openLog } from '../openLog.ts'
import { createClock } from '../services/clock.ts'
import type { Workers } from '../services/workers/createWorkers.ts'
import type { Arguments } from './arguments.ts'
import { readArguments } from './arguments.ts'
import { UsageError } from './usageError.ts'
import { cancel } from './commands/cancel.ts'
import { exportRun } from './commands/export.ts'
import { gc } from './commands/gc.ts'
import { importRun } from './commands/import.ts'
import { inspect } from './commands/inspect.ts'
import { job } from './commands/job.ts'
import { jobs } from './commands/jobs.ts'
import { nodes } from './commands/nodes.ts'
import { resume } from './commands/resume.ts'
import type { World } from './commands/run.ts'
import { run } from './commands/run.ts'
import { runs } from './commands/runs.ts'
import { status } from './commands/status.ts'
import { validate } from './commands/validate.ts'
import { createConsole } from './console.ts'
import type { ExitCode } from './exitCode.ts'
import { EXIT } from './exitCode.ts'
import type { Interruptible } from './interrupt.ts'
import { STOPPING, onInterrupt } from './interrupt.ts'
import { tellError } from './tellErrors.ts'
import { USAGE } from './usage.ts'

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
    ...(verbose && { onLine: console.say }),
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
  let words = STOPPING
  const interrupted = onInterrupt(signals, console, undefined, () => words)
  const world: World = {
    registry,
    endpoints,
    console,
    log,
    env,
    random: Math.random,
    clock,
    now: () => clock.now(),
    interrupted,
    sayOnInterrupt: (next) => void (words = next),
    version,
    ...(process.workers && { workers: process.workers }),
  }
  try {
    return await command(readArguments(args, env), world)
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      console.say(`patchbay: ${thrown.message}`)
      console.say('patchbay help lists the commands and their options.')
      return EXIT.usage
    }
    const error = toAppError(thrown)
    if (interrupted.aborted && error.code === 'cancelled') return EXIT.interrupted
    log[error.code === 'internal' ? 'error' : 'info']('command.failed', { command: args[0], error })
    return tellError(error, console)
  } finally {
    await log.flush()
  }
}

/** `--verbose` goes with every command: what is logged is said on standard error too. */
function takeVerbose(words: readonly string[]): {
  readonly args: readonly string[]
  readonly verbose: boolean
} {
  const end = words.indexOf('--')
  const isOption = (word: string, place: number): boolean => word === '--verbose' && (end < 0 || place < end)
  return { args: words.filter((word, place) => !isOption(word, place)), verbose: words.some(isOption) }
}

/** What only one command needs, and no small part, is loaded when it is called. */
async function command(given: Arguments, world: World): Promise<ExitCode> {
  const { console, interrupted } = world
  switch (given.command) {
    case 'edit':
      return (await import('./commands/edit.ts')).edit(given, world)
    case 'run':
      return run(given, world)
    case 'validate':
      return validate(given, registry, console)
    case 'inspect':
      return inspect(given, registry, console)
    case 'nodes':
      return nodes(given, registry, console)
    case 'practice':
      return (await import('./commands/practice.ts')).practice(given, console, interrupted)
    case 'status':
      return status(given, world)
    case 'runs':
      return runs(given, world)
    case 'resume':
      return resume(given, world)
    case 'jobs':
      return jobs(given, world)
    case 'job':
      return job(given, world)
    case 'cancel':
      return cancel(given, world)
    case 'export':
      return exportRun(given, world)
    case 'import':
      return importRun(given, world)
    case 'doctor':
      return (await import('./commands/doctor.ts')).doctor(given, world)
    case 'gc':
      return gc(given, world)
    case 'help':
      console.print(USAGE.trimEnd())
      return EXIT.done
    case 'version':
      console.print(world.version)
      return EXIT.done
  }
}
