import type { ExchangeReason } from './exchangeError.ts'
import type { TimeLimits } from './limits.ts'

/** The time limits of a call in progress. */
export interface Deadlines {
  /** From now on this is waited for: the limit of what was waited for before no longer counts. */
  wait(reason: ExchangeReason, milliseconds: number): void
  /** So many bytes have come or gone, and the next are waited for. */
  moved(reason: ExchangeReason, milliseconds: number, bytes: number): void
  /** From now on none expires. */
  clear(): void
  areCleared(): boolean
}

/**
 * The whole call has `total` milliseconds if any, each wait in it a limit of its own, and from the first byte of a body
 * on enough of it must move in each period of `floor`.
 */
export function createDeadlines(
  { total, floor }: Pick<TimeLimits, 'total' | 'floor'>,
  onOver: (reason: ExchangeReason) => void,
): Deadlines {
  const all = total === null ? undefined : setTimeout(() => onOver('total-timeout'), total)
  let waiting: NodeJS.Timeout | undefined
  let period: NodeJS.Timeout | undefined
  let bytes = 0
  let cleared = false

  function startPeriod(): void {
    if (floor === undefined) return
    bytes = 0
    period = setTimeout(() => (bytes < floor.bytes ? onOver('too-slow') : startPeriod()), floor.milliseconds)
  }

  function wait(reason: ExchangeReason, milliseconds: number): void {
    clearTimeout(waiting)
    if (!cleared) waiting = setTimeout(() => onOver(reason), milliseconds)
  }

  return {
    areCleared: () => cleared,
    wait,
    moved(reason, milliseconds, size) {
      wait(reason, milliseconds)
      if (period === undefined && !cleared) startPeriod()
      bytes += size
    },
    clear() {
      cleared = true
      clearTimeout(all)
      clearTimeout(waiting)
      clearTimeout(period)
    },
  }
}
