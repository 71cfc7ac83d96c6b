import { toAppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import { endpoints } from '#nodes/endpoints.ts'
import { localTypes as types } from '#nodes/localTypes.ts'
import { openLog } from '../platform/openLog.ts'
import { createClock } from '../platform/clock.ts'
import { openPrices, openRegistry } from '../host/catalogue/openRegistry.ts'
import type { HostOptions } from '../host/createHost.ts'
import type { Command, CommandContext } from './command/defineCommand.ts'
import { wantsHelp, findCommand, groupOf } from './command/findCommand.ts'
import { UsageError } from './command/usageError.ts'
import { createConsole } from './console/console.ts'
import type { ExitCode } from './console/exitCode.ts'
import { EXIT } from './console/exitCode.ts'
import type { Interruptible } from './interrupt.ts'
import { STOPPING, onInterrupt } from './interrupt.ts'
import { printError } from './console/printErrors.ts'

// Collected by folder: adding a command is adding a file.
const files = import.meta.glob<Command>(['./commands/*.ts', '!./commands/*.test.ts'], {
  eager: true,
  import: 'default',
})

/** Every command, in alphabetical order. */
export const commands: readonly Command[] = Object.values(files)

/** The parts of its process that the command line uses. */
export interface CommandLineProcess {
  /** The arguments after the program's name. */
  readonly args: readonly string[]
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number }
  /** Where interrupts arrive. */
  readonly signals: Interruptible
  readonly version: string
  /** The machine's own by default. */
  readonly clock?: Clock
  /** Created for each command by default. */
  readonly workers?: NonNullable<HostOptions['workers']>
  /** Calls back with an uncaught error, before the process ends because of it. */
  readonly onFault?: (call: (thrown: unknown) => void) => void
}

/** Runs one command to its end. Never rejects: errors are printed to standard error and set the exit code. */
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
    commands,
    registry: once(() => openRegistry({ env, types, endpoints, log })),
    prices: once(() => openPrices({ env, log })),
    types,
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
    return await dispatch(args, context)
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      console.info(`patchbay: ${thrown.message}`)
      console.info(helpHint(args))
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

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/** A hint to the help of the called command. */
function helpHint([first = '']: readonly string[]): string {
  const isKnown = commands.some(({ name }) => name === first || name.startsWith(`${first} `))
  return `Run "patchbay ${isKnown ? `${first} ` : ''}--help" for help.`
}

/** `--verbose` works with every command: the log is printed to standard error too. */
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

/** Runs the command that the arguments name, or prints the requested help. */
async function dispatch(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { command, words } = findCommand(rewritten(args), commands)
  return command.run(command.read(words, context.env), context)
}

/** `--help` and `--version` are commands in the form of options. */
function rewritten([first, ...words]: readonly string[]): readonly string[] {
  if (first === '--version' || first === '-v') return ['version']
  if (first === '--help' || first === '-h') return ['help']
  if (first === undefined) return []
  if (!wantsHelp(words)) return [first, ...words]
  const verbs = groupOf(first, commands).map(({ name }) => name.slice(first.length + 1))
  const verb = words.find((word) => !word.startsWith('-'))
  return verb !== undefined && verbs.includes(verb) ? ['help', first, verb] : ['help', first]
}
