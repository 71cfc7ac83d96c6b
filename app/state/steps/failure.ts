import type { ErrorData } from '#shared/errors.ts'
import { itemNumber } from '#shared/run/address.ts'
import type { Step } from '#shared/run/reduceRun.ts'

export type FailedStep = Extract<Step, { phase: 'failed' }>

/** What can be done about a failed step, besides changing the node. */
export type WayOut = 'again' | 'settings' | 'request' | 'smaller'

/** The maximum number of lines of an error; the rest is shown on hover. */
const MAX_ITEMS = 3

/**
 * The text of a failed step: one message or, for a list, one per failed item up to a limit, and how many more there
 * are.
 */
export function failureLines({ error, items = [] }: FailedStep): readonly string[] {
  if (items.length === 0) return [shownMessage(error)]
  const shown = items
    .slice(0, MAX_ITEMS)
    .map(({ item, error: own }) => `Item ${itemNumber(item)}: ${shownMessage(own)}`)
  const more = items.length - shown.length
  return more === 0 ? shown : [...shown, `${more} more failed.`]
}

/** Whether an image was too large for a request, and a smaller copy of it would do, which the user has not allowed. */
const needsSmallerCopy = ({ data }: ErrorData): boolean => data?.['smallerCopies'] === false

/** What a card says of an error: where a button is the way out, only what happened. */
const shownMessage = (error: ErrorData): string =>
  needsSmallerCopy(error) ? error.message.replace(/(\S\.) .*$/s, '$1') : error.message

/** The maximum height of the text on the card, in lines; the rest is shown on hover. */
const MAX_LINES = 7

/** How many lines of its text each part may take, so that all of them together have room. */
export const linesEach = (parts: readonly string[]): number =>
  Math.max(1, Math.floor(MAX_LINES / Math.max(1, parts.length)))

/** The actions for an error. An unknown job has its own: see `isUnknown`. */
export function waysOut(error: ErrorData): readonly WayOut[] {
  const { code } = error
  // As it is, it would fail again.
  if (needsSmallerCopy(error)) return ['smaller']
  if (code === 'job.unknown') return ['request', 'again']
  if (code === 'account.key') return ['again', 'settings']
  return ['again']
}

/** The error that decides: in a list, an unknown job comes before all others. */
export const decidingError = ({ error, items = [] }: FailedStep): ErrorData =>
  items.find((one) => one.error.code === 'job.unknown')?.error ?? error
