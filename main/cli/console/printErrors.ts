import type { AppError } from '#shared/errors.ts'
import type { RunOutline } from '#shared/run/outline.ts'
import type { Console } from './console.ts'
import type { ExitCode } from './exitCode.ts'
import { exitCodeFor } from './exitCode.ts'

/** Each failed node on a line of its own; below an unknown job, its two ways out. */
export function printErrors(
  plan: RunOutline,
  errors: Readonly<Record<string, AppError>>,
  console: Console,
): void {
  for (const { node, title } of plan.nodes) {
    const error = errors[node]
    if (error === undefined) continue
    console.info(`${title} (node ${node}): ${error.message}`)
    printRemedies(error, console)
  }
  if (Object.values(errors).some(({ code }) => code === 'account.key')) console.info(KEY_HINT)
}

/** Where a command line gets its key from. */
export const KEY_HINT = 'Set the key in RUNCOMFY_API_TOKEN or in the settings of the editor.'

/** Prints why a command failed, and returns the exit code. */
export function printError(error: AppError, console: Console): ExitCode {
  if (error.code === 'internal') {
    console.info(`Internal error: ${error.message}`)
    console.info('This is a bug in Patchbay. Please report it, with what this prints: patchbay doctor')
  } else console.info(error.message)
  if (error.code === 'account.key') console.info(KEY_HINT)
  return exitCodeFor([error])
}

/** What the user can do about an unknown job. */
export function printRemedies(error: AppError, console: Console): void {
  const { job } = error.data
  if (error.code !== 'job.unknown' || typeof job !== 'string') return
  console.info(`  If the job is among your requests at RunComfy: patchbay job attach ${job} <request id>`)
  console.info(`  If it is not: patchbay job submit-again ${job} --may-charge-twice`)
}
