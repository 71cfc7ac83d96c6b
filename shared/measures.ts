import { withoutTail } from './withoutTail.ts'

/**
 * `840 ms`, `12.3 s`, `2 min 5 s`, `1 h 5 min`; negative durations, which only a changed clock can cause, give nothing.
 */
export function formatTime(milliseconds: number): string {
  const whole = Math.max(Math.round(milliseconds), 0)
  if (whole < 1000) return `${whole} ms`
  // A duration that would round to a minute is shown as one.
  if (whole < 59_950) return `${(whole / 1000).toFixed(1)} s`
  const seconds = Math.round(whole / 1000)
  const minutes = Math.round(seconds / 60)
  if (seconds >= 3600) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** `$1.50`, `$0.0125`: cents, and as many further digits as small amounts need to differ. */
export function formatDollars(dollars: number): string {
  const size = dollars === 0 ? 0 : Math.floor(Math.log10(Math.abs(dollars)))
  const places = Math.min(Math.max(2 - size, 2), 8)
  const written = dollars.toFixed(places)
  const cents = written.indexOf('.') + 3
  return `$${written.slice(0, cents)}${withoutTail(written.slice(cents), '0')}`
}
