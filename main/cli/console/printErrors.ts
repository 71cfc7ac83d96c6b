import type { ErrorData } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { ItemPath } from '#shared/run/address.ts'
import { itemNumber } from '#shared/run/address.ts'
import type { RunOutline } from '#shared/run/outline.ts'
import { keyHint } from '../../host/engines/keyHint.ts'
import type { Console } from './console.ts'
import type { ExitCode } from './exitCode.ts'
import { exitCodeFor } from './exitCode.ts'

/** An item of a list that a node failed for. */
export interface FailedItem {
  readonly item: ItemPath
  readonly error: ErrorData
}

/** Each failed node on a line of its own; over a list, each failed item; below an unknown job, its two ways out. */
export function printErrors(
  plan: RunOutline,
  errors: Readonly<Record<string, AppError>>,
  console: Console,
  items: ReadonlyMap<string, readonly FailedItem[]> = new Map(),
): void {
  for (const { node, title } of plan.nodes) {
    const error = errors[node]
    if (error === undefined) continue
    for (const [which, each] of failuresOf(error, items.get(node))) {
      console.info(`${title} (node ${node}${which}): ${each.message}`)
      printRemedies(each, console)
    }
  }
  printKeyHint(Object.values(errors), console)
}

/** The errors of a node, and for which item of its list. */
const failuresOf = (
  error: AppError,
  items: readonly FailedItem[] = [],
): readonly (readonly [which: string, error: AppError])[] =>
  items.length === 0
    ? [['', error]]
    : items.map(({ item, error: { code, message, data = {} } }) => [
        `, item ${itemNumber(item)}`,
        new AppError(code, message, { data }),
      ])

function printKeyHint(errors: readonly AppError[], console: Console): void {
  const hint = keyHint(errors)
  if (hint !== undefined) console.info(hint)
}

/** Prints why a command failed, and returns the exit code. */
export function printError(error: AppError, console: Console): ExitCode {
  if (error.code === 'internal') {
    console.info(`Internal error: ${error.message}`)
    console.info('This is a bug in Patchbay. Please report it, with what this prints: patchbay doctor')
  } else console.info(error.message)
  printKeyHint([error], console)
  return exitCodeFor([error])
}

/** What the user can do about an unknown job. */
export function printRemedies(error: AppError, console: Console): void {
  const { job } = error.data
  if (error.code !== 'job.unknown' || typeof job !== 'string') return
  console.info(`  If the job is among your requests at the engine: patchbay job attach ${job} <request id>`)
  console.info(`  If it is not: patchbay job submit-again ${job} --may-charge-twice`)
}
