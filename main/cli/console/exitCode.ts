import type { AppError, ErrorCode } from '#shared/errors.ts'
import type { RunEnd } from '#shared/run/run.ts'

/** The documented exit codes, as in sysexits.h if it has one. */
export const EXIT = {
  done: 0,
  usage: 64,
  workflow: 65,
  file: 66,
  engine: 69,
  internal: 70,
  again: 75,
  unknown: 76,
  key: 77,
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The meaning of each exit code for scripts, for help. */
export const exitMeanings: readonly (readonly [ExitCode, string])[] = [
  [EXIT.done, 'Done'],
  [EXIT.usage, 'Bad arguments'],
  [EXIT.workflow, 'The workflow is wrong, or a node waits for user input'],
  [EXIT.file, 'A file cannot be read or written'],
  [EXIT.engine, 'The engine failed, refused the input, or cannot be reached; or a run is done only in part'],
  [EXIT.internal, 'A bug in Patchbay'],
  [EXIT.again, 'Try again: the engine is busy, or another process has the library open'],
  [EXIT.unknown, 'Unknown whether a job was accepted: it may have been charged'],
  [EXIT.key, 'No key, or the key or the account was refused'],
  [EXIT.interrupted, 'Interrupted'],
]

const codes: { readonly [C in ErrorCode]: ExitCode } = {
  'workflow.unreadable': EXIT.workflow,
  'workflow.invalid': EXIT.workflow,
  'workflow.newer': EXIT.workflow,
  'workflow.conflict': EXIT.workflow,
  'input.invalid': EXIT.workflow,
  'file.unreadable': EXIT.file,
  'file.unwritable': EXIT.file,
  'file.refused': EXIT.workflow,
  'picture.broken': EXIT.workflow,
  'picture.large': EXIT.workflow,
  'media.unsendable': EXIT.workflow,
  'host.gone': EXIT.unknown,
  'engine.unreachable': EXIT.engine,
  'engine.failed': EXIT.engine,
  'engine.busy': EXIT.again,
  'job.refused': EXIT.engine,
  'job.failed': EXIT.engine,
  'job.cancelled': EXIT.engine,
  'job.unknown': EXIT.unknown,
  'job.lost': EXIT.engine,
  'job.awaited': EXIT.again,
  'job.expired': EXIT.engine,
  'account.key': EXIT.key,
  'account.balance': EXIT.key,
  // A command line names the engine itself, which is the approval: this never occurs there.
  'approval.needed': EXIT.workflow,
  'library.held': EXIT.again,
  'library.broken': EXIT.file,
  'library.newer': EXIT.file,
  'egress.refused': EXIT.workflow,
  'person.needed': EXIT.workflow,
  'node.failed': EXIT.internal,
  cancelled: EXIT.interrupted,
  internal: EXIT.internal,
}

/** The order when several things went wrong: money first, then what a retry could fix. */
const urgency: readonly ExitCode[] = [
  EXIT.unknown,
  EXIT.key,
  EXIT.again,
  EXIT.engine,
  EXIT.file,
  EXIT.workflow,
  EXIT.internal,
  EXIT.interrupted,
]

/**
 * The exit code of a run: of one that is done in part `engine`, whatever failed, except that a job which may have been
 * charged comes first.
 */
export function exitCodeOfRun(state: RunEnd | null, errors: readonly ErrorCode[]): ExitCode {
  const worst = worstOf(errors)
  return state === 'partial' && worst !== EXIT.unknown ? EXIT.engine : worst
}

/** The exit code for errors; `done` without any. */
export const exitCodeFor = (errors: readonly AppError[]): ExitCode => worstOf(errors.map(({ code }) => code))

function worstOf(errors: readonly ErrorCode[]): ExitCode {
  const found = new Set(errors.map((code) => codes[code]))
  return urgency.find((code) => found.has(code)) ?? EXIT.done
}
