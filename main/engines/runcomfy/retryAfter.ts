/** The longest wait that an answer can ask for, in milliseconds; whoever asks for more is asked again then. */
const LONGEST = 120_000

/**
 * How long an answer asks to wait, in milliseconds, or null where it says nothing sensible. `Retry-After` is seconds
 * or a date; a date counts from the answer's own `Date`, for the two clocks may differ, else from `now`.
 */
export function readRetryAfter(retryAfter: string | null, date: string | null, now: number): number | null {
  const text = retryAfter?.trim() ?? ''
  const bound = (milliseconds: number): number => Math.min(Math.max(milliseconds, 0), LONGEST)
  if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) return bound(Number(text) * 1000)
  // Without letters it is no date, whatever Date.parse makes of it.
  if (!/[a-z]{3}/i.test(text)) return null
  const until = Date.parse(text)
  const from = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(until) ? null : bound(until - (Number.isNaN(from) ? now : from))
}
