import type { ErrorData } from '#shared/errors.ts'
import type { Step } from '#shared/run/reduceRun.ts'

export type FailedStep = Extract<Step, { phase: 'failed' }>

/** What can be done about a failed step, beside changing the node. */
export type WayOut = 'again' | 'settings' | 'request'

/** Most lines of an error's words; beyond, they are read by pointing at them. */
const MAX_ITEMS = 3

/** The words of a failed step: one text, or, of a list, one for each item that failed, and how many more did. */
export function failureLines({ error, items = [] }: FailedStep): readonly string[] {
  if (items.length === 0) return [error.message]
  const shown = items.slice(0, MAX_ITEMS).map(({ item, error: own }) => `Item ${item + 1}: ${own.message}`)
  const more = items.length - shown.length
  return more === 0 ? shown : [...shown, `${more} more failed.`]
}

/** What a person may do about an error. One that nobody can know of has its own ways: see `isUnknown`. */
export function waysOut({ code }: ErrorData): readonly WayOut[] {
  if (code === 'job.unknown') return ['request', 'again']
  if (code === 'account.key') return ['again', 'settings']
  return ['again']
}

/** The error that decides: of a list, one that nobody can know of comes before all others. */
export const decidingError = ({ error, items = [] }: FailedStep): ErrorData =>
  items.find((one) => one.error.code === 'job.unknown')?.error ?? error
