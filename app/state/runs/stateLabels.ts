import type { QueueState } from '#shared/api/records.ts'

/** The state of a run in a word. */
export const stateLabels: { readonly [State in QueueState]: string } = {
  queued: 'Waiting',
  running: 'Running',
  interrupted: 'Interrupted',
  done: 'Done',
  partial: 'Done in part',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long ago: `just now`, `5 min ago`, `3 h ago`, or the date. */
export function formatAgo(at: number, now: number): string {
  const ago = now - at
  if (ago < MINUTE) return 'just now'
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`
  if (ago < DAY) return `${Math.floor(ago / HOUR)} h ago`
  return new Date(at).toLocaleDateString()
}
