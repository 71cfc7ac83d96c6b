/**
 * The longest accepted wait, in milliseconds; after that the engine is asked again, even if it requested a longer one.
 */
const LONGEST = 120_000

/**
 * The wait that an answer requests, in milliseconds, or null if it has no valid one. `Retry-After` is seconds or a
 * date; a date is relative to the answer's own `Date`, because the two clocks may differ, else to `now`.
 */
export function readRetryAfter(retryAfter: string | null, date: string | null, now: number): number | null {
  const text = retryAfter?.trim() ?? ''
  const bound = (milliseconds: number): number => Math.min(Math.max(milliseconds, 0), LONGEST)
  if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) return bound(Number(text) * 1000)
  // Without letters it is no date, although Date.parse may accept it.
  if (!/[a-z]{3}/i.test(text)) return null
  const until = Date.parse(text)
  const from = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(until) ? null : bound(until - (Number.isNaN(from) ? now : from))
}
