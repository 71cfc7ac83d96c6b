import type { Clock } from '#shared/services.ts'

/** A clock on which nobody has to wait: it advances to the time of the next sleeper, as soon as it has been idle. */
export interface SkippingClock extends Clock {
  /** Resolves when a sleep of at least this many milliseconds is requested. From then on the clock stands still. */
  standAt(milliseconds: number): Promise<void>
  /** Resumes a clock that stands still. */
  goOn(): void
}

export interface SkippingClockOptions {
  /** Milliseconds since 1970; the machine's time by default. */
  readonly start?: number
  /**
   * Whether what sleepers wait for has come as far as it can; until then, nobody is woken. Called only while somebody
   * sleeps, so what it checks may end with the last sleeper. When it rejects, nobody is woken any more.
   */
  readonly isIdle?: () => Promise<boolean>
}

/** How long active calls have before the next sleeper is woken, in milliseconds of the machine. */
const QUIET_MS = 4

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/**
 * Only sleeps advance it, in their order. The duration of a call does not count, so decisions by this clock are the
 * same on every machine.
 */
export function createSkippingClock({
  start = Date.now(),
  isIdle = () => Promise.resolve(true),
}: SkippingClockOptions = {}): SkippingClock {
  let now = start
  let sleepers: readonly Sleeper[] = []
  let standing = false
  let stand: { readonly from: number; readonly reached: () => void } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null

  const wakeNext = async (): Promise<void> => {
    let idle = false
    try {
      // The sleeper may have been cancelled since, and with it what would be checked.
      idle = sleepers.length > 0 && (await isIdle())
    } catch {
      // What they wait for has ended: waking the remaining sleepers would have no effect.
      sleepers = []
    }
    timer = null
    const [next] = sleepers.toSorted((one, other) => one.at - other.at)
    if (idle && next !== undefined && !standing) {
      now = Math.max(now, next.at)
      sleepers = sleepers.filter((sleeper) => sleeper !== next)
      next.wake()
    }
    proceed()
  }
  const proceed = (): void => {
    if (standing || sleepers.length === 0) return
    timer ??= setTimeout(() => void wakeNext(), QUIET_MS)
  }
  return {
    // An integer, as in every wall clock.
    now: () => Math.floor(now),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        // The contract of a clock: it rejects with the signal's reason, whatever that is.
        if (signal?.aborted === true) return reject(signal.reason as Error)
        const abort = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          reject(signal?.reason as Error)
        }
        const sleeper: Sleeper = {
          at: now + Math.max(0, milliseconds),
          wake() {
            signal?.removeEventListener('abort', abort)
            resolve()
          },
        }
        signal?.addEventListener('abort', abort, { once: true })
        sleepers = [...sleepers, sleeper]
        if (stand !== null && milliseconds >= stand.from) {
          standing = true
          stand.reached()
          stand = null
        }
        proceed()
      }),
    standAt: (from) =>
      new Promise((reached) => {
        stand = { from, reached }
      }),
    goOn() {
      standing = false
      proceed()
    },
  }
}
