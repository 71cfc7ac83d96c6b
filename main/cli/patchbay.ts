#!/usr/bin/env node
import { toAppError } from '#shared/errors.ts'
import { endpoints, registry } from '#nodes/registry.ts'
import type { Arguments } from './arguments.ts'
import { UsageError, readArguments } from './arguments.ts'
import { cancel } from './commands/cancel.ts'
import { edit } from './commands/edit.ts'
import { exportRun } from './commands/export.ts'
import { gc } from './commands/gc.ts'
import { importRun } from './commands/import.ts'
import { inspect } from './commands/inspect.ts'
import { job } from './commands/job.ts'
import { jobs } from './commands/jobs.ts'
import { nodes } from './commands/nodes.ts'
import { practice } from './commands/practice.ts'
import { resume } from './commands/resume.ts'
import type { World } from './commands/run.ts'
import { run } from './commands/run.ts'
import { runs } from './commands/runs.ts'
import { validate } from './commands/validate.ts'
import type { Console } from './console.ts'
import { createConsole } from './console.ts'
import type { ExitCode } from './exitCode.ts'
import { EXIT, exitCodeFor } from './exitCode.ts'
import { STOPPING, onInterrupt } from './interrupt.ts'
import { USAGE } from './usage.ts'

declare const PATCHBAY_VERSION: string

interface Interrupts {
  readonly interrupted: AbortSignal
  /** What the next interrupt is told to do. */
  readonly onInterrupt: (words: string) => void
}

async function command(
  given: Arguments,
  console: Console,
  { interrupted, onInterrupt: sayOnInterrupt }: Interrupts,
): Promise<ExitCode> {
  const now = (): number => Date.now()
  const world: World = {
    registry,
    endpoints,
    console,
    env: process.env,
    random: Math.random,
    now,
    interrupted,
    sayOnInterrupt,
    version: PATCHBAY_VERSION,
  }
  switch (given.command) {
    case 'edit':
      return edit(given, world)
    case 'run':
      return run(given, world)
    case 'validate':
      return validate(given, registry, console)
    case 'inspect':
      return inspect(given, registry, console)
    case 'nodes':
      return nodes(given, registry, console)
    case 'practice':
      return practice(given, console, interrupted)
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
    case 'gc':
      return gc(given, world)
    case 'help':
      console.print(USAGE.trimEnd())
      return EXIT.done
    case 'version':
      console.print(PATCHBAY_VERSION)
      return EXIT.done
  }
}

async function main(): Promise<ExitCode> {
  const console = createConsole(process.stdout, process.stderr)
  let words = STOPPING
  const interrupted = onInterrupt(process, console, undefined, () => words)
  try {
    const given = readArguments(process.argv.slice(2), process.env)
    return await command(given, console, { interrupted, onInterrupt: (next) => void (words = next) })
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      console.say(`patchbay: ${thrown.message}`)
      console.say('patchbay help lists the commands and their options.')
      return EXIT.usage
    }
    const error = toAppError(thrown)
    if (interrupted.aborted && error.code === 'cancelled') return EXIT.interrupted
    console.say(
      error.code === 'internal' ? `This is a fault of Patchbay's own: ${error.message}` : error.message,
    )
    return exitCodeFor([error])
  }
}

// A reader that closed the pipe (head, say) is no fault.
process.stdout.on('error', () => {})
process.exitCode = await main()
